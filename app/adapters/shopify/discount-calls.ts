import { z } from "zod";
import type { NewDiscount, ShopifyAdmin } from "#app/core/ports-shopify.ts";
import type { AdminGraphql } from "./admin-graphql.ts";
import { userErrors } from "./user-errors.ts";

export type DiscountCalls = Pick<
  ShopifyAdmin,
  | "createDiscount"
  | "findDiscountByCode"
  | "discountExists"
  | "addDiscountCodes"
  | "readCodeCreation"
  | "deleteDiscountCodes"
>;

const errorsSchema = z.array(z.object({ code: z.string().nullish(), message: z.string() }));
const nodeSchema = z.object({ id: z.string() }).nullish();
const createdSchema = z.object({
  discountCodeBasicCreate: z.object({ codeDiscountNode: nodeSchema, userErrors: errorsSchema }),
});
const byCodeSchema = z.object({ codeDiscountNodeByCode: nodeSchema });
const byIdSchema = z.object({ node: nodeSchema });
const addedSchema = z.object({
  discountRedeemCodeBulkAdd: z.object({ bulkCreation: nodeSchema, userErrors: errorsSchema }),
});
const creationSchema = z.object({
  discountRedeemCodeBulkCreation: z
    .object({
      done: z.boolean(),
      codes: z.object({ nodes: z.array(z.object({ code: z.string(), discountRedeemCode: nodeSchema })) }),
    })
    .nullish(),
});
const deletedSchema = z.object({ discountCodeRedeemCodeBulkDelete: z.object({ userErrors: errorsSchema }) });

/** Discounts of single-use codes: one discount, codes added in batches, each code deleted when its time is over. */
export function createDiscountCalls(graphql: AdminGraphql): DiscountCalls {
  async function discountExists(shopDomain: string, id: string) {
    const found = await graphql.run(shopDomain, "findDiscount", { id }, byIdSchema);
    return found.outcome === "ok" ? { outcome: "ok" as const, exists: !!found.data.node } : found;
  }

  async function exists(shopDomain: string, id: string): Promise<boolean> {
    const found = await discountExists(shopDomain, id);
    // When that can not be found out, it counts as there: nothing is made anew on a guess.
    return found.outcome !== "ok" || found.exists;
  }

  return {
    createDiscount: async (shopDomain, discount) => {
      const variables = { discount: discountInput(discount) };
      const answer = await graphql.run(shopDomain, "createDiscount", variables, createdSchema);
      if (answer.outcome !== "ok") return answer;
      const { codeDiscountNode, userErrors: errors } = answer.data.discountCodeBasicCreate;
      if (codeDiscountNode) return { outcome: "ok", discountId: codeDiscountNode.id };
      if (errors.some(({ code }) => code === "TAKEN")) return { outcome: "code_taken" };
      return { outcome: "refused", messages: errors.map(({ message }) => message) };
    },
    findDiscountByCode: async (shopDomain, code) => {
      const answer = await graphql.run(shopDomain, "findDiscountByCode", { code }, byCodeSchema);
      if (answer.outcome !== "ok") return answer;
      return { outcome: "ok", discountId: answer.data.codeDiscountNodeByCode?.id ?? null };
    },
    discountExists,
    addDiscountCodes: async (shopDomain, discountId, codes) => {
      const variables = { discountId, codes: codes.map((code) => ({ code })) };
      const answer = await graphql.run(shopDomain, "addDiscountCodes", variables, addedSchema);
      if (answer.outcome !== "ok") return answer;
      const { bulkCreation, userErrors: errors } = answer.data.discountRedeemCodeBulkAdd;
      if (bulkCreation) return { outcome: "ok", creationId: bulkCreation.id };
      // The merchant may have deleted the discount in Shopify.
      if (!(await exists(shopDomain, discountId))) return { outcome: "no_discount" };
      return { outcome: "refused", messages: errors.map(({ message }) => message) };
    },
    readCodeCreation: async (shopDomain, creationId) => {
      const answer = await graphql.run(shopDomain, "readCodeCreation", { id: creationId }, creationSchema);
      if (answer.outcome !== "ok") return answer;
      const creation = answer.data.discountRedeemCodeBulkCreation;
      // Shopify forgets old creations: what became of their codes nobody can say any more.
      if (!creation) return { outcome: "ok", done: true, codes: [] };
      const codes = creation.codes.nodes.map(({ code, discountRedeemCode }) => ({
        code,
        redeemCodeId: discountRedeemCode?.id ?? null,
      }));
      return { outcome: "ok", done: creation.done, codes };
    },
    deleteDiscountCodes: async (shopDomain, discountId, ids) => {
      const answer = await graphql.run(shopDomain, "deleteDiscountCodes", { discountId, ids }, deletedSchema);
      const deleted = userErrors(answer, (data) => data.discountCodeRedeemCodeBulkDelete.userErrors);
      if (deleted.outcome !== "refused") return deleted;
      return (await exists(shopDomain, discountId)) ? deleted : { outcome: "ok" };
    },
  };
}

/** For anybody, on the whole order, once per code: Shopify counts usageLimit for each code of a discount. */
function discountInput({ title, code, value, minimumSubtotal, startsAt }: NewDiscount) {
  return {
    title,
    code,
    startsAt: startsAt.toISOString(),
    usageLimit: 1,
    appliesOncePerCustomer: false,
    context: { all: "ALL" },
    customerGets: {
      items: { all: true },
      value:
        "percent" in value
          ? { percentage: value.percent / 100 }
          : { discountAmount: { amount: value.amount, appliesOnEachItem: false } },
    },
    ...(minimumSubtotal === null
      ? {}
      : { minimumRequirement: { subtotal: { greaterThanOrEqualToSubtotal: minimumSubtotal } } }),
  };
}
