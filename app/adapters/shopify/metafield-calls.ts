import { z } from "zod";
import type { CustomerBirthday, ShopifyAdmin } from "#app/core/ports-shopify.ts";
import type { AdminGraphql } from "./admin-graphql.ts";
import { digitsSchema, gidOf } from "./gids.ts";
import { nextCursor, pageInfoSchema, updatedSince } from "./paging.ts";

/** Shopify's own ceiling for nodes(ids:). */
const nodesAtMost = 250;

const metafield = z.object({ value: z.string() }).nullish();

const usageSchema = z.object({ nodes: z.array(z.object({ metafield: metafield }).nullable()) });

/** A product that lasts longer than two years is nothing to be reminded of. */
const days = z.coerce.number().int().min(1).max(730);

const birthdaysSchema = z.object({
  customers: z.object({
    pageInfo: pageInfoSchema,
    nodes: z.array(z.object({ id: digitsSchema, updatedAt: z.coerce.date(), metafield: metafield })),
  }),
});

/** What merchants write down about products and customers in metafields. */
export function createMetafieldCalls(
  graphql: AdminGraphql,
): Pick<ShopifyAdmin, "productUsageDays" | "customerBirthdaysSince"> {
  return {
    productUsageDays: async (shopDomain, productIds) => {
      const ids = productIds.slice(0, nodesAtMost).map((id) => gidOf("Product", id));
      const answer = await graphql.run(shopDomain, "productUsageDays", { ids }, usageSchema);
      if (answer.outcome !== "ok") return answer;
      const read = answer.data.nodes.map((node) => days.safeParse(node?.metafield?.value));
      return { outcome: "ok", days: read.flatMap(({ data }) => data ?? []) };
    },
    customerBirthdaysSince: async (shopDomain, since, after) => {
      const variables = { query: since && updatedSince(since), after: after ?? null };
      const answer = await graphql.run(shopDomain, "customerBirthdaysSince", variables, birthdaysSchema);
      if (answer.outcome !== "ok") return answer;
      const { nodes, pageInfo } = answer.data.customers;
      const customers = nodes.map(({ id, updatedAt, metafield: field }) => ({
        customerId: id,
        updatedAt,
        birthday: birthdayIn(field?.value),
      }));
      return { outcome: "ok", customers, endCursor: nextCursor(pageInfo) };
    },
  };
}

/** "1990-02-29" is no date, and 1992 is nobody's business. */
function birthdayIn(value: string | undefined): CustomerBirthday["birthday"] {
  const date = z.iso.date().safeParse(value).data;
  const [, month, day] = date?.split("-").map(Number) ?? [];
  return month && day ? { month, day } : null;
}
