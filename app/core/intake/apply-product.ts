import { followPrices } from "../automations/follow-prices.ts";
import { parseMoney } from "../shared/money.ts";
import type { IntakeCtx } from "./intake-ctx.ts";
import type { IntakeResult } from "./outcomes.ts";
import type { ProductPayload } from "./payloads/product.ts";
import { at, recordEvent } from "./record-event.ts";

/**
 * `products/update` comes with every change of stock and of a word: of its variants only those are looked at whose price
 * somebody waits for, and only a drop below what they asked at is an event.
 */
export async function applyProduct(ctx: IntakeCtx, { versionAt, prices }: ProductPayload): Promise<IntakeResult> {
  const { currency } = ctx.shop;
  const amounts = prices.flatMap(({ variantId, price }) => {
    const money = parseMoney(price, currency);
    return money ? [{ variantId, minor: money.minor }] : [];
  });
  const dropped = await followPrices(ctx, ctx.shop, amounts, versionAt);
  if (dropped.length === 0) return "ignored:nobody_waits";
  for (const variantId of dropped) {
    await recordEvent(ctx, {
      kind: "variant_price_dropped",
      subjectKind: "variant",
      subjectId: variantId,
      occurrence: at(versionAt),
      contactId: null,
      variantId,
      occurredAt: versionAt,
    });
  }
  return "applied";
}
