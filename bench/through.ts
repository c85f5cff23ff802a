import { randomUUID } from "node:crypto";
import { Pool } from "undici";
import { buildApp, buildIsStale } from "#sandbox/host/build-app.ts";
import { freePort } from "#sandbox/host/listen.ts";
import { benchCtx } from "./support/bench-ctx.ts";
import { startChild } from "./support/child-process.ts";
import { libraryTemplates } from "./support/library-templates.ts";
import { ask } from "./support/load.ts";
import { percentile, sharedNowMs, sleep } from "./support/numbers.ts";
import { deliveryHeaders, orderWebhook } from "./support/order-webhooks.ts";
import type { Figure, Run } from "./support/run.ts";
import { seedShop } from "./support/seed-shop.ts";
import { root } from "./support/settings.ts";
import { startApp } from "./support/start-app.ts";
import { startWhatsApp, type WhatsApp } from "./support/start-whatsapp.ts";

const eventsPerSecond = 20;
const warmUpSeconds = 5;
const aimMs = 150;
const ratePerSecond = 80;

/**
 * From sending an order's webhook to the Cloud API's answer to its confirmation, at 20 orders a second, each of a customer
 * never seen before. Statuses come back meanwhile, as they do at Meta. The limit: a process that does the HMAC, one insert
 * and the one call.
 */
export async function through(run: Run): Promise<Figure[]> {
  const seconds = run.quick ? 10 : 40;
  if (await buildIsStale(root)) await buildApp(root);
  const bare = await throughBare(run, seconds);
  const app = await throughApp(run, seconds);
  const lost = app.filter((latency) => latency === null).length;
  const limit = (share: number) => ({ name: "HMAC, insert, call", value: percentile(arrived(bare), share) });
  const p50 = percentile(arrived(app), 0.5);
  return [
    {
      name: `p50 at ${eventsPerSecond} events/s`,
      value: p50,
      unit: "ms",
      limit: limit(0.5),
      aim: { text: `below ${aimMs} ms`, met: p50 < aimMs },
    },
    { name: "p99", value: percentile(arrived(app), 0.99), unit: "ms", limit: limit(0.99) },
    { name: "events without a message", value: lost, unit: `of ${app.length}`, aim: { text: "none", met: lost === 0 } },
  ];
}

async function throughApp(run: Run, seconds: number): Promise<Latency[]> {
  const templates = libraryTemplates();
  const database = await run.engine.createDatabase();
  const opened = await database.open();
  await seedShop(benchCtx(opened), { ratePerSecond, templates }).finally(opened.close);
  const port = await freePort("127.0.0.1");
  const webhookUrl = `http://127.0.0.1:${port}/webhooks/whatsapp`;
  const whatsApp = await startWhatsApp({ ratePerSecond, templates, webhookUrl });
  try {
    const app = await startApp(run, database, { role: "all", graphUrl: whatsApp.graphUrl, port });
    return await orders(app.origin, whatsApp, app.ended, seconds).finally(app.stop);
  } finally {
    await whatsApp.stop();
    await database.drop();
  }
}

async function throughBare(run: Run, seconds: number): Promise<Latency[]> {
  const whatsApp = await startWhatsApp({ ratePerSecond, templates: libraryTemplates() });
  const database = await run.engine.createDatabase();
  const bare = startChild("bench/support/bare-process.ts", { ...database.env, FORWARD_URL: whatsApp.messagesUrl });
  try {
    const { origin } = await bare.next<{ origin: string }>("listening");
    return await orders(origin, whatsApp, bare.ended, seconds);
  } finally {
    await bare.stop();
    await whatsApp.stop();
    await database.drop();
  }
}

/** Milliseconds; null: no message came. */
type Latency = number | null;

function arrived(latencies: readonly Latency[]): number[] {
  return latencies.filter((latency) => latency !== null);
}

/** Open loop: an order goes when its time has come, whether or not those before it have arrived. */
async function orders(origin: string, whatsApp: WhatsApp, alive: Promise<never>, seconds: number): Promise<Latency[]> {
  const pool = new Pool(origin, { connections: 50, pipelining: 1 });
  const warmUp = warmUpSeconds * eventsPerSecond;
  const count = warmUp + seconds * eventsPerSecond;
  const sentAtMs = new Map<string, number>();
  const refused: number[] = [];
  const startedAt = sharedNowMs();
  const pending: Promise<unknown>[] = [];

  for (let n = 0; n < count; n++) {
    const dueAt = startedAt + (n * 1_000) / eventsPerSecond;
    await Promise.race([sleep(Math.max(0, dueAt - sharedNowMs())), alive]);
    const now = new Date();
    const webhook = orderWebhook(n, now);
    const headers = deliveryHeaders(webhook, randomUUID(), now);
    sentAtMs.set(webhook.phone.slice(1), sharedNowMs());
    const sent = ask(pool, { method: "POST", path: "/webhooks/shopify", headers, body: webhook.body });
    pending.push(sent.then((status) => void (status === 200 || refused.push(status))));
  }
  await Promise.all(pending);
  if (refused.length > 0) throw new Error(`${refused.length} webhooks were refused, the first with ${refused[0]}.`);
  await whatsApp.untilAccepted(count, alive);
  await pool.destroy();
  const acceptedAtMs = new Map((await whatsApp.accepted()).map(({ to, atMs }) => [to, atMs]));
  return [...sentAtMs].slice(warmUp).map(([phone, sentAt]) => {
    const acceptedAt = acceptedAtMs.get(phone);
    return acceptedAt === undefined ? null : acceptedAt - sentAt;
  });
}
