import { z } from "zod";
import type { LineItemFacts, ConditionFacts } from "./condition-fields.ts";
import type { SubjectFacts } from "./subject-facts.ts";

/** Line items as intake projects them onto carts, checkouts, orders and fulfilments. */
export type StoredLineItem = z.infer<typeof storedLineItem>;
const storedLineItem = z.object({
  productId: z.string().nullish(),
  variantId: z.string().nullish(),
  title: z.string(),
  variantTitle: z.string().nullish(),
  quantity: z.number(),
});

/** Rows that do not fit are left out: one odd line must not stop a message about the others. */
export function readLineItems(json: unknown): StoredLineItem[] {
  return readEach(json, storedLineItem);
}

const storedDiscount = z.union([z.string().transform((code) => ({ code })), z.object({ code: z.string() })]);

function readDiscountCodes(json: unknown): string[] {
  return readEach(json, storedDiscount).map((discount) => discount.code);
}

function readEach<T>(json: unknown, schema: z.ZodType<T>): T[] {
  if (!Array.isArray(json)) return [];
  return json.flatMap((item) => {
    const read = schema.safeParse(item);
    return read.success ? [read.data] : [];
  });
}

type Person = { locale: string | null; country: string | null; province: string | null };

/** The rows of a subject as conditions ask about them. */
export function conditionFacts(facts: SubjectFacts, person: Person | null, marketing: string | null): ConditionFacts {
  const { order, checkout, cart, fulfillment, refund, tag } = facts;
  return {
    order: order && {
      ...basket(order),
      country: order.country,
      locale: order.locale,
      discountCodes: readDiscountCodes(order.discounts),
      outstanding: { minor: order.outstandingMinor, currency: order.currency },
      paymentKind: order.paymentKind,
      financialStatus: order.financialStatus,
      fulfillmentStatus: order.fulfillmentStatus,
      tags: order.tags,
      isFirst: order.isFirstOrder,
    },
    checkout: checkout && {
      ...basket(checkout),
      country: checkout.country,
      locale: checkout.locale,
      discountCodes: readDiscountCodes(checkout.discounts),
    },
    cart: cart && basket(cart),
    fulfillment: fulfillment && {
      status: fulfillment.status,
      carrier: fulfillment.trackingCompany,
      hasTracking: !!(fulfillment.trackingUrl ?? fulfillment.trackingNumber),
    },
    refund: refund && { amount: { minor: refund.amountMinor, currency: refund.currency } },
    tag,
    customer: person,
    consent: marketing === null ? null : { marketing },
  };
}

function basket(row: { totalMinor: bigint; currency: string; lineItems: unknown }) {
  const lineItems: LineItemFacts[] = readLineItems(row.lineItems).map((item) => ({
    productId: item.productId ?? null,
    title: item.title,
    quantity: item.quantity,
  }));
  return { total: { minor: row.totalMinor, currency: row.currency }, lineItems };
}
