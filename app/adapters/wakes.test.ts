import { expect, test, vi } from "vitest";
import type { Log } from "../core/ports.ts";
import type { Database } from "./db/open-database.ts";
import { openWakeBus } from "./wakes.ts";

const log: Log = { info: () => {}, warn: () => {}, error: () => {} };

/** Notifications among the processes of one PostgreSQL. */
function openChannel() {
  const listeners = new Set<(payload: string) => void>();
  const sent: string[] = [];
  const database = {
    engine: "postgres",
    notify: async (_channel: string, payload: string) => {
      sent.push(payload);
      for (const listener of listeners) listener(payload);
    },
    listen: async (_channel: string, listener: (payload: string) => void) => {
      listeners.add(listener);
      return async () => void listeners.delete(listener);
    },
  } as unknown as Database;
  return { database, sent };
}

test("a door without loops wakes the loops of the workers, many times at once as one", async () => {
  const { database, sent } = openChannel();
  const web = await openWakeBus(database, "web", log);
  const worker = await openWakeBus(database, "worker", log);
  const woken = vi.fn();
  worker.on("deliveries", woken);
  for (let n = 0; n < 5; n++) web.wake("deliveries");
  await vi.waitFor(() => expect(woken).toHaveBeenCalledOnce());
  expect(sent).toHaveLength(1);
  await Promise.all([web.stop(), worker.stop()]);
});

test("a loop of this process is woken at once, and nobody else is told", async () => {
  const { database, sent } = openChannel();
  const worker = await openWakeBus(database, "worker", log);
  const woken = vi.fn();
  worker.on("send", woken);
  worker.wake("send");
  expect(woken).toHaveBeenCalledOnce();
  await worker.stop();
  expect(sent).toEqual([]);
});
