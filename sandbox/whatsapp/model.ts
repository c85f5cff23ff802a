import type { TemplateStatus } from "./options.ts";
import type { CompiledTemplate } from "./templates/compile-template.ts";

export type Portfolio = {
  id: string;
  /** Infinity is unlimited. */
  tier: number;
  /** People written to outside the window, oldest first, with the time of the newest such message. */
  started: Map<User, number>;
};

export type Account = {
  id: string;
  name: string;
  portfolio: Portfolio;
  numbers: BusinessNumber[];
  templates: Map<string, Template>;
  /** By `name|language`. */
  templatesByName: Map<string, Template>;
  /** Names deleted while approved can not be used again for 30 days. */
  blockedNames: Map<string, number>;
  templateLimit: number;
  /** "There is an issue with this business's payment method": told by its health, and by 131042 when it sends. */
  paymentProblem: boolean;
  subscribed: boolean;
  overrideUrl: string | null;
  managementWindow: { from: number; calls: number };
};

export type BusinessNumber = {
  id: string;
  account: Account;
  displayPhone: string;
  digits: string;
  verifiedName: string;
  ratePerSecond: number;
  allowance: number;
  refilledAt: number;
  quality: "GREEN" | "YELLOW" | "RED" | "UNKNOWN";
  status: string;
  registered: boolean;
  pin: string | null;
  /** The business profile, by Meta's field names. */
  profile: Record<string, unknown>;
  freeService: { month: string; used: number };
};

export type Template = {
  id: string;
  account: Account;
  name: string;
  language: string;
  category: string;
  previousCategory: string | null;
  status: TemplateStatus;
  rejectedReason: string;
  quality: "UNKNOWN" | "GREEN" | "YELLOW" | "RED";
  parameterFormat: "POSITIONAL" | "NAMED";
  components: TemplateComponent[];
  compiled: CompiledTemplate;
  /** Times of edits made while approved: 1 per 24 h, 10 per 30 days. */
  editedAt: number[];
};

export type TemplateButton = { type: string; text?: string; url?: string; phone_number?: string; example?: unknown };
export type TemplateComponent = {
  type: string;
  format?: string;
  text?: string;
  buttons?: TemplateButton[];
  example?: Record<string, unknown>;
  [extra: string]: unknown;
};

export type User = {
  digits: string;
  waId: string;
  name: string;
  username: string | null;
  phoneHidden: boolean;
  onWhatsApp: boolean;
  online: boolean;
  /** Business-scoped ids by portfolio; all new after a change of number. */
  userIds: Map<string, string>;
  blocked: Set<string>;
  /** Accounts this person stopped marketing of. */
  marketingStopped: Set<string>;
  chats: Map<string, Chat>;
};

export type Chat = {
  number: BusinessNumber;
  user: User;
  messages: ChatMessage[];
  /** -Infinity: never wrote. */
  lastInboundAt: number;
  /** Last time the business wrote to the phone number itself. */
  phoneContactAt: number;
  freeEntryUntil: number;
  burstFrom: number;
  burstCount: number;
  pairFreeAt: number;
  marketingAt: number[];
  marketingBlockedUntil: number;
  typingUntil: number;
};

type SentStatus = "accepted" | "sent" | "delivered" | "read" | "failed";

/** A message of the business. */
export type Outgoing = {
  id: string;
  from: "business";
  chat: Chat;
  at: number;
  status: SentStatus;
  content: Record<string, unknown>;
  kind: string;
  compiled: CompiledTemplate | null;
  template: { name: string; language: string; category: string } | null;
  callbackData: string | undefined;
  pricing: { billable: boolean; pricing_model: "PMP"; type: string; category: string };
  priced: boolean;
  replyTo: string | undefined;
  tappedButton: number | null;
  failWith: number | null;
};

/** A message of the person. */
export type Incoming = {
  id: string;
  from: "user";
  chat: Chat;
  at: number;
  status: "sent" | "delivered" | "read";
  kind: string;
  /** Meta's node: `{type, [type]: {…}}`. */
  node: Record<string, unknown>;
  replyTo: string | undefined;
};

export type ChatMessage = Outgoing | Incoming;

export type Media = {
  id: string;
  number: BusinessNumber;
  mimeType: string;
  bytes: Buffer;
  sha256: string;
  expiresAt: number;
};
