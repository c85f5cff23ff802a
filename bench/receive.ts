import { randomUUID } from "node:crypto";
import { Pool } from "undici";
import { buildApp, buildIsStale } from "#sandbox/host/build-app.ts";
import { startChild } from "./support/child-process.ts";
import type { BenchDatabase } from "./support/engines.ts";
import { closedLoop, type Load } from "./support/load.ts";
import { median, percentile } from "./support/numbers.ts";
import { deliveryHeaders, orderWebhook } from "./support/order-webhooks.ts";
import type { Figure, Run } from "./support/run.ts";
import { root } from "./support/settings.ts";
import { startApp } from "./support/start-app.ts";

const connections = 50;
const aim = 0.7;
const distinctOrders = 200;

/**
 * Accepted signed webhooks a second at the app's door, against a bare server that does the HMAC and one insert on the same
 * engine. The two take turns, so that whatever else this machine does meets both.
 */
export async function receive(run: Run): Promise<Figure[]> {
  const { rounds, durationMs, warmUpMs } = run.quick
    ? { rounds: 3, durationMs: 1_500, warmUpMs: 1_000 }
    : { rounds: 6, durationMs: 3_000, warmUpMs: 3_000 };
  if (await buildIsStale(root)) await buildApp(root);
  const [ours, bares] = [await run.engine.createDatabase(), await run.engine.createDatabase()];
  const app = await startApp(run, ours, { role: "web", graphUrl: "http://127.0.0.1:9/graph" });
  const bare = startChild("bench/support/bare-process.ts", bares.env);
  const { origin } = await Promise.race([bare.next<{ origin: string }>("listening"), app.ended]);
  const target = { app: createTarget(app.origin), bare: createTarget(origin) };
  const alive = Promise.race([app.ended, bare.ended]);
  const pairs: { app: Load; bare: Load }[] = [];
  try {
    for (const { load } of [target.app, target.bare]) await Promise.race([load(warmUpMs), alive]);
    for (let round = 0; round < rounds; round++) {
      const order = round % 2 === 0 ? (["app", "bare"] as const) : (["bare", "app"] as const);
      const pair: Partial<Record<"app" | "bare", Load>> = {};
      for (const name of order) pair[name] = await Promise.race([target[name].load(durationMs), alive]);
      pairs.push(pair as { app: Load; bare: Load });
    }
  } finally {
    await Promise.all([target.app.close(), target.bare.close(), app.stop(), bare.stop()]);
  }
  await expectStored(ours, target.app.accepted());
  await Promise.all([ours.drop(), bares.drop()]);
  return figures(pairs);
}

function createTarget(origin: string) {
  const pool = new Pool(origin, { connections, pipelining: 1 });
  const madeAt = new Date();
  const webhooks = Array.from({ length: distinctOrders }, (_, n) => orderWebhook(n, madeAt));
  let count = 0;
  let accepted = 0;

  function next() {
    const webhook = webhooks[(count += 1) % distinctOrders] ?? orderWebhook(0, madeAt);
    const headers = deliveryHeaders(webhook, randomUUID(), madeAt);
    return { method: "POST" as const, path: "/webhooks/shopify", headers, body: webhook.body };
  }

  async function load(durationMs: number): Promise<Load> {
    const load = await closedLoop(pool, { connections, durationMs, next });
    if (load.refused > 0) throw new Error(`${load.refused} signed webhooks were refused.`);
    accepted += load.accepted;
    return load;
  }

  return { load, accepted: () => accepted, close: () => pool.destroy() };
}

/** A rate of answers would be worth nothing if what was answered were not there. */
async function expectStored(database: BenchDatabase, accepted: number): Promise<void> {
  const opened = await database.open();
  const { rows } = await opened.executeSql(`SELECT count(*)::int AS "stored" FROM "WebhookDelivery"`);
  await opened.close();
  if (rows[0]?.stored !== accepted)
    throw new Error(`${accepted} webhooks accepted, ${String(rows[0]?.stored)} stored.`);
}

function figures(pairs: { app: Load; bare: Load }[]): Figure[] {
  const ratio = median(pairs.map(({ app, bare }) => app.perSecond / bare.perSecond));
  const rate = (name: "app" | "bare") => median(pairs.map((pair) => pair[name].perSecond));
  const latency = (name: "app" | "bare", share: number) =>
    percentile(
      pairs.flatMap((pair) => pair[name].latenciesMs),
      share,
    );
  const bare = "bare server";
  return [
    {
      name: `webhooks accepted at ${connections} connections`,
      value: rate("app"),
      unit: "/s",
      limit: { name: bare, value: rate("bare") },
      aim: { text: `median of the pairs' ratios ${ratio.toFixed(2)}, at least ${aim}`, met: ratio >= aim },
    },
    { name: "p50", value: latency("app", 0.5), unit: "ms", limit: { name: bare, value: latency("bare", 0.5) } },
    { name: "p99", value: latency("app", 0.99), unit: "ms", limit: { name: bare, value: latency("bare", 0.99) } },
  ];
}
