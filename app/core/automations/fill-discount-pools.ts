import type { Ctx } from "../ports.ts";
import type { ShopifyAdmin, ShopifyFailure } from "../ports-shopify.ts";
import { decimalOf } from "../shared/money.ts";
import { discountGone } from "./discount-gone.ts";
import { codeFrom, discountValue, readTerms } from "./discount-terms.ts";
import { fewCodes } from "./give-discount-code.ts";
import { failureText, retryWaitMs } from "./shopify-retry.ts";

type DiscountAdmin = Pick<
  ShopifyAdmin,
  "createDiscount" | "findDiscountByCode" | "addDiscountCodes" | "readCodeCreation"
>;

/** Read back in one page (readCodeCreation); Shopify takes 250. */
const batchSize = 100;
const poolsAtOnce = 10;
/** Longer than all calls of one pass over a pool take; a worker that dies leaves it to the next one after it. */
const leaseMs = 3 * 60_000;
const lookAgainMs = 1_500;

type ClaimedPool = {
  shopId: string;
  id: string;
  terms: string;
  title: string;
  seedCode: string;
  discountId: string | null;
  bulkCreationId: string | null;
  attempts: number;
  shopDomain: string;
  leasedUntil: Date;
};

export type FillPass = { filled: number; failed: number; more: boolean };

/**
 * One pass over the pools that want codes: creates their discount at Shopify, adds codes to it, and learns which of them work.
 * Dying between any two lines gives no code twice and makes no second discount: the discount is found again by its first
 * code, and codes whose fate is not known are never given to anybody. Pools of automations that are off rest.
 */
export async function fillDiscountPools(ctx: Ctx, admin: DiscountAdmin): Promise<FillPass> {
  const pools = await claimDue(ctx);
  const pass: FillPass = { filled: 0, failed: 0, more: pools.length === poolsAtOnce };
  for (const pool of pools) {
    const failure = await attempt(ctx, admin, pool);
    if (failure) await keepFailure(ctx, pool, failure);
    pass[failure ? "failed" : "filled"] += 1;
  }
  return pass;
}

/** Index: DiscountPool_due. */
async function claimDue(ctx: Ctx): Promise<ClaimedPool[]> {
  const now = ctx.clock.now();
  const leasedUntil = new Date(now.getTime() + leaseMs);
  return ctx.db.$queryRaw<ClaimedPool[]>`
    WITH due AS (
      SELECT p."shopId", p."id", s."domain"
      FROM "DiscountPool" p
      JOIN "Shop" s ON s."id" = p."shopId"
      JOIN "Automation" a ON a."shopId" = p."shopId" AND a."id" = p."automationId"
      WHERE p."nextAttemptAt" <= ${now}::timestamptz AND s."status" = 'installed' AND a."enabled"
      ORDER BY p."nextAttemptAt" LIMIT ${poolsAtOnce} FOR UPDATE OF p SKIP LOCKED)
    UPDATE "DiscountPool" p SET "nextAttemptAt" = ${leasedUntil}::timestamptz, "attempts" = p."attempts" + 1
    FROM due WHERE p."shopId" = due."shopId" AND p."id" = due."id"
    RETURNING p."shopId", p."id", p."terms", p."title", p."seedCode", p."discountId", p."bulkCreationId", p."attempts",
      due."domain" AS "shopDomain", p."nextAttemptAt" AS "leasedUntil"`;
}

async function attempt(ctx: Ctx, admin: DiscountAdmin, pool: ClaimedPool): Promise<ShopifyFailure | null> {
  try {
    return await fill(ctx, admin, pool);
  } catch (error) {
    ctx.log.error("automation.discount_pool_failed", { shopId: pool.shopId, poolId: pool.id, error });
    return { outcome: "unavailable", cause: error instanceof Error ? error.name : "unknown" };
  }
}

async function fill(ctx: Ctx, admin: DiscountAdmin, pool: ClaimedPool): Promise<ShopifyFailure | null> {
  if (pool.bulkCreationId) {
    const read = await admin.readCodeCreation(pool.shopDomain, pool.bulkCreationId);
    if (read.outcome !== "ok") return read;
    if (!read.done) return keep(ctx, pool, { nextAttemptAt: soon(ctx) });
    await keepCodes(ctx, pool, read.codes);
  }
  const found = await ensureDiscount(ctx, admin, pool);
  if (found.outcome !== "ok") return found;

  const free = await ctx.db.discountCode.findMany({
    where: { shopId: pool.shopId, poolId: pool.id, state: "free" },
    select: { id: true },
    take: fewCodes,
  });
  if (free.length >= fewCodes) return keep(ctx, pool, { bulkCreationId: null, nextAttemptAt: null });
  return addCodes(ctx, admin, pool, found.discountId);
}

/** Created under a code that was written down before: a lost answer is found again by it. */
async function ensureDiscount(
  ctx: Ctx,
  admin: DiscountAdmin,
  pool: ClaimedPool,
): Promise<{ outcome: "ok"; discountId: string } | ShopifyFailure> {
  if (pool.discountId) return { outcome: "ok", discountId: pool.discountId };
  const { value, minimum, prefix } = readTerms(pool.terms);
  const worth = discountValue(value);
  const created = await admin.createDiscount(pool.shopDomain, {
    title: pool.title,
    code: pool.seedCode,
    value: "percent" in worth ? worth : { amount: decimalOf(worth.amount) },
    minimumSubtotal: minimum && decimalOf({ minor: BigInt(minimum.minor), currency: minimum.currency }),
    startsAt: ctx.clock.now(),
  });
  if (created.outcome === "ok") {
    await keep(ctx, pool, { discountId: created.discountId, seenAt: ctx.clock.now() });
    return created;
  }
  if (created.outcome !== "code_taken") return created;
  const known = await admin.findDiscountByCode(pool.shopDomain, pool.seedCode);
  if (known.outcome !== "ok") return known;
  if (known.discountId) {
    await keep(ctx, pool, { discountId: known.discountId });
    return { outcome: "ok", discountId: known.discountId };
  }
  await keep(ctx, pool, { seedCode: codeFrom(ctx.ids.next(), prefix) });
  return { outcome: "unavailable", cause: "code_taken" };
}

async function addCodes(
  ctx: Ctx,
  admin: DiscountAdmin,
  pool: ClaimedPool,
  discountId: string,
): Promise<ShopifyFailure | null> {
  const { shopId, id: poolId } = pool;
  const { prefix } = readTerms(pool.terms);
  const now = ctx.clock.now();
  const rows = Array.from({ length: batchSize }, () => ({
    shopId,
    id: ctx.ids.next(),
    poolId,
    code: codeFrom(ctx.ids.next(), prefix),
    state: "adding" as const,
    createdAt: now,
  }));
  // Left over from a worker that died: Shopify may have them or not.
  await ctx.db.discountCode.updateMany({ where: { shopId, poolId, state: "adding" }, data: { state: "void" } });
  await ctx.db.discountCode.createMany({ data: rows, skipDuplicates: true });
  const mine = await ctx.db.discountCode.findMany({
    where: { shopId, poolId, state: "adding" },
    select: { id: true, code: true },
  });
  const asked = await admin.addDiscountCodes(
    pool.shopDomain,
    discountId,
    mine.map(({ code }) => code),
  );
  if (asked.outcome === "no_discount") {
    await discountGone(ctx, { ...pool, discountId });
    return null;
  }
  if (asked.outcome !== "ok") {
    // Nothing was made; of a call whose answer is lost nobody knows.
    if (asked.outcome !== "unavailable") {
      const ids = mine.map(({ id }) => id);
      await ctx.db.discountCode.deleteMany({ where: { shopId, poolId, id: { in: ids }, state: "adding" } });
    }
    return asked;
  }
  return keep(ctx, pool, { bulkCreationId: asked.creationId, nextAttemptAt: soon(ctx) });
}

async function keepCodes(
  ctx: Ctx,
  { shopId, id: poolId }: ClaimedPool,
  codes: { code: string; redeemCodeId: string | null }[],
): Promise<void> {
  await ctx.db.$executeRaw`
    UPDATE "DiscountCode" c SET "state" = 'free', "redeemCodeId" = x."redeemCodeId"
    FROM jsonb_to_recordset(${JSON.stringify(codes)}::jsonb) AS x("code" text, "redeemCodeId" text)
    WHERE c."shopId" = ${shopId}::uuid AND c."poolId" = ${poolId}::uuid AND c."state" = 'adding'
      AND upper(c."code") = upper(x."code") AND x."redeemCodeId" IS NOT NULL`;
  await ctx.db.discountCode.updateMany({ where: { shopId, poolId, state: "adding" }, data: { state: "void" } });
}

type Change = Partial<{
  discountId: string | null;
  bulkCreationId: string | null;
  seedCode: string;
  nextAttemptAt: Date | null;
  seenAt: Date;
}>;

/** A claim that outlived its lease writes nothing. Whatever is kept is a success, and the pool begins to count anew. */
async function keep(ctx: Ctx, { shopId, id, leasedUntil }: ClaimedPool, change: Change): Promise<null> {
  await ctx.db.discountPool.updateMany({
    where: { shopId, id, nextAttemptAt: leasedUntil },
    data: { ...change, attempts: 0, lastError: null },
  });
  return null;
}

async function keepFailure(ctx: Ctx, pool: ClaimedPool, failure: ShopifyFailure): Promise<void> {
  const { shopId, id, leasedUntil, attempts } = pool;
  await ctx.db.discountPool.updateMany({
    where: { shopId, id, nextAttemptAt: leasedUntil },
    data: {
      lastError: failureText(failure),
      nextAttemptAt: new Date(ctx.clock.now().getTime() + retryWaitMs(failure, attempts)),
    },
  });
  ctx.log.warn("automation.discount_pool_not_filled", { shopId, poolId: id, attempts, outcome: failure.outcome });
}

function soon(ctx: Ctx): Date {
  return new Date(ctx.clock.now().getTime() + lookAgainMs);
}
