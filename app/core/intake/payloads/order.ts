import { z } from "zod";
import type { Person } from "../../contacts/find-or-make-contact.ts";
import type { OrderBreakdown } from "../../shared/order-breakdown.ts";
import { parseMoney, type Money } from "../../shared/money.ts";
import { paymentKindOf, type PaymentKind } from "../payment-kind.ts";
import {
  address,
  currency,
  customer,
  decimal,
  link,
  listOf,
  locale,
  moneySet,
  requiredId,
  requiredTime,
  text,
  time,
  token,
} from "./fields.ts";
import { landingMessage } from "../../shared/landing-mark.ts";
import { lineItemsIn, rawLineItems, type LineItem } from "./line-items.ts";
import { personIn } from "./person.ts";

const schema = z.object({
  id: requiredId,
  name: text,
  order_number: decimal,
  checkout_token: token,
  cart_token: token,
  landing_site: text,
  created_at: time,
  updated_at: requiredTime,
  cancelled_at: time,
  cancel_reason: text,
  currency,
  total_price: decimal,
  total_price_set: moneySet,
  current_total_price: decimal,
  total_outstanding: decimal,
  financial_status: text,
  fulfillment_status: text,
  payment_gateway_names: listOf(z.string()),
  order_status_url: link,
  customer_locale: locale,
  tags: z.string().catch("").default(""),
  phone: text,
  customer,
  shipping_address: address,
  billing_address: address,
  discount_codes: listOf(z.object({ code: z.string().min(1).max(255) })),
  line_items: rawLineItems,
  total_discounts_set: moneySet,
  total_shipping_price_set: moneySet,
  taxes_included: z.boolean().nullable().catch(null).default(null),
  tax_lines: listOf(z.object({ title: text, rate: z.coerce.number().nullable().catch(null), price_set: moneySet })),
});

type Raw = z.infer<typeof schema>;

export type OrderPayload = {
  id: string;
  name: string;
  checkoutToken: string | null;
  cartToken: string | null;
  /** Of the message whose link the visit began with. */
  landingMessageId: string | null;
  createdAt: Date;
  versionAt: Date;
  cancelledAt: Date | null;
  cancelReason: string | null;
  financialStatus: string;
  fulfillmentStatus: string | null;
  paymentKind: PaymentKind;
  isFirstOrder: boolean | null;
  statusUrl: string | null;
  locale: string | null;
  country: string | null;
  tags: string[];
  person: Person;
  discounts: string[];
  amountsIn(shopCurrency: string): {
    total: Money;
    outstanding: Money;
    /** In the shop's currency: as ordered, and as it is now, after edits and returns. */
    inShop: { total: Money; current: Money };
    lineItems: LineItem[];
    /** Null: the payload does not tell. */
    breakdown: OrderBreakdown | null;
  };
};

export function parseOrder(json: unknown): OrderPayload | null {
  const read = schema.safeParse(json);
  if (!read.success) return null;
  const it = read.data;
  const financialStatus = it.financial_status ?? "pending";
  const person = personIn({
    phones: [it.phone],
    customer: it.customer,
    shippingAddress: it.shipping_address,
    billingAddress: it.billing_address,
    locale: it.customer_locale,
    asOf: it.updated_at,
  });
  return {
    id: it.id,
    name: it.name ?? `#${it.order_number ?? it.id}`,
    checkoutToken: it.checkout_token,
    cartToken: it.cart_token,
    landingMessageId: landingMessage(it.landing_site),
    createdAt: it.created_at ?? it.updated_at,
    versionAt: it.updated_at,
    cancelledAt: it.cancelled_at,
    cancelReason: it.cancel_reason,
    financialStatus,
    fulfillmentStatus: it.fulfillment_status,
    paymentKind: paymentKindOf(it.payment_gateway_names, financialStatus),
    isFirstOrder: it.customer?.orders_count ? it.customer.orders_count === "1" : null,
    statusUrl: it.order_status_url,
    locale: it.customer_locale,
    country: person.country ?? null,
    tags: tagsIn(it.tags),
    person,
    discounts: it.discount_codes.map(({ code }) => code),
    amountsIn: (shopCurrency) => amountsIn(shopCurrency, it),
  };
}

/** What stays true of an order whose person was erased: its number, its amounts and how far it is. */
export function orderOfNobody(order: OrderPayload): OrderPayload {
  return {
    ...order,
    ...{ checkoutToken: null, cartToken: null, landingMessageId: null, statusUrl: null, locale: null, country: null },
    ...{ isFirstOrder: null, tags: [], person: {} },
  };
}

/** An order's plain amounts are in the shop's currency; what the shopper saw and pays is in the presentment sets. */
function amountsIn(shopCurrency: string, it: Raw) {
  const own = it.currency ?? shopCurrency;
  const inShop = parseMoney(it.total_price ?? it.total_price_set?.shop_money?.amount ?? "0", own) ?? zero(own);
  const shown = it.total_price_set?.presentment_money;
  const total = (shown?.amount && shown.currency_code ? parseMoney(shown.amount, shown.currency_code) : null) ?? inShop;
  return {
    total,
    outstanding: { minor: outstandingOf(it, inShop, total), currency: total.currency },
    inShop: {
      total: inShop,
      current: (it.current_total_price === null ? null : parseMoney(it.current_total_price, own)) ?? inShop,
    },
    lineItems: lineItemsIn(total.currency, it.line_items),
    breakdown: breakdownIn(total.currency, it),
  };
}

/** Told whole or not at all: with one part missing the others would only seem to add up. */
function breakdownIn(currency: string, it: Raw): OrderBreakdown | null {
  const discount = amountOf(it.total_discounts_set, currency);
  const shipping = amountOf(it.total_shipping_price_set, currency);
  const taxes = it.tax_lines.map((line) => ({ line, minor: amountOf(line.price_set, currency) }));
  if (discount === null || shipping === null || it.taxes_included === null) return null;
  if (taxes.some(({ minor }) => minor === null)) return null;
  return {
    discountMinor: discount,
    shippingMinor: shipping,
    taxesIncluded: it.taxes_included,
    taxes: taxes.map(({ line, minor }) => ({ title: line.title ?? "", rate: line.rate, minor: minor ?? "0" })),
  };
}

function amountOf(set: z.infer<typeof moneySet>, currency: string): string | null {
  const shown = [set?.presentment_money, set?.shop_money].find((money) => money?.currency_code === currency);
  return shown?.amount ? (parseMoney(shown.amount, currency)?.minor.toString() ?? null) : null;
}

function zero(currency: string): Money {
  return { minor: 0n, currency };
}

/** What PostgreSQL's bigint holds. */
const largestBigint = 2n ** 63n - 1n;

/** Shopify tells what is left to pay in the shop's currency only: it is carried over in proportion. */
function outstandingOf(it: Raw, inShop: Money, total: Money): bigint {
  const told = it.total_outstanding === null ? null : parseMoney(it.total_outstanding, inShop.currency);
  if (!told) return it.financial_status === "paid" ? 0n : total.minor;
  if (total.currency === inShop.currency || inShop.minor === 0n) return told.minor;
  const outstanding = (told.minor * total.minor + inShop.minor / 2n) / inShop.minor;
  return outstanding > largestBigint ? total.minor : outstanding;
}

function tagsIn(tags: string): string[] {
  const names = tags.split(",").map((tag) => tag.trim());
  return [...new Set(names.filter((tag) => tag.length > 0))].slice(0, 250);
}

const editSchema = z.object({
  order_edit: z.object({ order_id: requiredId, committed_at: time, created_at: time }),
});

/** `orders/edited` tells the change, not the order; `orders/updated` follows with that. */
export function parseOrderEdit(json: unknown): { orderId: string; editedAt: Date | null } | null {
  const read = editSchema.safeParse(json);
  if (!read.success) return null;
  const { order_id, committed_at, created_at } = read.data.order_edit;
  return { orderId: order_id, editedAt: committed_at ?? created_at };
}
