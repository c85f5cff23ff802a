import type { Prisma, PrismaClient } from "#prisma/generated/client.ts";
import type { MessageContent } from "./outbox/message-content.ts";
import type { PrintReceipt } from "./templates/receipt/receipt.ts";

/** The database handle outside a transaction. */
export type Db = PrismaClient;
/** The handle inside a transaction; the only one to use there (PGlite has one connection). */
export type Tx = Prisma.TransactionClient;

export type Clock = {
  /** The only source of time in core: tests and the sandbox travel with it. */
  now(): Date;
};

export type Ids = {
  /** A UUID v7: sorts by time of creation. */
  next(): string;
  /**
   * Keyed hashes by which a value that is not kept is recognised when it comes back, and by nobody without the key: one for
   * each key in use, that of the first key first.
   */
  fingerprints(value: string): string[];
};

/** Structured log. Fields never hold a phone number, a message text, a name or a token. */
export type Log = {
  info(event: string, fields?: Record<string, unknown>): void;
  warn(event: string, fields?: Record<string, unknown>): void;
  error(event: string, fields?: Record<string, unknown>): void;
};

/** What a loop can be woken for ("deliveries": Shopify's; "callbacks": WhatsApp's). A lost wake-up costs a second (every loop also polls), never a message. */
export type WakeReason = "deliveries" | "callbacks" | "steps" | "send" | "shopify_tasks";

export type Wakes = {
  /** Call after commit. Reaches the loops of this process at once, and those of others through the database. */
  wake(reason: WakeReason): void;
};

/** What every use case is given. */
export type Ctx = { db: Db; clock: Clock; ids: Ids; log: Log; wakes: Wakes };
/** What runs inside somebody's transaction. Wakes belong to the one who commits. */
export type TxCtx = { tx: Tx; clock: Clock; ids: Ids; log: Log };

// ---------------------------------------------------------------- WhatsApp

/** Whom to write to: `phone` as E.164 wins over `userId` (Meta: `to` wins over `recipient`). */
export type Recipient = { phone: string } | { userId: string };

/** What to do with a refusal; Meta's code table is read in the adapter, nowhere else. */
export type RefusalAction =
  | "retry" // Meta is busy or the number too fast: back off the lane and try again
  | "retry_message" // this message only, with growing waits
  | "retry_pair" // this pair only, wait 4^n seconds
  | "retry_after_24h" // once more, a day later at the earliest
  | "pause_number" // this number must rest; the merchant is told
  | "pause_account" // every number of the account must rest; the merchant is told
  | "payment_problem"
  | "pause_template"
  | "never_again" // this contact can not or must not be reached
  | "opted_out" // 131050: the person stopped marketing at Meta
  | "window_closed" // use a template
  | "reconnect" // the token or a permission is gone
  | "bad_payload";

export type Refusal = { code: number; subcode?: number; title: string; details?: string; action: RefusalAction };

export type SendAnswer =
  | { outcome: "accepted"; wamid: string; waId?: string; userId?: string }
  | { outcome: "refused"; refusal: Refusal }
  /** The connection broke or no readable answer came: it may or may not have been accepted. */
  | { outcome: "unknown"; cause: string };

export type OutgoingMessage = {
  /** Meta's phone number id. */
  phoneNumberId: string;
  recipient: Recipient;
  content: MessageContent;
  /** biz_opaque_callback_data: comes back on every status. At most 512 characters. */
  callbackData: string;
  /** Meta's id of the document that was uploaded for this message. */
  documentId?: string;
};

/** One template as Meta lists it. */
export type RemoteTemplate = {
  id: string;
  name: string;
  language: string;
  status: string;
  category: string;
  quality?: string;
  rejectedReason?: string;
  components: unknown[];
};

/** Answer of a management call. */
export type ApiResult<T> =
  { outcome: "ok"; value: T } | { outcome: "refused"; refusal: Refusal } | { outcome: "unknown"; cause: string };

/** A business number as Meta describes it. */
export type RemoteNumber = {
  displayPhone: string;
  verifiedName: string;
  /** GREEN, YELLOW, RED or UNKNOWN. */
  quality: string;
  ratePerSecond: number;
  /** Unique people per rolling 24 h; null: unlimited. */
  tierLimit: number | null;
  /** Meta's review of the display name: APPROVED, PENDING_REVIEW, DECLINED, …; null: not told. */
  nameStatus: string | null;
  /** Only a registered number sends and receives over the Cloud API. */
  isRegistered: boolean;
  /** The number is used in the WhatsApp Business app too, and must not be registered anew. */
  isOnBusinessApp: boolean;
};

export type RemoteAccount = { name: string; health: AccountProblem[] };

/** One thing Meta says stands in the way of sending, in Meta's own words. */
export type AccountProblem = {
  code: number;
  description: string;
  solution: string | null;
  /** Nothing at all is sent while it stands. */
  blocks: boolean;
};

/** What Meta says a token is. */
export type RemoteToken = {
  isValid: boolean;
  appId: string | null;
  scopes: string[];
  expiresAt: Date | null;
};

/** What people see of a business in WhatsApp. Empty text: not given. */
export type BusinessProfile = {
  about: string;
  address: string;
  description: string;
  email: string;
  websites: string[];
  /** Meta's word for the line of business; "" and "UNDEFINED": none. */
  vertical: string;
  pictureUrl: string | null;
};

/** Calls by which a shop's accounts and numbers are connected and looked after. */
export type WhatsAppAccountsApi = {
  /** Embedded Signup's code, good for one exchange within seconds, for a token. Needs the Meta app's id. */
  exchangeCode(code: string): Promise<ApiResult<{ accessToken: string }>>;
  /** Null when Meta will not say (a token of a kind that may not be looked into). */
  inspectToken(accessToken: string): Promise<ApiResult<RemoteToken | null>>;
  readAccount(accessToken: string, wabaId: string): Promise<ApiResult<RemoteAccount>>;
  /** All of them, over all pages. */
  listNumbers(accessToken: string, wabaId: string): Promise<ApiResult<(RemoteNumber & { id: string })[]>>;
  readNumber(accessToken: string, phoneNumberId: string): Promise<ApiResult<RemoteNumber>>;
  /** Sets the PIN of two-step verification the first time, and asks for it from then on. */
  registerNumber(accessToken: string, phoneNumberId: string, pin: string): Promise<ApiResult<{ success: boolean }>>;
  /** Callbacks of this account come to this app from then on; asking twice is asking once. */
  subscribeApp(accessToken: string, wabaId: string): Promise<ApiResult<{ success: boolean }>>;
  unsubscribeApp(accessToken: string, wabaId: string): Promise<ApiResult<{ success: boolean }>>;
  readProfile(accessToken: string, phoneNumberId: string): Promise<ApiResult<BusinessProfile>>;
  /** Only the fields named are changed. */
  updateProfile(
    accessToken: string,
    phoneNumberId: string,
    change: Partial<Omit<BusinessProfile, "pictureUrl">>,
  ): Promise<ApiResult<{ success: boolean }>>;
};

/** Calls about an account's templates. */
export type WhatsAppTemplatesApi = {
  createTemplate(
    accessToken: string,
    wabaId: string,
    template: { name: string; language: string; category: string; components: unknown[] },
  ): Promise<ApiResult<{ id: string; status: string; category: string }>>;
  /** One page; `after` is the cursor of the page before. The first page may say how many there are in all. */
  listTemplates(
    accessToken: string,
    wabaId: string,
    after?: string,
  ): Promise<ApiResult<{ templates: RemoteTemplate[]; after?: string; total?: number }>>;
  /** Replaces all components; the template is reviewed again. An approved one keeps its category. */
  editTemplate(
    accessToken: string,
    templateId: string,
    change: { category?: string; components: unknown[] },
  ): Promise<ApiResult<{ success: boolean }>>;
  /** All languages of a name, or the one with this id. The name of an approved one is blocked for 30 days. */
  deleteTemplate(
    accessToken: string,
    wabaId: string,
    template: { name: string; templateId?: string },
  ): Promise<ApiResult<{ success: boolean }>>;
  /** A file for Meta's reviewers to look at, as the handle a template's example wants. */
  uploadFile(
    accessToken: string,
    file: { fileName: string; mimeType: string; bytes: Uint8Array },
  ): Promise<ApiResult<{ handle: string }>>;
};

export type WhatsAppApi = WhatsAppTemplatesApi & {
  send(accessToken: string, message: OutgoingMessage): Promise<SendAnswer>;
  /** A file to send from this number; Meta keeps it for 30 days. */
  uploadMedia(
    accessToken: string,
    phoneNumberId: string,
    file: { fileName: string; mimeType: string; bytes: Uint8Array<ArrayBuffer> },
  ): Promise<ApiResult<{ mediaId: string }>>;
};

/** Puts on paper what is sent as a document. */
export type Documents = { printReceipt: PrintReceipt };

// ---------------------------------------------------------------- Shopify

export type ShopifyFailure =
  | { outcome: "throttled"; retryAfterMs: number }
  | { outcome: "refused"; messages: string[] }
  | { outcome: "unauthorized" }
  /** The merchant has not granted a scope that this needs, or Shopify has not approved the app for customer data. */
  | { outcome: "access_denied"; why: "scope" | "customer_data" }
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

export type NewDiscount = {
  title: string;
  code: string;
  /** Decimal, as Shopify takes it: "5.00". */
  value: { percent: number } | { amount: string };
  /** Decimal; null: none. */
  minimumSubtotal: string | null;
  startsAt: Date;
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

/** Decrypts what is kept as ciphertext (account tokens). */
export type Secrets = {
  encrypt(plain: string): string;
  decrypt(ciphertext: string): string;
};

/** Signed references that stand in the links of messages (/apps/tidings/r/<reference>). */
export type LinkReferences = {
  /** `path`: where it leads on the shop's own site, without the leading slash. */
  write(link: { messageId: string; path: string }): string;
  /** Null: nobody here wrote it. Needs nothing but the reference. */
  read(reference: string): { messageId: string; path: string } | null;
};
