import type { Ctx } from "../ports.ts";
import type { ShopifyAdmin, ShopifyFailure } from "../ports-shopify.ts";
import { discountGone } from "./discount-gone.ts";
import { retryWaitMs } from "./shopify-retry.ts";

type RetireAdmin = Pick<ShopifyAdmin, "deleteDiscountCodes" | "discountExists">;

const poolsAtOnce = 10;
const codesAtOnce = 100;
const leaseMs = 2 * 60_000;
/** No code works for less than an hour, so whoever looks this often misses none that was given since. */
const lookEveryMs = 60 * 60_000;
const unseenAtMostMs = 24 * 60 * 60_000;

type ClaimedPool = {
  shopId: string;
  id: string;
  terms: string;
  discountId: string | null;
  seenAt: Date | null;
  lookAttempts: number;
  enabled: boolean;
  shopDomain: string;
  leasedUntil: Date;
};
type Look = { retired: number; nextLookAt: Date };

/**
 * Deletes at Shopify the codes whose time is over, so that "works until Sunday" is true for each person's own Sunday, and
 * notices when a discount is there no more. Pool by pool: a shop that Shopify refuses waits by itself. Deleting twice is
 * deleting once, so a worker that dies after the call does no harm. Answers how many ran out.
 */
export async function retireDiscountCodes(ctx: Ctx, admin: RetireAdmin): Promise<{ retired: number; more: boolean }> {
  const pools = await claimDue(ctx);
  let retired = 0;
  let full = false;
  for (const pool of pools) {
    const look = await attempt(ctx, admin, pool);
    const now = ctx.clock.now();
    if ("outcome" in look) {
      const { shopId, id: poolId, lookAttempts } = pool;
      ctx.log.warn("automation.codes_not_retired", { shopId, poolId, lookAttempts, outcome: look.outcome });
      await keep(ctx, pool, { lookAt: new Date(now.getTime() + retryWaitMs(look, lookAttempts)) });
      continue;
    }
    retired += look.retired;
    full ||= look.nextLookAt <= now;
    await keep(ctx, pool, { lookAt: look.nextLookAt, lookAttempts: 0 });
  }
  return { retired, more: full || pools.length === poolsAtOnce };
}

/** Index: DiscountPool_look. */
function claimDue(ctx: Ctx): Promise<ClaimedPool[]> {
  const now = ctx.clock.now();
  const leasedUntil = new Date(now.getTime() + leaseMs);
  return ctx.db.$queryRaw<ClaimedPool[]>`
    WITH due AS (
      SELECT p."shopId", p."id", s."domain", a."enabled"
      FROM "DiscountPool" p
      JOIN "Shop" s ON s."id" = p."shopId"
      JOIN "Automation" a ON a."shopId" = p."shopId" AND a."id" = p."automationId"
      WHERE p."lookAt" <= ${now}::timestamptz AND s."status" = 'installed'
      ORDER BY p."lookAt" LIMIT ${poolsAtOnce} FOR UPDATE OF p SKIP LOCKED)
    UPDATE "DiscountPool" p SET "lookAt" = ${leasedUntil}::timestamptz, "lookAttempts" = p."lookAttempts" + 1
    FROM due WHERE p."shopId" = due."shopId" AND p."id" = due."id"
    RETURNING p."shopId", p."id", p."terms", p."discountId", p."seenAt", p."lookAttempts", due."enabled",
      due."domain" AS "shopDomain", p."lookAt" AS "leasedUntil"`;
}

async function attempt(ctx: Ctx, admin: RetireAdmin, pool: ClaimedPool): Promise<Look | ShopifyFailure> {
  try {
    const failure = await lookAfterDiscount(ctx, admin, pool);
    return failure ?? (await retire(ctx, admin, pool));
  } catch (error) {
    ctx.log.error("automation.retiring_codes_failed", { shopId: pool.shopId, poolId: pool.id, error });
    return { outcome: "unavailable", cause: error instanceof Error ? error.name : "unknown" };
  }
}

/** Once a day while the automation gives codes. */
async function lookAfterDiscount(ctx: Ctx, admin: RetireAdmin, pool: ClaimedPool): Promise<ShopifyFailure | null> {
  const { shopId, id, discountId, seenAt, enabled } = pool;
  const now = ctx.clock.now();
  if (!discountId || !enabled || (seenAt && now.getTime() - seenAt.getTime() < unseenAtMostMs)) return null;
  const found = await admin.discountExists(pool.shopDomain, discountId);
  if (found.outcome !== "ok") return found;
  if (found.exists) await ctx.db.discountPool.updateMany({ where: { shopId, id, discountId }, data: { seenAt: now } });
  else await discountGone(ctx, { ...pool, discountId });
  return null;
}

/** Index: DiscountCode_running_out. */
async function retire(ctx: Ctx, admin: RetireAdmin, pool: ClaimedPool): Promise<Look | ShopifyFailure> {
  const { shopId, id: poolId, discountId } = pool;
  const now = ctx.clock.now();
  const codes = await ctx.db.discountCode.findMany({
    where: { shopId, poolId, state: "given", expiresAt: { lte: now } },
    orderBy: { expiresAt: "asc" },
    take: codesAtOnce,
    select: { id: true, redeemCodeId: true },
  });
  const redeemCodeIds = codes.flatMap(({ redeemCodeId }) => redeemCodeId ?? []);
  if (discountId && redeemCodeIds.length > 0) {
    const deleted = await admin.deleteDiscountCodes(pool.shopDomain, discountId, redeemCodeIds);
    if (deleted.outcome !== "ok") return deleted;
  }
  const { count: retired } = await ctx.db.discountCode.updateMany({
    where: { shopId, id: { in: codes.map(({ id }) => id) }, state: "given" },
    data: { state: "expired" },
  });
  if (codes.length === codesAtOnce) return { retired, nextLookAt: now };
  const next = await ctx.db.discountCode.findFirst({
    where: { shopId, poolId, state: "given" },
    orderBy: { expiresAt: "asc" },
    select: { expiresAt: true },
  });
  const latest = now.getTime() + lookEveryMs;
  return { retired, nextLookAt: new Date(Math.min(next?.expiresAt?.getTime() ?? latest, latest)) };
}

/** A claim that outlived its lease writes nothing. */
async function keep(
  ctx: Ctx,
  { shopId, id, leasedUntil }: ClaimedPool,
  data: { lookAt: Date; lookAttempts?: number },
): Promise<void> {
  await ctx.db.discountPool.updateMany({ where: { shopId, id, lookAt: leasedUntil }, data });
}
