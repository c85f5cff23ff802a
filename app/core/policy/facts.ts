import type { Recipient } from "../ports.ts";
import type { ShopSettings } from "../shared/settings.ts";

export type MessageCategory = "utility" | "marketing" | "authentication";

/** A message somebody would like to send. */
export type ProposedMessage = {
  category: MessageCategory;
  /** Not worth sending from this instant on; null: always. */
  expiresAt: Date | null;
  /** When this person asked for exactly this message ("tell me when it is back"); it is consent for this one. */
  requestedAt?: Date | null;
};

export type ConsentFact = {
  state: "granted" | "pending" | "revoked" | "none";
  /** When that state was decided; null for "none". */
  decidedAt: Date | null;
  /** Their last yes by a word, a press or a choice of their own; anybody can fill in a form with anybody's number. */
  ownYesAt?: Date | null;
};

/**
 * The template as Meta has it today. "recategorised": Meta moved it out of the category it was written for. "mismatch": this
 * message's values do not fit what was approved.
 */
export type TemplateFact =
  | { state: "missing" | "draft" | "pending" | "rejected" | "paused" | "disabled" | "recategorised" | "mismatch" }
  | { state: "approved"; category: MessageCategory };

/** Everything `decide` may look at: plain data, read when the message is due. */
export type PolicyFacts = {
  shop: {
    status: "installed" | "uninstalled";
    timeZone: string;
    settings: ShopSettings;
    /** The app was away, and who said no at Shopify meanwhile is still being found out. */
    consentUnknownSince?: Date | null;
  };
  number: { status: "connected" | "paused" | "disconnected"; pausedUntil: Date | null } | null;
  account: { status: "connected" | "needs_reconnect" | "restricted" | "payment_problem" } | null;
  contact: {
    blockedAt: Date | null;
    unreachableAt: Date | null;
    timeZone: string | null;
    country: string | null;
    province: string | null;
    /** The person's own wish: at most one marketing message in so many days. */
    marketingGapDays?: number | null;
  };
  recipient: Recipient | null;
  consent: { marketing: ConsentFact; transactional: ConsentFact };
  template: TemplateFact;
  /** When marketing messages went, or are about to go, to this person; at least those within the cap's days. */
  marketingAt: Date[];
  /** When the newest message of any kind went, or is about to go, to this person. */
  lastMessageAt: Date | null;
};
