import type { Ctx, ShopifyAdmin } from "../ports.ts";

const codesAtOnce = 100;

/**
 * Deletes at Shopify the codes whose time is over, so that "works until Sunday" is true for each person's own Sunday. Deleting
 * twice is deleting once, so a worker that dies after the call does no harm. Answers how many ran out.
 */
export async function retireDiscountCodes(
  ctx: Ctx,
  admin: Pick<ShopifyAdmin, "deleteDiscountCodes">,
): Promise<{ retired: number; more: boolean }> {
  const now = ctx.clock.now();
  // Index: DiscountCode_running_out.
  const rows = await ctx.db.$queryRaw<
    { shopId: string; id: string; redeemCodeId: string | null; discountId: string | null; shopDomain: string }[]
  >`
    SELECT c."shopId", c."id", c."redeemCodeId", p."discountId", s."domain" AS "shopDomain"
    FROM "DiscountCode" c
    JOIN "DiscountPool" p ON p."shopId" = c."shopId" AND p."id" = c."poolId"
    JOIN "Shop" s ON s."id" = c."shopId"
    WHERE c."state" = 'given' AND c."expiresAt" <= ${now}::timestamptz AND s."status" = 'installed'
    ORDER BY c."expiresAt" LIMIT ${codesAtOnce}`;
  let retired = 0;
  let failed = false;
  for (const [, codes] of Map.groupBy(rows, ({ shopId, discountId }) => `${shopId} ${discountId ?? ""}`)) {
    const [first] = codes;
    if (!first) continue;
    const ids = codes.flatMap(({ redeemCodeId }) => redeemCodeId ?? []);
    const deleted =
      first.discountId && ids.length > 0
        ? await admin.deleteDiscountCodes(first.shopDomain, first.discountId, ids)
        : { outcome: "ok" as const };
    if (deleted.outcome !== "ok") {
      failed = true;
      ctx.log.warn("automation.codes_not_retired", { shopId: first.shopId, outcome: deleted.outcome });
      continue;
    }
    const { count } = await ctx.db.discountCode.updateMany({
      where: { shopId: first.shopId, id: { in: codes.map(({ id }) => id) }, state: "given" },
      data: { state: "expired" },
    });
    retired += count;
  }
  return { retired, more: !failed && rows.length === codesAtOnce };
}
