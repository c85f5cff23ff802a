import type { Money } from "../shared/money.ts";

/** What conditions are asked about: plain data, read once per event. A part that does not belong to the event is null. */
export type ConditionFacts = {
  order: OrderFacts | null;
  checkout: BasketFacts | null;
  cart: Omit<BasketFacts, "country" | "locale" | "discountCodes"> | null;
  fulfillment: { status: string; carrier: string | null; hasTracking: boolean } | null;
  refund: { amount: Money } | null;
  tag: { name: string } | null;
  customer: { locale: string | null; country: string | null; province: string | null } | null;
  consent: { marketing: string } | null;
};

export type LineItemFacts = { productId: string | null; title: string; quantity: number };

type BasketFacts = {
  total: Money;
  country: string | null;
  locale: string | null;
  discountCodes: string[];
  lineItems: LineItemFacts[];
};

type OrderFacts = BasketFacts & {
  outstanding: Money;
  paymentKind: string;
  financialStatus: string;
  fulfillmentStatus: string | null;
  tags: string[];
  isFirst: boolean | null;
};

/** Reads a field; null or undefined: not known. */
type Read<T> = (facts: ConditionFacts) => T | null | undefined;

/** Amounts with their currency; an amount in another currency is not comparable, hence unknown. */
export const moneyFields = {
  "order.total": (facts) => facts.order?.total,
  /** What is still to be paid. */
  "order.outstanding": (facts) => facts.order?.outstanding,
  "checkout.total": (facts) => facts.checkout?.total,
  "cart.total": (facts) => facts.cart?.total,
  "refund.amount": (facts) => facts.refund?.amount,
} as const satisfies Record<string, Read<Money>>;

export const numberFields = {
  /** Pieces, not lines. */
  "order.item_count": (facts) => facts.order && countItems(facts.order.lineItems),
  "checkout.item_count": (facts) => facts.checkout && countItems(facts.checkout.lineItems),
  "cart.item_count": (facts) => facts.cart && countItems(facts.cart.lineItems),
} as const satisfies Record<string, Read<number>>;

/** Compared without regard to case. Countries are ISO 3166-1 alpha-2, currencies ISO 4217, locales BCP 47. */
export const textFields = {
  "order.currency": (facts) => facts.order?.total.currency,
  "order.country": (facts) => facts.order?.country,
  "order.locale": (facts) => facts.order?.locale,
  /** "cod" | "prepaid" | "manual" | "unknown" */
  "order.payment_kind": (facts) => facts.order?.paymentKind,
  /** Shopify's: "pending", "authorized", "partially_paid", "paid", … */
  "order.financial_status": (facts) => facts.order?.financialStatus,
  /** Shopify's: "fulfilled", "partial"; unknown while nothing is fulfilled. */
  "order.fulfillment_status": (facts) => facts.order?.fulfillmentStatus,
  "checkout.currency": (facts) => facts.checkout?.total.currency,
  "checkout.country": (facts) => facts.checkout?.country,
  "checkout.locale": (facts) => facts.checkout?.locale,
  "cart.currency": (facts) => facts.cart?.total.currency,
  /** Shopify's: "success", "pending", "cancelled", "error", "failure". */
  "fulfillment.status": (facts) => facts.fulfillment?.status,
  "fulfillment.carrier": (facts) => facts.fulfillment?.carrier,
  "customer.locale": (facts) => facts.customer?.locale,
  /** The language alone: "pt" of "pt-BR". */
  "customer.language": (facts) => facts.customer?.locale?.split(/[-_]/)[0],
  "customer.country": (facts) => facts.customer?.country,
  "customer.province": (facts) => facts.customer?.province,
  /** "granted" | "pending" | "revoked" | "none" */
  "consent.marketing": (facts) => facts.consent?.marketing,
} as const satisfies Record<string, Read<string>>;

/** Lists that are empty are known to be empty. */
export const listFields = {
  "order.tags": (facts) => facts.order?.tags,
  "order.discount_codes": (facts) => facts.order?.discountCodes,
  "order.product_ids": (facts) => facts.order && productIds(facts.order.lineItems),
  "order.product_titles": (facts) => facts.order?.lineItems.map((item) => item.title),
  "checkout.discount_codes": (facts) => facts.checkout?.discountCodes,
  "checkout.product_ids": (facts) => facts.checkout && productIds(facts.checkout.lineItems),
  "checkout.product_titles": (facts) => facts.checkout?.lineItems.map((item) => item.title),
  "cart.product_ids": (facts) => facts.cart && productIds(facts.cart.lineItems),
  "cart.product_titles": (facts) => facts.cart?.lineItems.map((item) => item.title),
  /** A list of the one tag that was added: it can be asked for as a whole and by the words in it. */
  "tag.name": (facts) => facts.tag && [facts.tag.name],
} as const satisfies Record<string, Read<string[]>>;

export const booleanFields = {
  "order.is_first": (facts) => facts.order?.isFirst,
  "order.discount_used": (facts) => facts.order && facts.order.discountCodes.length > 0,
  "checkout.discount_used": (facts) => facts.checkout && facts.checkout.discountCodes.length > 0,
  "fulfillment.has_tracking": (facts) => facts.fulfillment?.hasTracking,
} as const satisfies Record<string, Read<boolean>>;

export type MoneyField = keyof typeof moneyFields;
export type NumberField = keyof typeof numberFields;
export type TextField = keyof typeof textFields;
export type ListField = keyof typeof listFields;
export type BooleanField = keyof typeof booleanFields;
export type ConditionField = MoneyField | NumberField | TextField | ListField | BooleanField;

/** Every field by name, whatever its type. */
export const readField: Record<ConditionField, Read<Money | number | string | string[] | boolean>> = {
  ...moneyFields,
  ...numberFields,
  ...textFields,
  ...listFields,
  ...booleanFields,
};

function countItems(lineItems: LineItemFacts[]): number {
  return lineItems.reduce((sum, item) => sum + item.quantity, 0);
}

function productIds(lineItems: LineItemFacts[]): string[] {
  return lineItems.flatMap((item) => item.productId ?? []);
}
