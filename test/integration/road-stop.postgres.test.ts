import { expect, test } from "vitest";
import { useTestDatabase } from "#test/support/database.ts";
import { openWorkerRoad } from "#test/support/worker-road.ts";

const database = useTestDatabase();
const orders = 120;

const countIn = (state: "sending" | "unknown" | "delivered") => database.db.message.count({ where: { state } });

test(
  "SIGTERM in the middle of sending: it ends well, with nothing under way, and another worker goes on from there",
  { timeout: 180_000 },
  async () => {
    const road = await openWorkerRoad(database);
    const first = road.startWorker();
    const { domain } = await road.connectShop();
    // Each answer takes its time, so that many are under way when the signal comes.
    road.controls.setFaults({ latencyMs: 700 });
    const placing = (async () => {
      for (let n = 1; n <= orders; n++) await road.placeOrder(domain, n);
    })();
    await road.until("requests are under way", 60_000, async () => (await countIn("sending")) >= 5);
    expect(await first.stop()).toEqual({ code: 0, signal: null });
    await placing;
    expect({ sending: await countIn("sending"), unknown: await countIn("unknown") }).toEqual({
      sending: 0,
      unknown: 0,
    });
    // What it had claimed of the inbox and not begun is nobody's lease.
    const now = new Date(Date.now() + 1_000);
    const leased = { state: "pending" as const, nextAttemptAt: { gt: now } };
    expect(await database.db.webhookDelivery.count({ where: leased })).toBe(0);

    road.controls.setFaults({ latencyMs: 0 });
    const second = road.startWorker();
    await road.until("all is delivered", 90_000, async () => (await countIn("delivered")) === orders);
    expect(await second.stop()).toEqual({ code: 0, signal: null });
    const times = [...road.controls.acceptedByKey().values()];
    expect(times).toEqual(Array(orders).fill(1));
  },
);
