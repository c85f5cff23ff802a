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

/**
 * What a loop can be woken for ("deliveries": Shopify's; "callbacks": WhatsApp's; "privacy": what is asked about people's data).
 * A lost wake-up costs seconds (every loop also polls), never a message.
 */
export type WakeReason = "deliveries" | "callbacks" | "steps" | "send" | "shopify_tasks" | "privacy";

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
