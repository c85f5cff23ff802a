import { DateTime } from "luxon";
import type { Tx, TxCtx } from "../ports.ts";
import type { GivenDiscount } from "../templates/variable-facts.ts";
import { durationMs, type DiscountStep } from "./definition.ts";
import { codeFrom, discountValue, readTerms, termsOf } from "./discount-terms.ts";

export type GiveOutcome =
  | { outcome: "given"; code: string; expiresAt: Date }
  /** Shopify is making codes; ask again shortly. */
  | { outcome: "awaited" }
  /** The merchant has not allowed the app to make discounts; mended as soon as they do. */
  | { outcome: "not_allowed" }
  /** Shopify does not make this discount: the pool's lastError says why. */
  | { outcome: "refused" };

type Asked = { shopId: string; automationId: string; runId: string; step: DiscountStep; timeZone: string };

/** Fewer free ones than this, and more are asked for. */
export const fewCodes = 25;

/**
 * Gives a run its code of a step: the same one however often it is asked, and no code to two runs. In the caller's
 * transaction; wake "shopify_tasks" after commit.
 */
export async function giveDiscountCode(ctx: TxCtx, asked: Asked): Promise<GiveOutcome> {
  const { tx } = ctx;
  const { shopId, runId, step } = asked;
  const now = ctx.clock.now();
  const pool = await ensurePool(ctx, shopId, asked.automationId, step);
  const had = await tx.discountCode.findFirst({ where: { shopId, poolId: pool.id, runId } });
  if (had?.expiresAt) return { outcome: "given", code: had.code, expiresAt: had.expiresAt };

  const expiresAt = endOfValidity(now, step, asked.timeZone);
  // Index: DiscountCode_pool. Locked codes are somebody else's already.
  const [given] = await tx.$queryRaw<{ code: string }[]>`
    UPDATE "DiscountCode" SET "state" = 'given', "runId" = ${runId}::uuid, "givenAt" = ${now}, "expiresAt" = ${expiresAt}
    WHERE "shopId" = ${shopId}::uuid AND "id" = (
      SELECT "id" FROM "DiscountCode"
      WHERE "shopId" = ${shopId}::uuid AND "poolId" = ${pool.id}::uuid AND "state" = 'free'
      ORDER BY "id" LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING "code"`;
  await askForMore(ctx, shopId, pool.id);
  if (given) return { outcome: "given", code: given.code, expiresAt };
  if (pool.lastError === "access_denied") return { outcome: "not_allowed" };
  return isRefused(pool.lastError) ? { outcome: "refused" } : { outcome: "awaited" };
}

/** The pool of a step on its present terms, made when it is asked for first: two at once make one. */
export async function ensurePool(ctx: TxCtx, shopId: string, automationId: string, step: DiscountStep) {
  const terms = termsOf(step);
  const key = { shopId, automationId, stepId: step.id, terms };
  const where = { shopId_automationId_stepId_terms: key };
  const known = await ctx.tx.discountPool.findUnique({ where });
  if (known) return known;
  const now = ctx.clock.now();
  const automation = await ctx.tx.automation.findUniqueOrThrow({
    where: { shopId_id: { shopId, id: automationId } },
    select: { name: true },
  });
  const made = {
    ...key,
    id: ctx.ids.next(),
    // Shopify's limit is 255; the merchant finds the discount in Shopify by it.
    title: automation.name.slice(0, 200),
    seedCode: codeFrom(ctx.ids.next(), step.prefix),
    nextAttemptAt: now,
    lookAt: now,
    createdAt: now,
  };
  await ctx.tx.discountPool.createMany({ data: [made], skipDuplicates: true });
  return ctx.tx.discountPool.findUniqueOrThrow({ where });
}

/** What waiting a moment does not mend: no token, or Shopify does not take the terms. Asked again every hour. */
function isRefused(lastError: string | null): boolean {
  return lastError !== null && /^(refused|unauthorized)/.test(lastError);
}

/** Only as many as matter are counted. A pool that waits for its next attempt already is left alone. */
async function askForMore(ctx: TxCtx, shopId: string, poolId: string): Promise<void> {
  await ctx.tx.$executeRaw`
    UPDATE "DiscountPool" p SET "nextAttemptAt" = ${ctx.clock.now()}
    WHERE p."shopId" = ${shopId}::uuid AND p."id" = ${poolId}::uuid AND p."nextAttemptAt" IS NULL
      AND (SELECT count(*) FROM (
        SELECT 1 FROM "DiscountCode" c
        WHERE c."shopId" = p."shopId" AND c."poolId" = p."id" AND c."state" = 'free' LIMIT ${fewCodes}) free) < ${fewCodes}`;
}

/** Days are kept to their end in the shop's zone: "works until the 28th" is true all through the 28th. */
export function endOfValidity(from: Date, { validFor }: DiscountStep, timeZone: string): Date {
  const end = new Date(from.getTime() + durationMs(validFor));
  if (!("days" in validFor)) return end;
  const local = DateTime.fromJSDate(end, { zone: timeZone });
  return local.isValid ? local.plus({ days: 1 }).startOf("day").toJSDate() : end;
}

/** The code a run got last, while it works; messages after the step speak of it. Index: DiscountCode (shopId, runId). */
export async function readGivenDiscount(
  tx: Tx,
  shopId: string,
  runId: string,
  now: Date,
): Promise<GivenDiscount | null> {
  const given = await tx.discountCode.findFirst({
    where: { shopId, runId, state: "given", expiresAt: { gt: now } },
    orderBy: [{ givenAt: "desc" }, { id: "desc" }],
    select: { code: true, expiresAt: true, pool: { select: { terms: true } } },
  });
  if (!given?.expiresAt) return null;
  const { value } = readTerms(given.pool.terms);
  return { code: given.code, value: discountValue(value), expiresAt: given.expiresAt };
}
