import type { StatusCallback } from "../statuses/status-callback.ts";

/**
 * What one WhatsApp callback can hold, in the words of this project. The parser (adapters) makes these; nothing else in
 * core knows Meta's shapes. Phones are "+" and digits as Meta wrote them, not yet checked. Ids are strings, always.
 */

/** Who wrote or is meant: any of these may be missing (a person with a username has no visible number). */
export type Person = {
  phone?: string;
  /** Business-scoped user id. */
  userId?: string;
  /** Name in the WhatsApp profile, chosen by the person. */
  name?: string;
  username?: string;
};

type OnNumber = { wabaId: string; phoneNumberId: string };

export type StatusItem = OnNumber & {
  kind: "status";
  /** `occurredAt` is absent when Meta's timestamp could not be read. */
  status: Omit<StatusCallback, "occurredAt"> & { occurredAt?: Date };
  recipient: Person;
};

export type InboundItem = OnNumber & {
  kind: "inbound";
  wamid: string;
  /** Meta's type; "unsupported" for what it could not pass on. */
  type: string;
  from: Person;
  occurredAt?: Date;
  /** The text of a text message. */
  text?: string;
  /** A pressed button or a chosen row: its payload or id, and the words on it. */
  choice?: { payload: string; title?: string };
  /** wamid of the message this one answers. */
  replyToWamid?: string;
  /** Click-to-WhatsApp advert. */
  referral?: Record<string, unknown>;
  /** The rest, as it came (media ids, places, orders, Flow answers, reactions, errors). */
  content: Record<string, unknown>;
};

/** The person has a new number, a new business-scoped id, or both. */
export type IdentityChangeItem = OnNumber & {
  kind: "identity_change";
  from: Person;
  to: Person;
  occurredAt?: Date;
};

export type PreferenceItem = OnNumber & {
  kind: "preference";
  person: Person;
  category: string;
  /** "stop" | "resume" */
  value: string;
  occurredAt?: Date;
};

export type TemplateUpdateItem = {
  kind: "template_update";
  wabaId: string;
  /** Meta's webhook field, e.g. "message_template_status_update". */
  field: string;
  templateId?: string;
  name?: string;
  language?: string;
  /** Of status updates: APPROVED, REJECTED, PAUSED, DISABLED, … */
  event?: string;
  reason?: string;
  category?: string;
  quality?: string;
  occurredAt?: Date;
  /** Of components updates, as Meta wrote them. */
  value: Record<string, unknown>;
};

export type NumberUpdateItem = {
  kind: "number_update";
  wabaId: string;
  displayPhone: string;
  /** FLAGGED, UNFLAGGED, THROUGHPUT_UPGRADE, ONBOARDING, UPGRADE, DOWNGRADE, … */
  event: string;
  /** "TIER_2K" or a number of people; -1 for unlimited. */
  limit?: string | number;
};

export type CapabilityUpdateItem = {
  kind: "capability_update";
  wabaId: string;
  limit: string | number;
};

export type AccountUpdateItem = {
  kind: "account_update";
  wabaId: string;
  event: string;
  /** What a merchant can read: the kind of ban, restriction or violation. */
  note?: string;
  /** When a restriction ends by itself. */
  liftsAt?: Date;
};

export type CallbackItem =
  | StatusItem
  | InboundItem
  | IdentityChangeItem
  | PreferenceItem
  | TemplateUpdateItem
  | NumberUpdateItem
  | CapabilityUpdateItem
  | AccountUpdateItem;

/** Something that has no meaning here yet: counted, and kept in the delivery's body. */
export type UnknownPart = { kind: string; count: number };

export type ParsedCallback =
  | { outcome: "parsed"; items: CallbackItem[]; unknown: UnknownPart[] }
  /** Signed by Meta, yet no JSON of the known envelope. */
  | { outcome: "unreadable"; why: string };

export type ParseCallback = (body: Uint8Array) => ParsedCallback;
