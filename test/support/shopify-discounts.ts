import type { DiscountCalls } from "#app/adapters/shopify/discount-calls.ts";
import type { NewDiscount, ShopifyFailure } from "#app/core/ports-shopify.ts";

type Discount = NewDiscount & { id: string; codes: Map<string, string> };

/**
 * The part of a shop's admin that makes discounts, in memory: codes are added when they are read the second time, and any
 * call can be told to fail, or to be carried out and its answer lost.
 */
export function makeDiscountAdmin() {
  const discounts: Discount[] = [];
  const creations = new Map<string, { discount: Discount; codes: string[]; looks: number }>();
  const calls: string[] = [];
  const faults = new Map<string, "lost" | ShopifyFailure>();
  let ids = 0;
  const next = (type: string) => `gid://shopify/${type}/${(ids += 1)}`;
  const owner = (code: string) => discounts.find(({ codes }) => codes.has(code));

  async function answer<T>(name: string, carryOut: () => T): Promise<T | ShopifyFailure> {
    calls.push(name);
    const fault = faults.get(name);
    faults.delete(name);
    if (typeof fault === "object") return fault;
    const result = carryOut();
    return fault === "lost" ? { outcome: "unavailable", cause: "answer lost" } : result;
  }

  const admin: DiscountCalls = {
    createDiscount: (_shop, wanted) =>
      answer("createDiscount", () => {
        if (owner(wanted.code)) return { outcome: "code_taken" as const };
        const id = next("DiscountCodeNode");
        discounts.push({ ...wanted, id, codes: new Map([[wanted.code, next("DiscountRedeemCode")]]) });
        return { outcome: "ok" as const, discountId: id };
      }),
    findDiscountByCode: (_shop, code) =>
      answer("findDiscountByCode", () => ({ outcome: "ok" as const, discountId: owner(code)?.id ?? null })),
    discountExists: (_shop, discountId) =>
      answer("discountExists", () => ({
        outcome: "ok" as const,
        exists: discounts.some(({ id }) => id === discountId),
      })),
    addDiscountCodes: (_shop, discountId, codes) =>
      answer("addDiscountCodes", () => {
        const discount = discounts.find(({ id }) => id === discountId);
        if (!discount) return { outcome: "no_discount" as const };
        const creationId = next("DiscountRedeemCodeBulkCreation");
        creations.set(creationId, { discount, codes, looks: 0 });
        return { outcome: "ok" as const, creationId };
      }),
    readCodeCreation: (_shop, creationId) =>
      answer("readCodeCreation", () => {
        const creation = creations.get(creationId);
        if (!creation) return { outcome: "ok" as const, done: true, codes: [] };
        creation.looks += 1;
        const done = creation.looks > 1;
        const made = creation.codes.map((code) => {
          if (!done || owner(code)) return { code, redeemCodeId: null };
          return { code, redeemCodeId: next("DiscountRedeemCode") };
        });
        for (const { code, redeemCodeId } of made) if (redeemCodeId) creation.discount.codes.set(code, redeemCodeId);
        return { outcome: "ok" as const, done, codes: made };
      }),
    deleteDiscountCodes: (_shop, discountId, redeemCodeIds) =>
      answer("deleteDiscountCodes", () => {
        const discount = discounts.find(({ id }) => id === discountId);
        for (const [code, id] of discount?.codes ?? []) if (redeemCodeIds.includes(id)) discount?.codes.delete(code);
        return { outcome: "ok" as const };
      }),
  };
  return { admin, discounts, calls, fail: (name: string, as: "lost" | ShopifyFailure) => void faults.set(name, as) };
}
