import { z } from "zod";
import { decimal, listOf, requiredId, requiredTime } from "./fields.ts";

const schema = z.object({
  id: requiredId,
  updated_at: requiredTime,
  variants: listOf(z.object({ id: requiredId, price: decimal })),
});

/** Prices are decimals in the shop's currency. */
export type ProductPayload = { id: string; versionAt: Date; prices: { variantId: string; price: string }[] };

export function parseProduct(json: unknown): ProductPayload | null {
  const read = schema.safeParse(json);
  if (!read.success) return null;
  const { id, updated_at, variants } = read.data;
  const prices = variants.flatMap(({ id: variantId, price }) => (price === null ? [] : [{ variantId, price }]));
  return { id, versionAt: updated_at, prices };
}
