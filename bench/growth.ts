import { createDeliveryInbox } from "#app/doors/delivery-inbox.ts";
import type { Database } from "#app/adapters/db/open-database.ts";
import { listMessages } from "#app/core/analytics/list-messages.ts";
import type { Ctx } from "#app/core/ports.ts";
import { claimLane } from "#app/core/sending/claim-lane.ts";
import { benchCtx } from "./support/bench-ctx.ts";
import { libraryTemplates } from "./support/library-templates.ts";
import { median } from "./support/numbers.ts";
import { orderWebhook } from "./support/order-webhooks.ts";
import type { Figure, Run } from "./support/run.ts";
import { seedDueMessages } from "./support/seed-due-messages.ts";
import { seedHistory, type History } from "./support/seed-history.ts";
import { seedOtherShops, seedShop, type SeededShop } from "./support/seed-shop.ts";
import { shopDomain } from "./support/settings.ts";

const aim = 1.5;
const dueMessages = 1_000;
const ratePerSecond = 1_000;
/** A full bucket of such a lane. */
const claimLimit = 60;

/** As little as fills a page of each kind: what "empty" must hold to be compared. */
const small: History = { shops: 1, contacts: 400, messages: 1_500, deliveries: 100 };
const large: History = { shops: 100, contacts: 200_000, messages: 1_000_000, deliveries: 300_000 };
const quickLarge: History = { shops: 100, contacts: 20_000, messages: 100_000, deliveries: 30_000 };

/**
 * The hot statements with a million messages beside the same with next to none, in turns: a webhook into the inbox, a claim
 * from a lane with a thousand due, the Messages page.
 */
export async function growth(run: Run): Promise<Figure[]> {
  const rounds = run.quick ? 20 : 60;
  const [before, after] = [await seeded(run, small), await seeded(run, run.quick ? quickLarge : large)];
  try {
    const figures: Figure[] = [];
    for (const name of Object.keys(before.works)) {
      const samples = { before: [] as number[], after: [] as number[] };
      for (let round = -5; round < rounds; round++) {
        const [small, large] = [await before.works[name]?.(), await after.works[name]?.()];
        // The first ones fill caches.
        if (round < 0) continue;
        samples.before.push(small ?? Number.NaN);
        samples.after.push(large ?? Number.NaN);
      }
      const [empty, full] = [median(samples.before), median(samples.after)];
      const ratio = full / empty;
      figures.push({
        name,
        value: full,
        unit: "ms",
        limit: { name: "empty", value: empty },
        aim: { text: `${ratio.toFixed(2)} times, at most ${aim}`, met: ratio <= aim },
      });
    }
    return figures;
  } finally {
    await before.close();
    await after.close();
  }
}

async function seeded(run: Run, history: History) {
  const startedAt = performance.now();
  const database = await run.engine.createDatabase();
  // One connection: what is set for the seeding is set for all of it.
  const seeding = await database.open(1);
  const ctx = benchCtx(seeding);
  const now = ctx.clock.now();
  const shop = await seedShop(ctx, { ratePerSecond, tierLimit: 100_000, templates: libraryTemplates() });
  await seedOtherShops(ctx, history.shops - 1);
  await seedHistory(seeding, history, now);
  await seedDueMessages(seeding, shop, dueMessages, now);
  await seeding.executeSql("VACUUM ANALYZE");
  await seeding.close();
  const opened = await database.open();
  run.say(`${history.messages} messages seeded in ${Math.round((performance.now() - startedAt) / 1000)} s`);
  return {
    works: await worksOf(opened, benchCtx(opened), shop),
    close: async () => {
      await opened.close();
      await database.drop();
    },
  };
}

/** Each does its work once and says how many milliseconds it took. */
async function worksOf(database: Database, ctx: Ctx, shop: SeededShop): Promise<Record<string, () => Promise<number>>> {
  const inbox = createDeliveryInbox(database.executeSql, ctx.clock, ctx.ids);
  const body = Buffer.from(orderWebhook(1, ctx.clock.now()).body);
  const page = (filters: Parameters<typeof listMessages>[2]) => () =>
    timed(async () => {
      const { messages } = await listMessages(ctx, shop.shopId, filters);
      if (messages.length < 50) throw new Error(`A page of ${messages.length} messages is no page.`);
    });
  const ids = await idsOf(database, shop);
  return {
    "receive: one webhook into the inbox": () =>
      timed(() =>
        inbox.store({
          source: "shopify",
          externalId: ctx.ids.next(),
          shopDomain,
          topic: "orders/create",
          apiVersion: "2026-10",
          eventId: null,
          triggeredAt: ctx.clock.now(),
          body,
        }),
      ),
    [`claim of ${claimLimit} from ${dueMessages.toLocaleString("en")} due`]: () => timedClaim(ctx, shop),
    "Messages: first page": page({}),
    "Messages: failed ones": page({ state: "failed" }),
    "Messages: one automation": page({ automationId: ids.automation }),
    "Messages: deep page": page({ before: ids.deep }),
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

class Undone extends Error {}

/** Claims and takes it back, so that a thousand stay due. */
async function timedClaim(ctx: Ctx, shop: SeededShop): Promise<number> {
  let took = Number.NaN;
  const undone = ctx.db.$transaction(async (tx) => {
    const db = tx as Ctx["db"];
    took = await timed(async () => {
      const claim = await claimLane({ db, clock: ctx.clock }, { ...shop, workerId: "bench", limit: claimLimit });
      const count = claim?.messages.length ?? 0;
      if (count < claimLimit) throw new Error(`${count} messages claimed.`);
    });
    throw new Undone();
  });
  await undone.catch((error: unknown) => {
    if (!(error instanceof Undone)) throw error;
  });
  return took;
}

/** A busy automation, and a message with just more than a page behind it. */
async function idsOf({ db }: Database, { shopId }: SeededShop): Promise<{ automation: string; deep: string }> {
  const [busiest] = await db.message.groupBy({
    by: ["automationId"],
    where: { shopId, automationId: { not: null } },
    _count: { _all: true },
    orderBy: { _count: { automationId: "desc" } },
    take: 1,
  });
  const deep = await db.message.findFirst({
    where: { shopId },
    orderBy: { id: "asc" },
    skip: 100,
    select: { id: true },
  });
  if (!busiest?.automationId || !deep) throw new Error("The history was not seeded.");
  return { automation: busiest.automationId, deep: deep.id };
}
