import type { TxCtx } from "../ports.ts";
import { longestWayMs, withdrawAnswers } from "./withdraw-answers.ts";

export type SeenPrice = { variantId: string; minor: bigint };

/**
 * Writes the prices of one version of a product down for those who wait for a drop, and withdraws what a drop that is over
 * had begun. Prices nobody waits for cost one indexed look. An older version, or the same again, changes nothing. Returns the
 * variants that somebody waiting may now have for less.
 */
export async function followPrices(
  ctx: TxCtx,
  shop: { id: string; currency: string },
  prices: readonly SeenPrice[],
  versionAt: Date,
): Promise<string[]> {
  const rows = prices.map(({ variantId, minor }) => ({ variantId, minor: minor.toString() }));
  // Index: ProductRequest (shopId, variantId, kind).
  const seen = await ctx.tx.$queryRaw<
    { id: string; contactId: string; variantId: string; dropped: boolean; waits: boolean }[]
  >`
    UPDATE "ProductRequest" r SET "seenPriceMinor" = p."minor", "seenAt" = ${versionAt}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS p("variantId" text, "minor" bigint)
    WHERE r."shopId" = ${shop.id}::uuid AND r."variantId" = p."variantId" AND r."kind" = 'price_drop'
      AND r."currency" = ${shop.currency} AND r."seenAt" < ${versionAt}
      AND (r."notifiedAt" IS NULL OR r."notifiedAt" > ${new Date(ctx.clock.now().getTime() - longestWayMs)})
    RETURNING r."id", r."contactId", r."variantId", r."seenPriceMinor" < r."askedPriceMinor" AS "dropped", r."notifiedAt" IS NULL AS "waits"`;
  const over = seen.filter(({ dropped, waits }) => !dropped && !waits);
  if (over.length > 0) await withdrawAnswers(ctx, shop.id, { answered: over, reason: "price_rose" });
  return [...new Set(seen.filter(({ dropped, waits }) => dropped && waits).map(({ variantId }) => variantId))];
}
