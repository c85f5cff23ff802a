import type { Log, WakeReason, Wakes } from "../core/ports.ts";
import type { Database } from "./db/open-database.ts";

export type WakeBus = Wakes & {
  on(reason: WakeReason, listener: () => void): void;
  stop(): Promise<void>;
};

const channel = "tidings_wake";
/** At most one notification per reason in this time; the last one is never left out. */
const notifyEveryMs = 25;

/** Wakes the loops of this process at once; where it has none for a reason, those of other processes through LISTEN/NOTIFY. */
export async function openWakeBus(database: Database, processId: string, log: Log): Promise<WakeBus> {
  const listeners = new Map<WakeReason, Set<() => void>>();
  const pending = new Map<WakeReason, NodeJS.Timeout>();
  const alone = database.engine === "pglite";

  const tell = (reason: WakeReason) => listeners.get(reason)?.forEach((listener) => listener());

  function tellOthers(reason: WakeReason): void {
    if (alone || pending.has(reason)) return;
    const timer = setTimeout(() => {
      pending.delete(reason);
      database
        .notify(channel, `${reason} ${processId}`)
        .catch((error: unknown) => log.warn("wake-up not sent", { error }));
    }, notifyEveryMs);
    pending.set(reason, timer);
  }

  const stopListening = alone
    ? async () => {}
    : await database.listen(channel, (payload) => {
        const [reason, sender] = payload.split(" ");
        if (sender !== processId) tell(reason as WakeReason);
      });

  return {
    wake: (reason) => {
      // What wakes a loop of this process needs no other: they find what it leaves at their next poll.
      if (listeners.has(reason)) tell(reason);
      else tellOthers(reason);
    },
    on: (reason, listener) => {
      const known = listeners.get(reason) ?? new Set();
      listeners.set(reason, known.add(listener));
    },
    stop: async () => {
      for (const timer of pending.values()) clearTimeout(timer);
      pending.clear();
      await stopListening();
    },
  };
}
