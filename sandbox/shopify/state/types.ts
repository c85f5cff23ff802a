/** Ids are digits in strings: they exceed what a JS number can hold, as Shopify's do. Times are epoch milliseconds. */

export type Address = {
  firstName: string | null;
  lastName: string | null;
  company: string | null;
  address1: string;
  address2: string | null;
  city: string;
  zip: string;
  province: string | null;
  provinceCode: string | null;
  country: string;
  countryCode: string;
  phone: string | null;
};

export type WhatsAppConsent = {
  state: "not_subscribed" | "pending" | "subscribed" | "unsubscribed" | "redacted";
  optInLevel: "single_opt_in" | "confirmed_opt_in" | "unknown" | null;
  updatedAt: number | null;
  collectedFrom: "shopify" | "other";
};

export type Customer = {
  id: string;
  /** Short name for wishes and tests: "mara". */
  key: string;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  phone: string | null;
  locale: string;
  address: Address | null;
  addressId: string;
  tags: string[];
  note: string | null;
  whatsApp: WhatsAppConsent;
  createdAt: number;
  updatedAt: number;
  deletedAt: number | null;
};

export type Variant = {
  id: string;
  productId: string;
  title: string;
  option1: string;
  sku: string;
  priceMinor: number;
  compareAtMinor: number | null;
  inventory: number;
  grams: number;
  position: number;
  createdAt: number;
  updatedAt: number;
};

export type Product = {
  id: string;
  handle: string;
  title: string;
  bodyHtml: string;
  vendor: string;
  productType: string;
  tags: string[];
  /** The theme's product template: null, "story" or "gallery". */
  templateSuffix: string | null;
  optionName: string;
  variants: Variant[];
  createdAt: number;
  updatedAt: number;
};

export type Line = {
  id: string;
  productId: string;
  variantId: string;
  title: string;
  variantTitle: string | null;
  sku: string;
  vendor: string;
  grams: number;
  quantity: number;
  priceMinor: number;
  /** Taken off the whole line. */
  discountMinor: number;
  /** Taken out of the order again: by an edit, a refund with return, or a cancellation. */
  removed: number;
  fulfilled: number;
};

/** Applied to a checkout or an order. `amountMinor` is taken off the whole, beside the percentage. */
export type Discount = { code: string; percent: number; amountMinor?: number };

export type Cart = { token: string; lines: Line[]; note: string | null; createdAt: number; updatedAt: number };

export type Checkout = {
  id: string;
  token: string;
  cartToken: string;
  recoverKey: string;
  name: string;
  customerId: string | null;
  email: string | null;
  phone: string | null;
  locale: string | null;
  presentmentCurrency: string;
  lines: Line[];
  discounts: Discount[];
  shippingAddress: Address | null;
  billingAddress: Address | null;
  createdAt: number;
  updatedAt: number;
  completedAt: number | null;
  deletedAt: number | null;
};

export type OrderKind = "paid" | "cod" | "unpaid";

export type FulfillmentEvent = {
  id: string;
  fulfillmentId: string;
  orderId: string;
  status: string;
  message: string | null;
  happenedAt: number;
};

export type Fulfillment = {
  id: string;
  orderId: string;
  name: string;
  status: "success" | "cancelled";
  shipmentStatus: string | null;
  trackingCompany: string | null;
  trackingNumber: string | null;
  trackingUrl: string | null;
  lines: { lineItemId: string; quantity: number }[];
  events: FulfillmentEvent[];
  createdAt: number;
  updatedAt: number;
};

export type Refund = {
  id: string;
  orderId: string;
  amountMinor: number;
  note: string | null;
  lines: { id: string; lineItemId: string; quantity: number }[];
  transactionId: string;
  createdAt: number;
};

export type OrderReturn = {
  id: string;
  orderId: string;
  name: string;
  status: "requested" | "open" | "declined" | "closed" | "canceled";
  lines: { id: string; lineItemId: string; quantity: number }[];
  declineNote: string | null;
  createdAt: number;
};

export type Order = {
  id: string;
  number: number;
  name: string;
  token: string;
  statusKey: string;
  confirmationNumber: string;
  kind: OrderKind;
  checkoutToken: string | null;
  cartToken: string | null;
  customerId: string | null;
  email: string | null;
  phone: string | null;
  locale: string | null;
  currency: string;
  presentmentCurrency: string;
  lines: Line[];
  discounts: Discount[];
  shippingMinor: number;
  shippingLineId: string;
  shippingAddress: Address | null;
  billingAddress: Address | null;
  paidMinor: number;
  financialStatus: "pending" | "paid" | "partially_refunded" | "refunded" | "voided";
  fulfillmentStatus: null | "partial" | "fulfilled" | "restocked";
  tags: string[];
  note: string | null;
  edited: boolean;
  cancelledAt: number | null;
  cancelReason: string | null;
  closedAt: number | null;
  fulfillments: Fulfillment[];
  refunds: Refund[];
  returns: OrderReturn[];
  transactionId: string;
  createdAt: number;
  updatedAt: number;
};

export type Shop = {
  id: string;
  domain: string;
  name: string;
  storefrontHost: string;
  email: string;
  phone: string;
  owner: string;
  currency: string;
  /** How the theme writes prices, in HTML, such as "&pound;{{amount}}"; without one, as is usual for the currency. */
  moneyFormat?: string;
  timeZone: string;
  locale: string;
  countryCode: string;
  address1: string;
  city: string;
  zip: string;
  createdAt: number;
  updatedAt: number;
  installed: boolean;
  scopes: string[];
  uninstalledAt: number | null;
};

export type Metafield = {
  id: string;
  ownerId: string;
  namespace: string;
  key: string;
  type: string;
  value: string;
  createdAt: number;
  updatedAt: number;
};

export type DiscountCode = {
  id: string;
  title: string;
  code: string;
  percent: number | null;
  /** A fixed amount off the order, in minor units of the shop's currency. */
  amountMinor: number | null;
  startsAt: number;
  endsAt: number | null;
  /** How often each code may be used; null: as often as one likes. */
  usageLimit: number | null;
  appliesOncePerCustomer: boolean;
  createdAt: number;
  /** Its codes, the one it was created with first. */
  redeemCodes: RedeemCode[];
};

export type RedeemCode = { id: string; code: string; used: number; deletedAt: number | null };

/** Codes being added to a discount in the background, as Shopify tells of it. */
export type CodeCreation = {
  id: string;
  discountId: string;
  done: boolean;
  codes: { code: string; redeemCodeId: string | null; error: string | null }[];
  createdAt: number;
};

export type Segment = { id: string; name: string; query: string; createdAt: number };
