import { Pool } from "undici";
import type { Database } from "#app/adapters/db/open-database.ts";
import { benchCtx } from "./support/bench-ctx.ts";
import { libraryTemplates } from "./support/library-templates.ts";
import { ask } from "./support/load.ts";
import { confirmationBody } from "./support/message-bodies.ts";
import { phoneOf } from "./support/phones.ts";
import type { Figure, Run } from "./support/run.ts";
import { seedDueMessages } from "./support/seed-due-messages.ts";
import { seedShop } from "./support/seed-shop.ts";
import { whatsAppToken } from "./support/settings.ts";
import { startApp } from "./support/start-app.ts";
import { startWhatsApp, type WhatsApp } from "./support/start-whatsapp.ts";
import type { Accepted } from "./support/whatsapp-process.ts";

const aim = 0.9;
const bareConnections = 64;

/** One number with everything due at once: at the highest rate Meta allows, and at the usual one. */
export async function send(run: Run): Promise<Figure[]> {
  return [
    ...(await sendAt(run, { ratePerSecond: 1_000, count: run.quick ? 5_000 : 20_000, withBareLoop: true })),
    ...(await sendAt(run, { ratePerSecond: 80, count: run.quick ? 400 : 1_600, withBareLoop: false })),
  ];
}

/** Seconds of sending before the measured ones: code is compiled, connections are opened. */
const warmUpSeconds = 2;

type Case = { ratePerSecond: number; count: number; withBareLoop: boolean };

async function sendAt(run: Run, { ratePerSecond, count: measured, withBareLoop }: Case): Promise<Figure[]> {
  const warmUp = ratePerSecond * warmUpSeconds;
  const count = warmUp + measured;
  const templates = libraryTemplates();
  const whatsApp = await startWhatsApp({ ratePerSecond, templates });
  try {
    const bare = withBareLoop ? await bareLoop(whatsApp, count) : null;
    const database = await run.engine.createDatabase();
    await withDatabase(await database.open(), async (opened) => {
      const ctx = benchCtx(opened);
      const shop = await seedShop(ctx, { ratePerSecond, templates });
      await seedDueMessages(opened, shop, count, ctx.clock.now());
    });
    const app = await startApp(run, database, { role: "worker", graphUrl: whatsApp.graphUrl });
    await whatsApp.untilAccepted(count, app.ended).finally(app.stop);
    const state = await whatsApp.state();
    const rate = rateOf((await whatsApp.accepted()).slice(warmUp));
    const written = await withDatabase(await database.open(), countAccepted);
    await database.drop();

    const breaches = Object.values(state.breaches).reduce((sum, number) => sum + number, 0);
    const faults = { breaches, duplicates: state.duplicates, "not accepted": count - state.accepted };
    const unwritten = state.accepted - written;
    const ratio = rate / ratePerSecond;
    const prefix = `at ${ratePerSecond}/s`;
    return [
      {
        name: `${prefix}: messages accepted`,
        value: rate,
        unit: "/s",
        limit: { name: "allowed", value: ratePerSecond },
        aim: { text: `${ratio.toFixed(3)} of what is allowed, at least ${aim}`, met: ratio >= aim },
      },
      ...(bare === null ? [] : [{ name: "the same bodies, bare keep-alive loop, no limit", value: bare, unit: "/s" }]),
      ...Object.entries({ ...faults, "accepted but not written down": unwritten }).map(([name, value]) => ({
        name: `${prefix}: ${name}`,
        value,
        unit: `of ${count}`,
        aim: { text: "none", met: value === 0 },
      })),
    ];
  } finally {
    await whatsApp.stop();
  }
}

/** What the pretend WhatsApp and this machine do at best: the same bodies over kept-alive connections, the limit lifted. */
async function bareLoop(whatsApp: WhatsApp, count: number): Promise<number> {
  await whatsApp.setRate(1_000_000);
  const { origin, pathname } = new URL(whatsApp.messagesUrl);
  const pool = new Pool(origin, { connections: bareConnections, pipelining: 1 });
  const headers = { authorization: `Bearer ${whatsAppToken}`, "content-type": "application/json" };
  const bodies = Array.from({ length: count }, (_, n) => JSON.stringify(confirmationBody(phoneOf(n), `#${n}`)));
  const queue = bodies.values();
  async function loop(): Promise<void> {
    for (const body of queue) {
      const status = await ask(pool, { method: "POST", path: pathname, headers, body });
      if (status !== 200) throw new Error(`The pretend WhatsApp answered the bare loop with ${status}.`);
    }
  }
  await Promise.all(Array.from({ length: bareConnections }, loop));
  await pool.destroy();
  const rate = rateOf(await whatsApp.accepted());
  await whatsApp.reset();
  return rate;
}

/** From the first acceptance to the last, by the clock of the pretend WhatsApp. */
function rateOf(accepted: readonly Accepted[]): number {
  const first = accepted[0]?.atMs ?? 0;
  const last = accepted.at(-1)?.atMs ?? 0;
  return ((accepted.length - 1) / (last - first)) * 1_000;
}

async function countAccepted({ db }: Database): Promise<number> {
  return db.message.count({ where: { state: "accepted", wamid: { not: null } } });
}

async function withDatabase<T>(database: Database, work: (database: Database) => Promise<T>): Promise<T> {
  return work(database).finally(database.close);
}
