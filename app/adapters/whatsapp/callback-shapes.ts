import { z } from "zod";

/**
 * Meta's callback shapes, as loosely as they can be read: only what is used is named, each wrong part spoils itself
 * alone, and everything else is let through. From Meta's samples (test/fixtures/whatsapp/webhook) and its reference of
 * webhook fields; the published OpenAPI file accepts none of its own examples, so it is no help here.
 */

/** A btree index entry ends near 2,700 bytes: what becomes a key must stay short. */
const id = z.union([z.string(), z.number().int()]).transform(String).pipe(z.string().min(1).max(255));
const maybe = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
const list = z.array(z.unknown()).catch([]);
const record = z.record(z.string(), z.unknown());
const text = z.string();
const digits = z
  .union([z.string(), z.number().int()])
  .transform((value) => String(value).replace(/^\+/, ""))
  .pipe(z.string().regex(/^\d{4,20}$/));

/** Unix seconds, written as a string on messages and as a number on preferences. */
const seconds = z
  .union([z.string().regex(/^\d{1,11}$/), z.number().int().min(0).max(99_999_999_999)])
  .transform((value) => new Date(Number(value) * 1000));

export const envelopeShape = z.object({ entry: z.array(z.unknown()) });
/** `time`: when Meta saw the change; on the fields that concern accounts and templates. */
export const entryShape = z.object({ id, time: maybe(seconds), changes: list });
export const changeShape = z.object({ field: z.string().min(1), value: record });

export const messagesValueShape = z.object({
  metadata: z.object({ phone_number_id: id }),
  contacts: list,
  messages: list,
  statuses: list,
  errors: list,
  user_preferences: list,
  user_id_update: list,
});

export const contactShape = z.object({
  wa_id: maybe(digits),
  user_id: maybe(id),
  profile: maybe(z.object({ name: maybe(text), username: maybe(text) })),
});

/** As wide as the column. Nothing else counts as 0, which is a code of Meta's own: the token is gone. */
const errorCode = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^-?\d{1,10}$/)
      .transform(Number),
  ])
  .pipe(z.int32());

export const callbackErrorShape = z.object({
  code: errorCode,
  title: text.catch(""),
  message: maybe(text),
  error_data: maybe(z.object({ details: maybe(text) })),
});

export const statusShape = z.object({
  id,
  status: z.string().min(1),
  timestamp: maybe(seconds),
  recipient_id: maybe(digits),
  recipient_user_id: maybe(id),
  biz_opaque_callback_data: maybe(z.string().max(512)),
  errors: list,
  pricing: maybe(
    z.object({
      billable: maybe(z.boolean()),
      pricing_model: maybe(text),
      type: maybe(text),
      category: maybe(text),
    }),
  ),
});

export const messageShape = z.looseObject({
  id,
  type: z.string().min(1).max(60),
  timestamp: maybe(seconds),
  from: maybe(digits),
  from_user_id: maybe(id),
  group_id: maybe(id),
  context: maybe(z.looseObject({ id: maybe(id) })),
  referral: maybe(record),
  text: maybe(z.looseObject({ body: maybe(text) })),
  button: maybe(z.looseObject({ payload: maybe(text), text: maybe(text) })),
  interactive: maybe(
    z.looseObject({
      button_reply: maybe(z.looseObject({ id: text, title: maybe(text) })),
      list_reply: maybe(z.looseObject({ id: text, title: maybe(text) })),
    }),
  ),
});

export const systemShape = z.object({
  type: z.string(),
  /** The new number. */
  wa_id: maybe(digits),
  /** The new number in Graph versions before 12. */
  new_wa_id: maybe(digits),
  user_id: maybe(id),
  previous_user_id: maybe(id),
  /** user_preference_changed, of older versions: "stop" | "resume". */
  marketing: maybe(text),
});

export const preferenceShape = z.object({
  wa_id: maybe(digits),
  user_id: maybe(id),
  category: z.string(),
  value: z.string(),
  timestamp: maybe(seconds),
});

export const userIdUpdateShape = z.object({
  wa_id: maybe(digits),
  user_id: z.object({ previous: id, current: id }),
  timestamp: maybe(seconds),
});

export const templateUpdateShape = z.looseObject({
  message_template_id: maybe(id),
  message_template_name: maybe(text),
  message_template_language: maybe(text),
  event: maybe(text),
  reason: maybe(text),
  message_template_category: maybe(text),
  new_category: maybe(text),
  new_quality_score: maybe(text),
});

const limit = z.union([z.string().max(40), z.number().int()]);

export const numberUpdateShape = z.object({
  display_phone_number: z.string().min(1),
  event: z.string().min(1),
  current_limit: maybe(limit),
  max_daily_conversations_per_business: maybe(limit),
});

export const capabilityShape = z.object({
  max_daily_conversations_per_business: maybe(limit),
  max_daily_conversation_per_phone: maybe(limit),
});

export const accountUpdateShape = z.object({
  event: z.string().min(1),
  ban_info: maybe(z.object({ waba_ban_state: maybe(text) })),
  restriction_info: maybe(z.array(z.object({ restriction_type: maybe(text), expiration: maybe(seconds) }))),
  violation_info: maybe(z.object({ violation_type: maybe(text) })),
});
