import { z } from "zod";
import type { ReconciledItem } from "#app/core/ports-shopify.ts";
import { digitsSchema } from "./gids.ts";
import { pageInfoSchema } from "./paging.ts";

/** Admin API objects, turned into the payload their webhook would have had, so that both go through one door. */

const money = z.object({ shopMoney: z.object({ amount: z.string(), currencyCode: z.string().optional() }) });
const optionalId = z.object({ id: digitsSchema }).nullish();

const addressSchema = z
  .object({
    firstName: z.string().nullish(),
    lastName: z.string().nullish(),
    phone: z.string().nullish(),
    countryCodeV2: z.string().nullish(),
    provinceCode: z.string().nullish(),
  })
  .nullish();

const customerSchema = z
  .object({
    id: digitsSchema,
    firstName: z.string().nullish(),
    lastName: z.string().nullish(),
    locale: z.string().nullish(),
    defaultPhoneNumber: z.object({ phoneNumber: z.string() }).nullish(),
  })
  .nullish();

const lineItemsSchema = z.object({
  nodes: z.array(
    z.object({
      title: z.string().nullish(),
      variantTitle: z.string().nullish(),
      quantity: z.number(),
      product: optionalId,
      variant: optionalId,
      originalUnitPriceSet: money,
    }),
  ),
});

const orderSchema = z.object({
  id: digitsSchema,
  name: z.string(),
  checkoutToken: z.string().nullish(),
  cartToken: z.string().nullish(),
  currencyCode: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  cancelledAt: z.string().nullish(),
  cancelReason: z.string().nullish(),
  displayFinancialStatus: z.string().nullish(),
  displayFulfillmentStatus: z.string().nullish(),
  paymentGatewayNames: z.array(z.string()),
  customerLocale: z.string().nullish(),
  statusPageUrl: z.string().nullish(),
  discountCodes: z.array(z.string()),
  tags: z.array(z.string()),
  totalPriceSet: money,
  totalOutstandingSet: money,
  taxesIncluded: z.boolean(),
  totalDiscountsSet: money.nullish(),
  totalShippingPriceSet: money,
  taxLines: z.array(z.object({ title: z.string(), rate: z.number().nullish(), priceSet: money })),
  customer: customerSchema,
  shippingAddress: addressSchema,
  billingAddress: addressSchema,
  lineItems: lineItemsSchema,
});

const checkoutSchema = z.object({
  id: digitsSchema,
  abandonedCheckoutUrl: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  completedAt: z.string().nullish(),
  discountCodes: z.array(z.string()),
  totalPriceSet: money,
  customer: customerSchema,
  shippingAddress: addressSchema,
  billingAddress: addressSchema,
  lineItems: lineItemsSchema,
});

export const ordersPageSchema = z.object({
  orders: z.object({ pageInfo: pageInfoSchema, nodes: z.array(orderSchema) }),
});
export const abandonedCheckoutsPageSchema = z.object({
  abandonedCheckouts: z.object({ pageInfo: pageInfoSchema, nodes: z.array(checkoutSchema) }),
});

type Order = z.infer<typeof orderSchema>;
type Checkout = z.infer<typeof checkoutSchema>;

export function orderAsWebhook(order: Order): ReconciledItem {
  const payload = {
    id: order.id,
    name: order.name,
    checkout_token: order.checkoutToken ?? null,
    cart_token: order.cartToken ?? null,
    currency: order.currencyCode,
    created_at: order.createdAt,
    updated_at: order.updatedAt,
    cancelled_at: order.cancelledAt ?? null,
    cancel_reason: order.cancelReason?.toLowerCase() ?? null,
    financial_status: order.displayFinancialStatus?.toLowerCase() ?? "pending",
    fulfillment_status: fulfillmentStatus(order.displayFulfillmentStatus),
    payment_gateway_names: order.paymentGatewayNames,
    customer_locale: order.customerLocale ?? null,
    order_status_url: order.statusPageUrl ?? null,
    discount_codes: order.discountCodes.map((code) => ({ code })),
    tags: order.tags.join(", "),
    total_price: order.totalPriceSet.shopMoney.amount,
    total_outstanding: order.totalOutstandingSet.shopMoney.amount,
    taxes_included: order.taxesIncluded,
    total_discounts_set: moneySet(order.totalDiscountsSet),
    total_shipping_price_set: moneySet(order.totalShippingPriceSet),
    tax_lines: order.taxLines.map(({ title, rate, priceSet }) => ({
      title,
      rate: rate ?? null,
      price_set: moneySet(priceSet),
    })),
    customer: customer(order.customer),
    shipping_address: address(order.shippingAddress),
    billing_address: address(order.billingAddress),
    line_items: lineItems(order.lineItems),
  };
  return {
    id: order.id,
    topic: order.cancelledAt ? "orders/cancelled" : "orders/updated",
    updatedAt: new Date(order.updatedAt),
    payload,
  };
}

/** Null when its link holds no token: it could not be joined with anything. */
export function checkoutAsWebhook(checkout: Checkout): ReconciledItem | null {
  const token = /\/checkouts\/(?:ac\/|cn\/)?([^/?]+)\/recover/.exec(checkout.abandonedCheckoutUrl)?.[1];
  if (!token) return null;
  const { amount, currencyCode } = checkout.totalPriceSet.shopMoney;
  const payload = {
    token,
    currency: currencyCode,
    created_at: checkout.createdAt,
    updated_at: checkout.updatedAt,
    completed_at: checkout.completedAt ?? null,
    abandoned_checkout_url: checkout.abandonedCheckoutUrl,
    customer_locale: checkout.customer?.locale ?? null,
    discount_codes: checkout.discountCodes.map((code) => ({ code })),
    total_price: amount,
    customer: customer(checkout.customer),
    shipping_address: address(checkout.shippingAddress),
    billing_address: address(checkout.billingAddress),
    line_items: lineItems(checkout.lineItems),
  };
  return { id: token, topic: "checkouts/update", updatedAt: new Date(checkout.updatedAt), payload };
}

function moneySet(given: z.infer<typeof money> | null | undefined) {
  if (!given) return null;
  const { amount, currencyCode } = given.shopMoney;
  return { shop_money: { amount, currency_code: currencyCode ?? null } };
}

function fulfillmentStatus(status: string | null | undefined): string | null {
  if (status === "FULFILLED") return "fulfilled";
  return status === "PARTIALLY_FULFILLED" ? "partial" : null;
}

function customer(given: z.infer<typeof customerSchema>) {
  if (!given) return null;
  return {
    id: given.id,
    first_name: given.firstName ?? null,
    last_name: given.lastName ?? null,
    phone: given.defaultPhoneNumber?.phoneNumber ?? null,
  };
}

function address(given: z.infer<typeof addressSchema>) {
  if (!given) return null;
  return {
    first_name: given.firstName ?? null,
    last_name: given.lastName ?? null,
    phone: given.phone ?? null,
    country_code: given.countryCodeV2 ?? null,
    province_code: given.provinceCode ?? null,
  };
}

function lineItems({ nodes }: z.infer<typeof lineItemsSchema>) {
  return nodes.map((item) => ({
    title: item.title ?? "",
    variant_title: item.variantTitle ?? null,
    quantity: item.quantity,
    price: item.originalUnitPriceSet.shopMoney.amount,
    product_id: item.product?.id ?? null,
    variant_id: item.variant?.id ?? null,
  }));
}
