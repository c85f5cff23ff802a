import { z } from "zod";
import { isKnownCountry } from "../state/addresses.ts";
import { isKnownCurrency } from "../state/money.ts";

const id = z.string().regex(/^\d+$/, "an id is digits");
const quantity = z.number().int().min(1).max(1000);
const country = z.string().refine(isKnownCountry, "the sandbox has no address in this country");
const currency = z.string().refine(isKnownCurrency, "the sandbox has no exchange rate for this currency");
const text = z.string().max(500);

const lines = z
  .array(z.strictObject({ variantId: id.optional(), handle: z.string().optional(), quantity: quantity.optional() }))
  .min(1)
  .max(500);

const person = {
  customer: z.string().optional(),
  phone: text.nullable().optional(),
  email: text.nullable().optional(),
  firstName: text.nullable().optional(),
  lastName: text.nullable().optional(),
  country: country.optional(),
  locale: z.string().nullable().optional(),
  currency: currency.optional(),
};

const partLines = z.array(z.strictObject({ lineItemId: id, quantity: quantity.optional() })).min(1);

export const wishes = {
  createCart: z.strictObject({ lines: lines.optional() }),
  updateCart: z.strictObject({ token: z.string(), lines }),
  abandonCheckout: z.strictObject({
    ...person,
    lines: lines.optional(),
    cartToken: z.string().optional(),
    discountCodes: z.array(text).optional(),
    /** False: a checkout begun by nobody known. */
    contact: z.boolean().optional(),
  }),
  updateCheckout: z.strictObject({
    token: z.string(),
    lines: lines.optional(),
    phone: text.nullable().optional(),
    email: text.nullable().optional(),
    locale: z.string().nullable().optional(),
    discountCodes: z.array(text).optional(),
  }),
  deleteCheckout: z.strictObject({ token: z.string() }),
  placeOrder: z.strictObject({
    ...person,
    kind: z.enum(["paid", "cod", "unpaid"]).optional(),
    fromCheckout: z.string().optional(),
    lines: lines.optional(),
    discountCodes: z.array(text).optional(),
    tags: z.array(text).optional(),
    note: text.optional(),
    contact: z.boolean().optional(),
  }),
  payOrder: z.strictObject({ orderId: id }),
  editOrder: z.strictObject({ orderId: id, add: lines.optional(), remove: partLines.optional() }),
  cancelOrder: z.strictObject({
    orderId: id,
    reason: z.enum(["customer", "inventory", "fraud", "declined", "staff", "other"]).optional(),
    restock: z.boolean().optional(),
    refund: z.boolean().optional(),
  }),
  fulfil: z.strictObject({
    orderId: id,
    lines: partLines.optional(),
    company: text.optional(),
    trackingNumber: text.optional(),
    /** False: sent without a parcel number. */
    tracking: z.boolean().optional(),
  }),
  moveParcel: z.strictObject({
    orderId: id.optional(),
    fulfillmentId: id.optional(),
    event: z.enum([
      "label_printed",
      "confirmed",
      "carrier_picked_up",
      "in_transit",
      "out_for_delivery",
      "attempted_delivery",
      "delayed",
      "delivered",
      "ready_for_pickup",
      "failure",
    ]),
    message: text.optional(),
  }),
  refund: z.strictObject({ orderId: id, amountMinor: z.number().int().min(1).optional(), note: text.optional() }),
  requestReturn: z.strictObject({ orderId: id }),
  approveReturn: z.strictObject({ returnId: id }),
  declineReturn: z.strictObject({ returnId: id, note: text.optional() }),
  restock: z.strictObject({ variantId: id.optional(), handle: z.string().optional(), quantity: quantity.optional() }),
  sellOut: z.strictObject({ variantId: id.optional(), handle: z.string().optional() }),
  setUsageDays: z.strictObject({ handle: z.string(), days: z.number().int().min(1).nullable() }),
  /** In minor units of the shop's currency. Below the price before, that one is shown struck through. */
  setPrice: z.strictObject({
    variantId: id.optional(),
    handle: z.string().optional(),
    priceMinor: z.number().int().min(0).max(1_000_000_000),
  }),
  createCustomer: z.strictObject({
    firstName: text.nullable().optional(),
    lastName: text.nullable().optional(),
    email: text.nullable().optional(),
    phone: text.nullable().optional(),
    country: country.optional(),
    locale: z.string().optional(),
  }),
  updateCustomer: z.strictObject({
    customer: z.string(),
    firstName: text.nullable().optional(),
    lastName: text.nullable().optional(),
    email: text.nullable().optional(),
    phone: text.nullable().optional(),
    locale: z.string().optional(),
    tags: z.array(text).optional(),
    note: text.nullable().optional(),
  }),
  tagCustomer: z.strictObject({ customer: z.string(), tags: z.array(text.min(1)).min(1) }),
  setBirthday: z.strictObject({ customer: z.string(), date: z.iso.date().nullable() }),
  deleteCustomer: z.strictObject({ customer: z.string() }),
  changeWhatsAppConsent: z.strictObject({
    customer: z.string(),
    state: z.enum(["subscribed", "unsubscribed", "pending", "not_subscribed"]),
    optInLevel: z.enum(["single_opt_in", "confirmed_opt_in", "unknown"]).optional(),
  }),
  updateShop: z.strictObject({
    name: text.optional(),
    currency: currency.optional(),
    moneyFormat: text.optional(),
    locale: z.string().optional(),
    timeZone: z.string().optional(),
    email: text.optional(),
  }),
  install: z.strictObject({ scopes: z.array(z.string()).optional() }),
  uninstall: z.strictObject({}),
  updateScopes: z.strictObject({ scopes: z.array(z.string()) }),
  requestCustomerData: z.strictObject({ customer: z.string() }),
  redactCustomer: z.strictObject({ customer: z.string() }),
  redactShop: z.strictObject({}),
  sendRaw: z.strictObject({
    topic: z.string(),
    /** Text is sent as it stands; anything else as JSON. */
    body: z.unknown(),
    shopDomain: z.string().optional(),
    headers: z.record(z.string(), z.string()).optional(),
    secret: z.string().optional(),
    webhookId: z.string().optional(),
  }),
  storefrontSettings: z.strictObject({
    blocks: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
    /** By the block's handle; null: where it stands from the start. */
    places: z.record(z.string(), z.array(z.string()).nullable()).default({}),
    /** One place more for a block. */
    add: z.record(z.string(), z.string()).default({}),
  }),
};

export type Wishes = { [Name in keyof typeof wishes]: z.input<(typeof wishes)[Name]> };

/** The wish can not be granted: a thing is missing or in the wrong state. */
export class WishError extends Error {}
