import { writeAccessLog } from "./core/privacy/access-log.ts";
import { windowOf, type AccessLogEntry } from "./core/privacy/access-places.ts";
import type { Ctx } from "./core/ports.ts";

export type AccessRecorder = {
  /** Returns at once; a page never waits for it. */
  note(entry: Omit<AccessLogEntry, "at">): void;
  /** Writes what was noted; before the database goes. */
  close(): Promise<void>;
};

const gatherMs = 1_000;
/** A database that is away must not fill the memory. */
const keptAtMost = 10_000;

/**
 * Gathers who looked at personal data for a second and writes it in one statement. Pages keep themselves fresh every few
 * seconds: what was written in this quarter of an hour is not written again. A process that is killed loses a second of it.
 */
export function createAccessRecorder(ctx: Ctx): AccessRecorder {
  let waiting: AccessLogEntry[] = [];
  let written = { window: 0, keys: new Set<string>() };
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();

  function isNew(entry: AccessLogEntry): boolean {
    const window = windowOf(entry.at).getTime();
    if (written.window !== window || written.keys.size > keptAtMost) written = { window, keys: new Set() };
    const key = [entry.shopId, entry.staffId, entry.place, entry.subjectId].join(" ");
    if (written.keys.has(key)) return false;
    written.keys.add(key);
    return true;
  }

  function write(): Promise<void> {
    timer = null;
    const entries = waiting;
    waiting = [];
    if (entries.length === 0) return writing;
    writing = writing.then(() => writeAccessLog(ctx, entries)).catch((error: unknown) => putBack(entries, error));
    return writing;
  }

  function putBack(entries: AccessLogEntry[], error: unknown): void {
    ctx.log.error("access_log_not_written", {
      count: entries.length,
      code: error instanceof Error ? error.name : "unknown",
    });
    waiting = [...entries, ...waiting].slice(-keptAtMost);
    later();
  }

  function later(): void {
    timer ??= setTimeout(() => void write(), gatherMs).unref();
  }

  return {
    note: (noted) => {
      const entry = { ...noted, at: ctx.clock.now() };
      if (!isNew(entry)) return;
      waiting.push(entry);
      later();
    },
    close: async () => {
      if (timer) clearTimeout(timer);
      await write();
      if (timer) clearTimeout(timer);
    },
  };
}
