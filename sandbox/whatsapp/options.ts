/** Milliseconds since 1970. The sandbox has no other source of time. */
export type SandboxClock = { now(): number };

type NumberSeed = {
  /** Meta's phone number id. */
  id: string;
  /** As people write it, e.g. "+49 30 901820". */
  displayPhone: string;
  verifiedName: string;
  /** Messages per second, in and out together: 80, 1000, or 20 with coexistence. */
  ratePerSecond?: number;
  registered?: boolean;
  /** Two-step verification was set up before. */
  pin?: string;
};

export type TemplateSeed = {
  name: string;
  language: string;
  category: string;
  components: unknown[];
  status?: TemplateStatus;
  parameterFormat?: "POSITIONAL" | "NAMED";
};

export type AccountSeed = {
  id: string;
  name: string;
  /** The portfolio: the tier is counted per portfolio, user ids are scoped to it. */
  businessId: string;
  tokens: string[];
  /** People that may be written to outside the service window per rolling 24 h; null is unlimited. */
  tier?: number | null;
  numbers: NumberSeed[];
  /** Already approved when the sandbox starts, unless `status` says otherwise. */
  templates?: TemplateSeed[];
  /** Callbacks flow only to subscribed accounts; true by default. */
  subscribed?: boolean;
  /** 250, or 6000 for a verified business. */
  templateLimit?: number;
};

export type Delays = { sentMs: number; deliveredMs: number; readMs: number; reviewMs: number };

/**
 * What a handset does by itself. handset: messages arrive, the person reads them by opening the chat. instant: they are
 * read at once. manual: they are sent, the controls do the rest. off: nothing follows the acceptance.
 */
export type Reader = "handset" | "instant" | "manual" | "off";

export type UserSeed = {
  /** E.164; digits are enough. */
  phone: string;
  name?: string;
  /** When WhatsApp knows the number in another spelling (Brazil without the 9). */
  waId?: string;
  /** Business-scoped id in the first portfolio. */
  userId?: string;
  username?: string | null;
  /** Callbacks leave the phone out unless there was phone contact within 30 days. */
  phoneHidden?: boolean;
  onWhatsApp?: boolean;
  online?: boolean;
  marketing?: "stop" | "resume";
};

export type WhatsAppSandboxOptions = {
  clock: SandboxClock;
  appSecret: string;
  verifyToken?: string;
  /** Where callbacks go; none are posted without it. */
  webhookUrl?: string;
  accounts?: AccountSeed[];
  users?: UserSeed[];
  /** Are numbers nobody added on WhatsApp? Default true. */
  strangersOnWhatsApp?: boolean;
  reader?: Reader;
  delays?: Partial<Delays>;
  /** manual: things happen only in `controls.settle()`. */
  timers?: "auto" | "manual";
  /** Marketing templates one person gets per 24 h from one account before 131049. Default 2. */
  marketingPerDay?: number;
  /** Calls to the management endpoints per hour and account. Default 5000 (an active account). */
  managementCallsPerHour?: number;
  /** Of the generator that draws faults. */
  seed?: number;
};

export type TemplateStatus = "APPROVED" | "PENDING" | "REJECTED" | "PAUSED" | "DISABLED" | "PENDING_DELETION";
