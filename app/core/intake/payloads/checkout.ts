import { z } from "zod";
import type { Person } from "../../contacts/find-or-make-contact.ts";
import { parseMoney, type Money } from "../../shared/money.ts";
import {
  address,
  currency,
  customer,
  decimal,
  id,
  link,
  listOf,
  locale,
  requiredTime,
  requiredToken,
  text,
  time,
  token,
} from "./fields.ts";
import { lineItemsIn, rawLineItems, type LineItem } from "./line-items.ts";
import { personIn } from "./person.ts";

const schema = z.object({
  token: requiredToken,
  cart_token: token,
  created_at: time,
  updated_at: requiredTime,
  completed_at: time,
  currency,
  presentment_currency: currency,
  total_price: decimal,
  abandoned_checkout_url: link,
  customer_locale: locale,
  phone: text,
  sms_marketing_phone: text,
  customer,
  shipping_address: address,
  billing_address: address,
  discount_codes: listOf(z.object({ code: z.string().min(1).max(255) })),
  line_items: rawLineItems,
});

export type CheckoutPayload = {
  token: string;
  cartToken: string | null;
  versionAt: Date;
  createdAt: Date;
  completedAt: Date | null;
  recoveryUrl: string | null;
  locale: string | null;
  country: string | null;
  person: Person;
  discounts: string[];
  basketIn(shopCurrency: string): { total: Money; lineItems: LineItem[] };
};

export function parseCheckout(json: unknown): CheckoutPayload | null {
  const read = schema.safeParse(json);
  if (!read.success) return null;
  const it = read.data;
  const person = personIn({
    phones: [it.phone, it.sms_marketing_phone],
    customer: it.customer,
    shippingAddress: it.shipping_address,
    billingAddress: it.billing_address,
    locale: it.customer_locale,
    asOf: it.updated_at,
  });
  return {
    token: it.token,
    cartToken: it.cart_token,
    versionAt: it.updated_at,
    createdAt: it.created_at ?? it.updated_at,
    completedAt: it.completed_at,
    recoveryUrl: it.abandoned_checkout_url,
    locale: it.customer_locale,
    country: person.country ?? null,
    person,
    discounts: it.discount_codes.map(({ code }) => code),
    // A checkout's amounts are in the currency its shopper sees (unlike an order's).
    basketIn: (shopCurrency) => {
      const shown = it.presentment_currency ?? it.currency ?? shopCurrency;
      const total = parseMoney(it.total_price ?? "0", shown) ?? { minor: 0n, currency: shown };
      return { total, lineItems: lineItemsIn(shown, it.line_items) };
    },
  };
}

const deletedSchema = z
  .object({ token, cart_token: token, id })
  .refine((it) => it.token !== null || it.cart_token !== null);

/** `checkouts/delete` says little: the token or, in older shapes, only the cart's. */
export function parseDeletedCheckout(json: unknown): { token: string | null; cartToken: string | null } | null {
  const read = deletedSchema.safeParse(json);
  return read.success ? { token: read.data.token, cartToken: read.data.cart_token } : null;
}
