/** What a message can wait for. Each has a sentence under `reasons.` in app/i18n/locales, and a second one for when it waits too long. */
export const delayReasons = [
  "shop_paused",
  "consent_unknown",
  "number_paused",
  "number_disconnected",
  "account_needs_reconnect",
  "account_restricted",
  "account_payment_problem",
  "template_missing",
  "template_draft",
  "template_pending",
  "template_rejected",
  "template_paused",
  "template_recategorised",
  "quiet_hours",
  "frequency_cap",
  "recently_messaged",
] as const;

/** Why a message is not sent, now or later. */
const finalReasons = [
  "shop_uninstalled",
  "no_number",
  "no_address",
  "contact_blocked",
  "contact_unreachable",
  "opted_out_of_everything",
  "opted_out_of_orders",
  "opted_out_of_marketing",
  "no_marketing_consent",
  "marketing_consent_pending",
  "template_disabled",
  "template_mismatch",
  "no_marketing_to_us_numbers",
  "expired",
] as const;

export type DelayReason = (typeof delayReasons)[number];
/** "quiet_hours_until_expiry": the cause lasts until the message would help nobody any more. */
export type SuppressReason = (typeof finalReasons)[number] | `${DelayReason}_until_expiry`;
export type DecisionReason = DelayReason | SuppressReason;

export function untilExpiry(reason: DelayReason): SuppressReason {
  return `${reason}_until_expiry`;
}

export const suppressReasons: readonly SuppressReason[] = [...finalReasons, ...delayReasons.map(untilExpiry)];

export const decisionReasons: readonly DecisionReason[] = [...delayReasons, ...suppressReasons];
