import { Prisma } from "#prisma/generated/client.ts";
import type { Ctx } from "../ports.ts";
import { firstIdAt } from "../shared/first-id-at.ts";
import { readSettings } from "../shared/settings.ts";

const monthMs = 30 * 86_400_000;
const perStatement = 2_000;

export type Forgotten = Record<
  | "messages"
  | "inbound"
  | "runs"
  | "events"
  | "baskets"
  | "productRequests"
  | "orderUpdateRecipients"
  | "accessLogEntries",
  number
>;

/**
 * Deletes what a shop no longer keeps: messages that came to their end, what shoppers wrote, who of the staff looked, carts and
 * checkouts that came to nothing or long ago to an order, product requests, whom the updates of an order were to go to, and
 * store events with the runs they started, as far as no kept message came from them. Consent and its proof stay. Ids are
 * UUID v7, so what is older is the beginning of each primary key. In small statements; a run that dies half-way is finished by
 * the next.
 */
export async function forgetOldData(ctx: Ctx, shopId: string): Promise<Forgotten> {
  const { db } = ctx;
  const { settings } = await db.shop.findUniqueOrThrow({ where: { id: shopId }, select: { settings: true } });
  const { messageMonths, inboundMonths, eventMonths, accessMonths } = readSettings(settings).data;
  const before = (months: number) => new Date(ctx.clock.now().getTime() - months * monthMs);
  const forgotten: Forgotten = {
    messages: 0,
    inbound: 0,
    runs: 0,
    events: 0,
    baskets: 0,
    productRequests: 0,
    orderUpdateRecipients: 0,
    accessLogEntries: 0,
  };
  if (messageMonths !== null) {
    const id = firstIdAt(before(messageMonths));
    forgotten.messages = await repeatedly(
      () => db.$executeRaw`
        DELETE FROM "Message" WHERE "shopId" = ${shopId}::uuid AND "id" IN (
          SELECT "id" FROM "Message" WHERE "shopId" = ${shopId}::uuid AND "id" < ${id}::uuid
            AND "state" NOT IN ('planned', 'queued', 'sending', 'unknown') LIMIT ${perStatement})`,
    );
  }
  if (inboundMonths !== null) {
    const id = firstIdAt(before(inboundMonths));
    forgotten.inbound = await repeatedly(
      () => db.$executeRaw`
        DELETE FROM "InboundMessage" WHERE "shopId" = ${shopId}::uuid AND "id" IN (
          SELECT "id" FROM "InboundMessage" WHERE "shopId" = ${shopId}::uuid AND "id" < ${id}::uuid LIMIT ${perStatement})`,
    );
  }
  if (eventMonths !== null) {
    await forgetCodes(ctx, shopId, before(eventMonths));
    forgotten.runs = await forgetRuns(ctx, shopId, firstIdAt(before(eventMonths)));
    forgotten.events = await forgetEvents(ctx, shopId, before(eventMonths));
    for (const table of ["Cart", "Checkout"] as const) {
      forgotten.baskets += await forgetBaskets(ctx, shopId, table, before(eventMonths));
    }
  }
  // After the messages: they were sent on the consent that stands in the request they answered.
  forgotten.productRequests = await forgetProductRequests(ctx, shopId, {
    answered: messageMonths === null ? null : before(messageMonths),
    open: eventMonths === null ? null : before(openRequestsLastLonger * eventMonths),
  });
  forgotten.orderUpdateRecipients = await forgetOrderUpdateRecipients(
    ctx,
    shopId,
    eventMonths === null ? null : before(eventMonths),
  );
  if (accessMonths !== null) {
    const id = firstIdAt(before(accessMonths));
    forgotten.accessLogEntries = await repeatedly(
      () => db.$executeRaw`
        DELETE FROM "AccessLog" WHERE "shopId" = ${shopId}::uuid AND "id" IN (
          SELECT "id" FROM "AccessLog" WHERE "shopId" = ${shopId}::uuid AND "id" < ${id}::uuid LIMIT ${perStatement})`,
    );
  }
  return forgotten;
}

/** Codes that work no more and were given, or made, so long ago: their runs would be kept for them. In primary key order. */
function forgetCodes({ db }: Ctx, shopId: string, before: Date): Promise<number> {
  return pageByPage(
    (after) => db.$queryRaw<Page[]>`
      WITH page AS (
        SELECT "id" FROM "DiscountCode"
        WHERE "shopId" = ${shopId}::uuid AND "id" > ${after}::uuid AND "id" < ${firstIdAt(before)}::uuid
        ORDER BY "id" LIMIT ${perStatement}),
      gone AS (
        DELETE FROM "DiscountCode" c USING page
        WHERE c."shopId" = ${shopId}::uuid AND c."id" = page."id" AND c."state" IN ('expired', 'void')
          AND COALESCE(c."expiresAt", c."createdAt") < ${before}::timestamptz
        RETURNING 1)
      SELECT (SELECT count(*)::int FROM page) AS "seen", (SELECT count(*)::int FROM gone) AS "gone",
        (SELECT "id" FROM page ORDER BY "id" DESC LIMIT 1) AS "last"`,
  );
}

/**
 * Their steps go with them. In primary key order; indexes of what may still speak of one: Message(shopId, runId),
 * DiscountCode(shopId, runId).
 */
function forgetRuns({ db }: Ctx, shopId: string, firstKept: string): Promise<number> {
  return pageByPage(
    (after) => db.$queryRaw<Page[]>`
      WITH page AS (
        SELECT "id" FROM "AutomationRun"
        WHERE "shopId" = ${shopId}::uuid AND "id" > ${after}::uuid AND "id" < ${firstKept}::uuid
        ORDER BY "id" LIMIT ${perStatement}),
      gone AS (
        DELETE FROM "AutomationRun" r USING page
        WHERE r."shopId" = ${shopId}::uuid AND r."id" = page."id" AND r."state" <> 'active'
          AND NOT EXISTS (SELECT 1 FROM "Message" m WHERE m."shopId" = r."shopId" AND m."runId" = r."id")
          AND NOT EXISTS (SELECT 1 FROM "DiscountCode" c WHERE c."shopId" = r."shopId" AND c."runId" = r."id")
        RETURNING 1)
      SELECT (SELECT count(*)::int FROM page) AS "seen", (SELECT count(*)::int FROM gone) AS "gone",
        (SELECT "id" FROM page ORDER BY "id" DESC LIMIT 1) AS "last"`,
  );
}

/** Index: StoreEvent(shopId, recordedAt). */
function forgetEvents({ db }: Ctx, shopId: string, before: Date): Promise<number> {
  return repeatedly(
    () => db.$executeRaw`
      DELETE FROM "StoreEvent" WHERE "shopId" = ${shopId}::uuid AND "id" IN (
        SELECT e."id" FROM "StoreEvent" e
        WHERE e."shopId" = ${shopId}::uuid AND e."recordedAt" < ${before}
          AND NOT EXISTS (SELECT 1 FROM "AutomationRun" r WHERE r."shopId" = e."shopId" AND r."storeEventId" = e."id")
        LIMIT ${perStatement})`,
  );
}

/** In primary key order. */
function forgetBaskets({ db }: Ctx, shopId: string, table: "Cart" | "Checkout", before: Date): Promise<number> {
  const name = Prisma.raw(`"${table}"`);
  return pageByPage(
    (after) => db.$queryRaw<Page[]>`
      WITH page AS (
        SELECT "token" FROM ${name} WHERE "shopId" = ${shopId}::uuid AND "token" > ${after}
        ORDER BY "token" LIMIT ${perStatement}),
      gone AS (
        DELETE FROM ${name} b USING page
        WHERE b."shopId" = ${shopId}::uuid AND b."token" = page."token" AND b."versionAt" < ${before}::timestamptz
        RETURNING 1)
      SELECT (SELECT count(*)::int FROM page) AS "seen", (SELECT count(*)::int FROM gone) AS "gone",
        (SELECT max("token") FROM page) AS "last"`,
    "",
  );
}

/** So many times as long as what is kept of the store: nobody waits for a message that they asked for so long ago. */
const openRequestsLastLonger = 2;

/**
 * Product requests with what the person wrote: those answered before `answered`, and those asked before `open` that nothing has
 * answered: the product does not come back. Null: those are kept. In primary key order, which is the order in which they were
 * asked.
 */
function forgetProductRequests(
  { db }: Ctx,
  shopId: string,
  { answered, open }: { answered: Date | null; open: Date | null },
): Promise<number> {
  const askedBefore = new Date(Math.max(answered?.getTime() ?? 0, open?.getTime() ?? 0));
  return pageByPage(
    (after) => db.$queryRaw<Page[]>`
      WITH page AS (
        SELECT "id" FROM "ProductRequest"
        WHERE "shopId" = ${shopId}::uuid AND "id" > ${after}::uuid AND "id" < ${firstIdAt(askedBefore)}::uuid
        ORDER BY "id" LIMIT ${perStatement}),
      gone AS (
        DELETE FROM "ProductRequest" r USING page
        WHERE r."shopId" = ${shopId}::uuid AND r."id" = page."id"
          AND (r."notifiedAt" < ${answered}::timestamptz
            OR (r."notifiedAt" IS NULL AND r."requestedAt" < ${open}::timestamptz))
        RETURNING 1)
      SELECT (SELECT count(*)::int FROM page) AS "seen", (SELECT count(*)::int FROM gone) AS "gone",
        (SELECT "id" FROM page ORDER BY "id" DESC LIMIT 1) AS "last"`,
  );
}

/**
 * Whom the updates of an order were to go to: as long as the order's events, and a day where neither a checkout nor an order of
 * that token has come, as the page of an order may be quicker than its webhooks and anybody can make up a token. In primary key
 * order; indexes: Order (shopId, checkoutToken), Checkout's key.
 */
function forgetOrderUpdateRecipients({ db, clock }: Ctx, shopId: string, before: Date | null): Promise<number> {
  const unboundBefore = new Date(clock.now().getTime() - 86_400_000);
  return pageByPage(
    (after) => db.$queryRaw<Page[]>`
      WITH page AS (
        SELECT "checkoutToken" FROM "OrderUpdates" WHERE "shopId" = ${shopId}::uuid AND "checkoutToken" > ${after}
        ORDER BY "checkoutToken" LIMIT ${perStatement}),
      gone AS (
        DELETE FROM "OrderUpdates" u USING page
        WHERE u."shopId" = ${shopId}::uuid AND u."checkoutToken" = page."checkoutToken"
          AND (u."askedAt" < ${before}::timestamptz OR (u."askedAt" < ${unboundBefore}::timestamptz
            AND NOT EXISTS (SELECT 1 FROM "Order" o WHERE o."shopId" = u."shopId" AND o."checkoutToken" = u."checkoutToken")
            AND NOT EXISTS (SELECT 1 FROM "Checkout" c WHERE c."shopId" = u."shopId" AND c."token" = u."checkoutToken")))
        RETURNING 1)
      SELECT (SELECT count(*)::int FROM page) AS "seen", (SELECT count(*)::int FROM gone) AS "gone",
        (SELECT max("checkoutToken") FROM page) AS "last"`,
    "",
  );
}

async function repeatedly(deleteSome: () => Promise<number>): Promise<number> {
  let total = 0;
  for (;;) {
    const count = await deleteSome();
    total += count;
    if (count < perStatement) return total;
  }
}

type Page = { seen: number; gone: number; last: string | null };
const firstId = "00000000-0000-0000-0000-000000000000";

/** Each row is passed once, however many of them are kept. */
async function pageByPage(forgetPage: (after: string) => Promise<Page[]>, first = firstId): Promise<number> {
  let total = 0;
  for (let after: string | null = first; after !== null;) {
    const [page]: Page[] = await forgetPage(after);
    total += page?.gone ?? 0;
    after = page?.seen === perStatement ? page.last : null;
  }
  return total;
}
