import { decisionReasons, type DecisionReason } from "../policy/reasons.ts";
import { cancelRules, type CancelRule } from "./cancel-rules.ts";

/** What became of a step, apart from what policy and the cancel rules say. Sentences under `reasons.` in app/i18n/locales. */
export const ownReasons = [
  "planned",
  "automation_disabled",
  "automation_removed",
  "definition_unreadable",
  "step_failed",
  "step_gave_up",
  "stopped_by_merchant",
  "contact_erased",
  "condition_met",
  "condition_not_met",
  "reply_received",
  "no_reply",
  "discount_code_given",
  "discount_code_awaited",
  "discounts_not_allowed",
  "no_discount_code",
  "tag_planned",
  "tag_not_allowed",
  "no_order_to_tag",
  "no_customer_to_tag",
] as const;

/** Every reason a step, a run or their message may carry from here. */
export const stepReasons: readonly StepReason[] = [...decisionReasons, ...cancelRules, ...ownReasons];

export type StepReason = DecisionReason | CancelRule | (typeof ownReasons)[number];

export function isCancelRule(reason: string): reason is CancelRule {
  return (cancelRules as readonly string[]).includes(reason);
}
