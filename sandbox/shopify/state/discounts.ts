import type { StoreState } from "./store.ts";
import type { DiscountCode, RedeemCode } from "./types.ts";

export type FoundCode = { discount: DiscountCode; redeemCode: RedeemCode };

/** Codes are the same in any letter case, as at Shopify. Deleted ones are found too: somebody may still try them. */
export function findRedeemCode(state: StoreState, code: string): FoundCode | null {
  for (const discount of state.discountCodes) {
    const redeemCode = discount.redeemCodes.find((one) => one.code.toUpperCase() === code.toUpperCase());
    if (redeemCode) return { discount, redeemCode };
  }
  return null;
}

export function isUsable({ discount, redeemCode }: FoundCode, now: number): boolean {
  if (redeemCode.deletedAt !== null || discount.startsAt > now) return false;
  if (discount.endsAt !== null && discount.endsAt <= now) return false;
  // Shopify counts the limit for each code of a discount.
  return discount.usageLimit === null || redeemCode.used < discount.usageLimit;
}

export function countUse(state: StoreState, code: string): void {
  const found = findRedeemCode(state, code);
  if (found) found.redeemCode.used += 1;
}
