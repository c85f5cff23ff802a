import type { Money } from "../shared/money.ts";

export type FactLineItem = {
  title: string;
  quantity: number;
  variantTitle?: string | null;
  /** Shopify's id as digits; makes the link that fills a cart again. */
  variantId?: string | null;
};

/** A single-use code with what it is worth, and the instant from which it works no more. */
export type GivenDiscount = {
  code: string;
  value: { percent: number } | { amount: Money };
  expiresAt: Date;
};

/**
 * Everything a message may speak of, read afresh when it is planned. What a trigger does not know is left out; a template
 * whose variables ask for it then ends in a mismatch a merchant can read, never in an empty parameter.
 */
export type VariableFacts = {
  shop: {
    name: string;
    /** Host of the online store, e.g. "shop.example". */
    storefrontHost: string;
    /** The myshopify domain; links on it are the shop's own too. */
    domain?: string | null;
    locale: string;
    currency: string;
    /** IANA; dates are written in it. UTC when unknown. */
    timeZone?: string | null;
  };
  contact: {
    firstName: string | null;
    /** BCP 47. When it is a variety of the template's language (en-GB, es-MX), amounts and dates follow it. */
    locale?: string | null;
    /** The signed address of their own page: what to receive, how often, which language. */
    preferencesUrl?: string | null;
  };
  order?: {
    /** Shopify's id as digits; absent: a made-up order. */
    id?: string;
    /** "#1001" */
    name: string;
    total: Money;
    outstanding?: Money | null;
    items: FactLineItem[];
    statusUrl: string | null;
    createdAt: Date;
  };
  checkout?: { total: Money; items: FactLineItem[]; recoveryUrl: string | null };
  cart?: { total?: Money | null; items: FactLineItem[] };
  fulfillment?: { carrier: string | null; trackingNumber: string | null };
  refund?: { amount: Money };
  /** The code that a step of the automation got for this person. */
  discount?: GivenDiscount;
  product?: {
    title: string;
    variantTitle?: string | null;
    url: string | null;
    /** Of a price that dropped: when it was asked after, and now. */
    oldPrice?: Money | null;
    newPrice?: Money | null;
  };
  /** The tag that a customer was given, as it was written. */
  tag?: { name: string };
};
