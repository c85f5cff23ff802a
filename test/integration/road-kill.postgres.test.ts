import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { useTestDatabase } from "#test/support/database.ts";
import type { WorkerProcess } from "#test/support/worker-process.ts";
import { openWorkerRoad, type WorkerRoad } from "#test/support/worker-road.ts";

const database = useTestDatabase();
const orders = 500;
/** The others come when the killing is over: the last one's callbacks show that the way back is open. */
const duringKills = 479;
/** One at a time; at the end both at once. */
const kills = 12;
const seed = 20_261_121;

/** mulberry32: the same moments in every run, as far as real time allows. */
function randomOf(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Counts what WhatsApp told since `from` on, by the doors, which nobody kills. */
async function callbacksSince(from: Date): Promise<number> {
  return database.db.webhookDelivery.count({ where: { source: "whatsapp", receivedAt: { gt: from } } });
}

/** Resolves in the very moment the n-th message from now is accepted: its answer has not left yet. */
function nextAccepted(road: WorkerRoad, n: number): Promise<void> {
  return new Promise((resolve) => {
    let left = n;
    const stop = road.sandbox.on("accepted", () => {
      left -= 1;
      if (left > 0) return;
      stop();
      resolve();
    });
  });
}

async function stateCounts(): Promise<Record<string, number>> {
  const groups = await database.db.message.groupBy({ by: ["state"], _count: { _all: true } });
  return Object.fromEntries(groups.map(({ state, _count }) => [state, _count._all]));
}

test(
  "two workers killed again and again during 500 orders: every message accepted once, none lost",
  { timeout: 240_000 },
  async () => {
    const road = await openWorkerRoad(database);
    const random = randomOf(seed);
    const workers: [WorkerProcess, WorkerProcess] = [road.startWorker(), road.startWorker()];
    const { domain } = await road.connectShop();
    // Answers take a while, so that requests are under way when their worker dies.
    road.controls.setFaults({ latencyMs: 40 });

    let placed = 0;
    let killed = 0;
    async function placeOrders(): Promise<void> {
      while (placed < duringKills) {
        placed += 1;
        await road.placeOrder(domain, placed);
        // Spread over all the killing.
        while (placed / duringKills > (killed + 1) / (kills + 1)) await sleep(20);
      }
    }
    async function killWorkers(): Promise<void> {
      while (killed < kills) {
        const at = killed % 2 === 0 ? 0 : 1;
        await workers[at].works;
        const moment = random();
        if (moment < 0.5) await sleep(moment * 3_000);
        else await Promise.race([nextAccepted(road, 10 + Math.ceil(random() * 40)), sleep(4_000)]);
        await workers[at].killHard();
        killed += 1;
        // What the dead one had claimed is nobody's for a minute; that minute passes at once.
        await road.travel(61_000);
        workers[at] = road.startWorker();
        // Two such minutes without a word from WhatsApp would be an outage, after which it is right to wait for a day.
        await nextAccepted(road, 1);
        const since = road.ctx.clock.now();
        await road.until("what was accepted is told", 30_000, async () => (await callbacksSince(since)) > 0);
      }
    }
    await Promise.all([placeOrders(), killWorkers()]);

    const some = nextAccepted(road, 5);
    while (placed < orders - 1) await road.placeOrder(domain, (placed += 1));
    await some;
    await Promise.all(workers.map((worker) => worker.killHard()));
    const since = road.ctx.clock.now();
    await road.until("what was accepted is told", 30_000, async () => (await callbacksSince(since)) > 0);
    // Time for what nobody knows the outcome of: longer than callbacks are waited for.
    await road.travel(11 * 60_000);
    road.controls.setFaults({ latencyMs: 0 });
    for (const at of [0, 1] as const) workers[at] = road.startWorker();
    await road.placeOrder(domain, orders);
    await road.until("all is delivered", 90_000, async () => (await stateCounts()).delivered === orders);
    await Promise.all(workers.map((worker) => worker.stop()));

    const timesAccepted = [...road.controls.acceptedByKey().values()];
    expect(timesAccepted.length).toBe(orders);
    expect(timesAccepted.filter((times) => times !== 1)).toEqual([]);
    expect(await stateCounts()).toEqual({ delivered: orders });
    expect(await database.db.storeEvent.count({ where: { kind: "order_created" } })).toBe(orders);
    expect(await database.db.webhookDelivery.count({ where: { state: { not: "done" } } })).toBe(0);
    expect(Object.values(road.controls.state().breaches).filter((count) => count > 0)).toEqual([]);
  },
);
