import type { CallbackItem, Person } from "#app/core/callbacks/callback-item.ts";
import type { Refusal } from "#app/core/ports.ts";
import { callbackStatuses } from "#app/core/statuses/status-callback.ts";
import {
  callbackErrorShape,
  contactShape,
  messageShape,
  messagesValueShape,
  preferenceShape,
  statusShape,
  systemShape,
  userIdUpdateShape,
} from "./callback-shapes.ts";
import { refusalOf } from "./error-table.ts";
import type { PartParsed } from "./part-parsed.ts";

type OnNumber = { wabaId: string; phoneNumberId: string };

/** The value of the fields that concern one number and its people: messages, statuses, preferences, changed ids. */
export function parseMessagesValue(wabaId: string, field: string, raw: Record<string, unknown>): PartParsed {
  const value = messagesValueShape.safeParse(raw);
  if (!value.success) return { items: [], unknown: [`field:${field}`] };
  const on: OnNumber = { wabaId, phoneNumberId: value.data.metadata.phone_number_id };
  const people = value.data.contacts.flatMap(readPerson);
  const parts = [
    ...value.data.statuses.map((status) => readStatus(on, status)),
    ...value.data.messages.map((message) => readMessage(on, message, people)),
    ...value.data.user_preferences.map((preference) => readPreference(on, preference, people)),
    ...value.data.user_id_update.map((update) => readUserIdUpdate(on, update)),
    ...value.data.errors.map((error) => `error:${callbackErrorShape.safeParse(error).data?.code ?? "other"}`),
  ];
  const items = parts.filter((part) => typeof part !== "string");
  const unknown = parts.filter((part) => typeof part === "string");
  // A value with nothing of these is something new under an old name.
  return { items, unknown: parts.length === 0 ? [`field:${field}`] : unknown };
}

function readPerson(raw: unknown): Person[] {
  const contact = contactShape.safeParse(raw);
  if (!contact.success) return [];
  const { wa_id, user_id, profile } = contact.data;
  return [{ phone: phoneOf(wa_id), userId: user_id, name: profile?.name, username: profile?.username }];
}

/** What the contacts list knows of one person; a message can name a number that differs from its wa_id. */
function withProfile(person: Person, people: readonly Person[]): Person {
  const known =
    people.find((p) => (p.userId && p.userId === person.userId) || (p.phone && p.phone === person.phone)) ??
    (people.length === 1 && !person.phone && !person.userId ? people[0] : undefined);
  return {
    phone: person.phone ?? known?.phone,
    userId: person.userId ?? known?.userId,
    name: known?.name,
    username: known?.username,
  };
}

function readStatus(on: OnNumber, raw: unknown): CallbackItem | string {
  const read = statusShape.safeParse(raw);
  if (!read.success) return "status";
  const s = read.data;
  const status = callbackStatuses.find((known) => known === s.status);
  if (!status) return `status:${s.status}`;
  const [refusal] = s.errors.flatMap(readError);
  return {
    kind: "status",
    ...on,
    status: {
      wamid: s.id,
      status,
      occurredAt: s.timestamp,
      callbackData: s.biz_opaque_callback_data ?? null,
      ...(refusal ? { refusal } : {}),
      ...(s.pricing ? { pricing: s.pricing } : {}),
    },
    recipient: { phone: phoneOf(s.recipient_id), userId: s.recipient_user_id },
  };
}

function readError(raw: unknown): Refusal[] {
  const error = callbackErrorShape.safeParse(raw);
  if (!error.success) return [];
  const { code, title, message, error_data } = error.data;
  return [
    refusalOf({
      code,
      title: title || (message ?? ""),
      ...(error_data?.details ? { details: error_data.details } : {}),
    }),
  ];
}

function readMessage(on: OnNumber, raw: unknown, people: readonly Person[]): CallbackItem | string {
  const message = messageShape.safeParse(raw);
  if (!message.success) return "message";
  const m = message.data;
  // A group is no conversation of two: it opens no service window, and its answers are nobody's orders.
  if (m.group_id !== undefined) return "message:group";
  if (m.type === "system") return readSystem(on, m);
  const from = withProfile({ phone: phoneOf(m.from), userId: m.from_user_id }, people);
  if (!from.phone && !from.userId) return "message:nobody";
  const reply = m.interactive?.button_reply ?? m.interactive?.list_reply;
  const payload = m.button?.payload ?? m.button?.text ?? reply?.id;
  const { id, type, timestamp, from: _from, from_user_id: _userId, ...content } = m;
  return {
    kind: "inbound",
    ...on,
    wamid: id,
    type,
    from,
    occurredAt: timestamp,
    text: type === "text" ? m.text?.body : undefined,
    choice: payload === undefined ? undefined : { payload, title: m.button?.text ?? reply?.title },
    replyToWamid: m.context?.id,
    referral: m.referral,
    content,
  };
}

function readSystem(
  on: OnNumber,
  message: { from?: string; from_user_id?: string; timestamp?: Date; system?: unknown },
): CallbackItem | string {
  const system = systemShape.safeParse(message.system);
  if (!system.success) return "system";
  const s = system.data;
  const before: Person = { phone: phoneOf(message.from), userId: s.previous_user_id ?? message.from_user_id };
  const occurredAt = message.timestamp;
  switch (s.type) {
    case "user_changed_number":
    case "customer_changed_number":
    case "user_changed_user_id": {
      const to: Person = { phone: phoneOf(s.wa_id ?? s.new_wa_id), userId: s.user_id };
      if (!to.phone && !to.userId) return `system:${s.type}`;
      return { kind: "identity_change", ...on, from: before, to, occurredAt };
    }
    case "user_preference_changed":
      if (s.marketing === undefined) return `system:${s.type}`;
      return {
        kind: "preference",
        ...on,
        person: before,
        category: "marketing_messages",
        value: s.marketing,
        occurredAt,
      };
    default:
      return `system:${s.type}`;
  }
}

function readPreference(on: OnNumber, raw: unknown, people: readonly Person[]): CallbackItem | string {
  const preference = preferenceShape.safeParse(raw);
  if (!preference.success) return "preference";
  const { wa_id, user_id, category, value, timestamp } = preference.data;
  const person = withProfile({ phone: phoneOf(wa_id), userId: user_id }, people);
  if (!person.phone && !person.userId) return "preference";
  return { kind: "preference", ...on, person, category, value, occurredAt: timestamp };
}

function readUserIdUpdate(on: OnNumber, raw: unknown): CallbackItem | string {
  const update = userIdUpdateShape.safeParse(raw);
  if (!update.success) return "user_id_update";
  const { wa_id, user_id, timestamp } = update.data;
  return {
    kind: "identity_change",
    ...on,
    from: { userId: user_id.previous },
    to: { userId: user_id.current, phone: phoneOf(wa_id) },
    occurredAt: timestamp,
  };
}

function phoneOf(digits: string | undefined): string | undefined {
  return digits === undefined ? undefined : `+${digits}`;
}
