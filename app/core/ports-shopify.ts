import type { ConsentState } from "#prisma/generated/enums.ts";

export type ShopifyFailure =
  | { outcome: "throttled"; retryAfterMs: number }
  | { outcome: "refused"; messages: string[] }
  | { outcome: "unauthorized" }
  /** The merchant has not granted a scope that this needs, or Shopify has not approved the app for customer data. */
  | { outcome: "access_denied"; why: "scope" | "customer_data" }
  /** Nothing is answered about this shop, for whomever: its bill is unpaid, it is locked, or it is no shop any more. */
  | { outcome: "shop_closed"; cause: string }
  | { outcome: "unavailable"; cause: string };

/** An order or a checkout found by reconciliation, in the shape its webhook would have had. */
export type ReconciledItem = { id: string; topic: string; updatedAt: Date; payload: unknown };
export type ReconciledPage = {
  outcome: "ok";
  items: ReconciledItem[];
  endCursor?: string;
  /** Names, phones or addresses were left out: Shopify has not approved the app for them. */
  customerDataRefused: boolean;
};

/** A shop as the Admin API describes it; `locale` is null when the scope to read it is missing. */
export type ShopDetails = {
  name: string;
  /** IANA. */
  timeZone: string;
  /** ISO 4217. */
  currency: string;
  country: string | null;
  locale: string | null;
  storefrontHost: string;
  updatedAt: Date;
};

export type CustomerBirthday = {
  /** Digits. */
  customerId: string;
  updatedAt: Date;
  /** Null: the customer has none, or it is no date. */
  birthday: { month: number; day: number } | null;
};
export type CustomerBirthdaysPage = { outcome: "ok"; customers: CustomerBirthday[]; endCursor?: string };

/** What Shopify holds of a customer's consent to marketing over WhatsApp; there it belongs to the customer's phone number. */
export type CustomerConsent = {
  /** Digits. */
  customerId: string;
  /** As Shopify keeps it; null: the customer has none, and can have no consent. */
  phone: string | null;
  /** Null: nobody decided, or a state we do not know. */
  state: ConsentState | null;
  /** Shopify's own word for it, lower case. */
  shopifyState: string;
  optInLevel: string | null;
  collectedFrom: string | null;
  /** When the person decided, to the second. */
  updatedAt: Date | null;
};

export type ConsentToTell = {
  customerId: string;
  state: ConsentState;
  /** How a yes, or what is to become one, was given. */
  optIn: "single" | "confirmed" | null;
  decidedAt: Date;
};

export type NewDiscount = {
  title: string;
  code: string;
  /** Decimal, as Shopify takes it: "5.00". */
  value: { percent: number } | { amount: string };
  /** Decimal; null: none. */
  minimumSubtotal: string | null;
  startsAt: Date;
};

/** A variant as shoppers see it now. */
export type StoreVariant = {
  productTitle: string;
  /** Null: the product has but one. */
  variantTitle: string | null;
  productHandle: string;
  /** Decimal, in the shop's currency. */
  price: string;
  available: boolean;
};

/** Calls to one shop's Admin API. They read throttleStatus and wait within the cost budget themselves. */
export type ShopifyAdmin = {
  shopDetails(shopDomain: string): Promise<{ outcome: "ok"; shop: ShopDetails } | ShopifyFailure>;
  /** Handles of all scopes the shop grants now, required and optional. */
  grantedScopes(shopDomain: string): Promise<{ outcome: "ok"; scopes: string[] } | ShopifyFailure>;
  /** Whether Shopify gives the app names and phones of customers; "unknown" while the shop has no customer to see it by. */
  customerData(
    shopDomain: string,
  ): Promise<{ outcome: "ok"; customerData: "given" | "refused" | "unknown" } | ShopifyFailure>;
  ordersUpdatedSince(shopDomain: string, since: Date, after?: string): Promise<ReconciledPage | ShopifyFailure>;
  abandonedCheckoutsUpdatedSince(
    shopDomain: string,
    since: Date,
    after?: string,
  ): Promise<ReconciledPage | ShopifyFailure>;
  /** `variantId`: digits. Null: there is none. */
  storeVariant(
    shopDomain: string,
    variantId: string,
  ): Promise<{ outcome: "ok"; variant: StoreVariant | null } | ShopifyFailure>;
  /** Adding a tag twice is adding it once. `orderId`: digits. */
  tagOrder(shopDomain: string, orderId: string, tags: string[]): Promise<{ outcome: "ok" } | ShopifyFailure>;
  /** As tagOrder, for a customer. */
  tagCustomer(shopDomain: string, customerId: string, tags: string[]): Promise<{ outcome: "ok" } | ShopifyFailure>;
  /**
   * How many days products last, as their metafields tidings.usage_days say; those that do not are left out. `productIds`:
   * digits.
   */
  productUsageDays(
    shopDomain: string,
    productIds: string[],
  ): Promise<{ outcome: "ok"; days: number[] } | ShopifyFailure>;
  /** Birthdays of customers updated since then (null: of all), the longest unchanged first. `month` and `day` from 1. */
  customerBirthdaysSince(
    shopDomain: string,
    since: Date | null,
    after?: string,
  ): Promise<CustomerBirthdaysPage | ShopifyFailure>;
  /** Null: Shopify has no such customer (any more). */
  customerConsent(
    shopDomain: string,
    customerId: string,
  ): Promise<{ outcome: "ok"; customer: CustomerConsent | null } | ShopifyFailure>;
  /** `phone`: E.164. Null: Shopify has no customer with this number. */
  customerByPhone(
    shopDomain: string,
    phone: string,
  ): Promise<{ outcome: "ok"; customer: CustomerConsent | null } | ShopifyFailure>;
  /** Of all customers, page by page; a cursor may be kept and used later. */
  customerConsents(
    shopDomain: string,
    after?: string,
  ): Promise<{ outcome: "ok"; customers: CustomerConsent[]; endCursor?: string } | ShopifyFailure>;
  /**
   * As customerConsents, of those updated since, the longest ago first. `seenUntil`: all updated before it have been read with
   * this page.
   */
  customerConsentsSince(
    shopDomain: string,
    since: Date,
    after?: string,
  ): Promise<{ outcome: "ok"; customers: CustomerConsent[]; seenUntil?: Date; endCursor?: string } | ShopifyFailure>;
  /** Writes a decision onto a customer with a phone number; answers what Shopify holds then. Twice is once. */
  updateCustomerConsent(
    shopDomain: string,
    told: ConsentToTell,
  ): Promise<{ outcome: "ok"; state: ConsentState | null } | ShopifyFailure>;
  /** Creates a discount of single-use codes, with a first code. The answer may be lost: look for it by that code then. */
  createDiscount(
    shopDomain: string,
    discount: NewDiscount,
  ): Promise<{ outcome: "ok"; discountId: string } | { outcome: "code_taken" } | ShopifyFailure>;
  /** The discount a code belongs to; null when no discount has it. */
  findDiscountByCode(
    shopDomain: string,
    code: string,
  ): Promise<{ outcome: "ok"; discountId: string | null } | ShopifyFailure>;
  /** Whether the merchant still has the discount. */
  discountExists(shopDomain: string, discountId: string): Promise<{ outcome: "ok"; exists: boolean } | ShopifyFailure>;
  /** Begins to add codes, at most 250 at once; how far it is, readCodeCreation tells. */
  addDiscountCodes(
    shopDomain: string,
    discountId: string,
    codes: string[],
  ): Promise<{ outcome: "ok"; creationId: string } | { outcome: "no_discount" } | ShopifyFailure>;
  /** `redeemCodeId` is null for a code that Shopify did not take. */
  readCodeCreation(
    shopDomain: string,
    creationId: string,
  ): Promise<{ outcome: "ok"; done: boolean; codes: { code: string; redeemCodeId: string | null }[] } | ShopifyFailure>;
  /** Deletes codes of a discount; they work no more soon after. Deleting twice is deleting once. */
  deleteDiscountCodes(
    shopDomain: string,
    discountId: string,
    redeemCodeIds: string[],
  ): Promise<{ outcome: "ok" } | ShopifyFailure>;
  /** Asks Shopify to cancel, restock and not notify; `ok` also when it is cancelled already. */
  cancelOrder(shopDomain: string, orderId: string, staffNote: string): Promise<{ outcome: "ok" } | ShopifyFailure>;
};
