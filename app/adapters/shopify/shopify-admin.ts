import { z } from "zod";
import type { ReconciledItem, ShopDetails, ShopifyAdmin } from "#app/core/ports-shopify.ts";
import type { AdminGraphql } from "./admin-graphql.ts";
import { createConsentCalls } from "./consent-calls.ts";
import { createDiscountCalls } from "./discount-calls.ts";
import { gidOf } from "./gids.ts";
import { createMetafieldCalls } from "./metafield-calls.ts";
import { nextCursor, updatedSince } from "./paging.ts";
import {
  abandonedCheckoutsPageSchema,
  checkoutAsWebhook,
  orderAsWebhook,
  ordersPageSchema,
} from "./reconciled-items.ts";
import { userErrors } from "./user-errors.ts";

const shopSchema = z.object({
  shop: z.object({
    name: z.string(),
    ianaTimezone: z.string(),
    currencyCode: z.string(),
    updatedAt: z.coerce.date(),
    primaryDomain: z.object({ host: z.string() }),
    shopAddress: z.object({ countryCodeV2: z.string().nullish() }),
  }),
  shopLocales: z.array(z.object({ locale: z.string(), primary: z.boolean() })).nullish(),
});

const variantSchema = z.object({
  productVariant: z
    .object({
      title: z.string(),
      price: z.string(),
      availableForSale: z.boolean(),
      product: z.object({ title: z.string(), handle: z.string(), hasOnlyDefaultVariant: z.boolean() }),
    })
    .nullish(),
});

const scopesSchema = z.object({
  currentAppInstallation: z.object({ accessScopes: z.array(z.object({ handle: z.string() })) }),
});
const customerSchema = z.object({ customers: z.object({ nodes: z.array(z.unknown()) }) });
const tagSchema = z.object({ tagsAdd: z.object({ userErrors: z.array(z.object({ message: z.string() })) }) });
const cancelSchema = z.object({
  orderCancel: z.object({
    orderCancelUserErrors: z.array(z.object({ code: z.string().nullish(), message: z.string() })),
  }),
});
const cancelledSchema = z.object({ order: z.object({ cancelledAt: z.string().nullish() }).nullish() });

/** The calls core makes to a shop's Admin API, over the typed documents. */
export function createShopifyAdmin(graphql: AdminGraphql): ShopifyAdmin {
  async function cancelOrder(shopDomain: string, orderId: string, staffNote: string) {
    const id = gidOf("Order", orderId);
    const asked = await graphql.run(shopDomain, "cancelOrder", { id, staffNote }, cancelSchema);
    const refused = userErrors(asked, (data) => data.orderCancel.orderCancelUserErrors);
    if (refused.outcome !== "refused") return refused;
    // Shopify refuses to cancel what is cancelled; then the wish is fulfilled already.
    const order = await graphql.run(shopDomain, "orderCancelledAt", { id }, cancelledSchema);
    return order.outcome === "ok" && order.data.order?.cancelledAt ? ({ outcome: "ok" } as const) : refused;
  }

  return {
    shopDetails: async (shopDomain) => {
      const answer = await graphql.run(shopDomain, "shopDetails", {}, shopSchema);
      return answer.outcome === "ok" ? { outcome: "ok", shop: shopDetails(answer.data) } : answer;
    },
    storeVariant: async (shopDomain, variantId) => {
      const id = gidOf("ProductVariant", variantId);
      const answer = await graphql.run(shopDomain, "storeVariant", { id }, variantSchema);
      if (answer.outcome !== "ok") return answer;
      const { productVariant: found } = answer.data;
      if (!found) return { outcome: "ok", variant: null };
      const { title, price, availableForSale: available, product } = found;
      const variantTitle = product.hasOnlyDefaultVariant ? null : title;
      const variant = { productTitle: product.title, variantTitle, productHandle: product.handle, price, available };
      return { outcome: "ok", variant };
    },
    grantedScopes: async (shopDomain) => {
      const answer = await graphql.run(shopDomain, "grantedScopes", {}, scopesSchema);
      if (answer.outcome !== "ok") return answer;
      return { outcome: "ok", scopes: answer.data.currentAppInstallation.accessScopes.map(({ handle }) => handle) };
    },
    customerData: async (shopDomain) => {
      const answer = await graphql.run(shopDomain, "customerData", {}, customerSchema);
      if (answer.outcome === "access_denied" && answer.why === "customer_data") {
        return { outcome: "ok", customerData: "refused" };
      }
      if (answer.outcome !== "ok") return answer;
      if (answer.customerDataRefused) return { outcome: "ok", customerData: "refused" };
      return { outcome: "ok", customerData: answer.data.customers.nodes.length > 0 ? "given" : "unknown" };
    },
    ordersUpdatedSince: async (shopDomain, since, after) => {
      const variables = { query: updatedSince(since), after: after ?? null };
      const answer = await graphql.run(shopDomain, "ordersUpdatedSince", variables, ordersPageSchema);
      if (answer.outcome !== "ok") return answer;
      const { nodes, pageInfo } = answer.data.orders;
      const { customerDataRefused } = answer;
      return { outcome: "ok", items: nodes.map(orderAsWebhook), endCursor: nextCursor(pageInfo), customerDataRefused };
    },
    abandonedCheckoutsUpdatedSince: async (shopDomain, since, after) => {
      const variables = { query: updatedSince(since), after: after ?? null };
      const answer = await graphql.run(
        shopDomain,
        "abandonedCheckoutsUpdatedSince",
        variables,
        abandonedCheckoutsPageSchema,
      );
      if (answer.outcome !== "ok") return answer;
      const { nodes, pageInfo } = answer.data.abandonedCheckouts;
      const items = nodes.map(checkoutAsWebhook).filter((item): item is ReconciledItem => item !== null);
      const { customerDataRefused } = answer;
      return { outcome: "ok", items, endCursor: nextCursor(pageInfo), customerDataRefused };
    },
    tagOrder: async (shopDomain, orderId, tags) => {
      const answer = await graphql.run(shopDomain, "tagOrder", { id: gidOf("Order", orderId), tags }, tagSchema);
      return userErrors(answer, (data) => data.tagsAdd.userErrors);
    },
    tagCustomer: async (shopDomain, customerId, tags) => {
      const answer = await graphql.run(
        shopDomain,
        "tagCustomer",
        { id: gidOf("Customer", customerId), tags },
        tagSchema,
      );
      return userErrors(answer, (data) => data.tagsAdd.userErrors);
    },
    ...createMetafieldCalls(graphql),
    ...createConsentCalls(graphql),
    ...createDiscountCalls(graphql),
    cancelOrder,
  };
}

function shopDetails({ shop, shopLocales }: z.infer<typeof shopSchema>): ShopDetails {
  return {
    name: shop.name,
    timeZone: shop.ianaTimezone,
    currency: shop.currencyCode,
    country: shop.shopAddress.countryCodeV2 ?? null,
    locale: shopLocales?.find((locale) => locale.primary)?.locale ?? null,
    storefrontHost: shop.primaryDomain.host,
    updatedAt: shop.updatedAt,
  };
}
