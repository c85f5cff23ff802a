import type { Refusal } from "../ports.ts";

/** What `statuses[].status` may say; "played" is a voice message that was listened to. */
export const callbackStatuses = ["sent", "delivered", "read", "failed", "played"] as const;
export type CallbackStatus = (typeof callbackStatuses)[number];

/** One entry of `statuses[]`, as the callback parser hands it over. */
export type StatusCallback = {
  wamid: string;
  status: CallbackStatus;
  /** Meta's `timestamp` (whole seconds). */
  occurredAt: Date;
  /** When it reached our door, however late it is taken in: what settleUnknown asks for. Absent: now. */
  receivedAt?: Date;
  /** `biz_opaque_callback_data`: the message's id. Null when Meta left it out, or when another tool sent the message. */
  callbackData: string | null;
  /** Failed statuses: the first error, classified by the adapter's error table. */
  refusal?: Refusal;
  /** As it came; on only one of delivered and read. */
  pricing?: StatusPricing;
};

/** Meta's `pricing` object, kept as it came: the cost is worked out later from `type` and `category`. */
export type StatusPricing = { billable?: boolean; pricing_model?: string; type?: string; category?: string };
