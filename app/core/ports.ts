import type { Prisma, PrismaClient } from "#prisma/generated/client.ts";
import type { MessageContent } from "./outbox/message-content.ts";

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
};

export type WhatsAppApi = {
  readNumber(accessToken: string, phoneNumberId: string): Promise<ApiResult<RemoteNumber>>;
  /** Callbacks of this account come to this app from then on; asking twice is asking once. */
  subscribeApp(accessToken: string, wabaId: string): Promise<ApiResult<{ success: boolean }>>;
  send(accessToken: string, message: OutgoingMessage): Promise<SendAnswer>;
  createTemplate(
    accessToken: string,
    wabaId: string,
    template: { name: string; language: string; category: string; components: unknown[] },
  ): Promise<ApiResult<{ id: string; status: string; category: string }>>;
  /** One page; `after` is the cursor of the page before. */
  listTemplates(
    accessToken: string,
    wabaId: string,
    after?: string,
  ): Promise<ApiResult<{ templates: RemoteTemplate[]; after?: string }>>;
};

// ---------------------------------------------------------------- Shopify

export type ShopifyFailure =
  | { outcome: "throttled"; retryAfterMs: number }
  | { outcome: "refused"; messages: string[] }
  | { outcome: "unauthorized" }
  | { outcome: "unavailable"; cause: string };

/** An order or a checkout found by reconciliation, in the shape its webhook would have had. */
export type ReconciledItem = { id: string; topic: string; updatedAt: Date; payload: unknown };
export type ReconciledPage = { outcome: "ok"; items: ReconciledItem[]; endCursor?: string };

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

/** Calls to one shop's Admin API. They read throttleStatus and wait within the cost budget themselves. */
export type ShopifyAdmin = {
  shopDetails(shopDomain: string): Promise<{ outcome: "ok"; shop: ShopDetails } | ShopifyFailure>;
  ordersUpdatedSince(shopDomain: string, since: Date, after?: string): Promise<ReconciledPage | ShopifyFailure>;
  abandonedCheckoutsUpdatedSince(
    shopDomain: string,
    since: Date,
    after?: string,
  ): Promise<ReconciledPage | ShopifyFailure>;
  /** Adding a tag twice is adding it once. `orderId`: digits. */
  tagOrder(shopDomain: string, orderId: string, tags: string[]): Promise<{ outcome: "ok" } | ShopifyFailure>;
  /** Asks Shopify to cancel, restock and not notify; `ok` also when it is cancelled already. */
  cancelOrder(shopDomain: string, orderId: string, staffNote: string): Promise<{ outcome: "ok" } | ShopifyFailure>;
};

/** Decrypts what is kept as ciphertext (account tokens). */
export type Secrets = {
  encrypt(plain: string): string;
  decrypt(ciphertext: string): string;
};
