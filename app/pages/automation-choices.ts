import type { CancelRule } from "../core/automations/cancel-rules.ts";
import {
  booleanFields,
  listFields,
  moneyFields,
  numberFields,
  readField,
  type ConditionField,
} from "../core/automations/condition-fields.ts";
import { knownAt } from "../core/automations/known-at.ts";
import { triggers, type Trigger } from "../core/automations/triggers.ts";

export type FieldKind = "money" | "number" | "text" | "list" | "boolean";

/** What the editor offers, as plain data: the browser loads no schema for it. */
export type AutomationChoices = {
  triggers: readonly Trigger[];
  fieldKinds: Record<ConditionField, FieldKind>;
  /** By trigger: the first words of the fields that can be known when it pulls. */
  subjectsAt: Record<Trigger, readonly string[]>;
  /** By the first word of a trigger: what may end its runs early. */
  cancelRulesAt: Record<string, readonly CancelRule[]>;
};

const subjectsAt = Object.fromEntries(
  triggers.map((trigger): [string, readonly string[]] => [trigger, [...knownAt({ trigger, subject: "event" })]]),
) as Record<Trigger, readonly string[]>;

const ofOrder: readonly CancelRule[] = [
  "order_paid",
  "order_cancelled",
  "order_fulfilled",
  "order_refunded",
  "return_requested",
  "cod_decided",
  "ordered_again",
];

const cancelRulesAt: Record<string, readonly CancelRule[]> = {
  cart: ["checkout_started", "order_placed"],
  checkout: ["order_placed", "checkout_deleted"],
  order: ofOrder,
  refund: ofOrder,
  fulfillment: ["delivered", "fulfillment_cancelled", ...ofOrder],
  return: ofOrder,
  variant: ["out_of_stock", "price_rose"],
};

function kindOf(field: ConditionField): FieldKind {
  if (field in moneyFields) return "money";
  if (field in numberFields) return "number";
  if (field in listFields) return "list";
  return field in booleanFields ? "boolean" : "text";
}

const fields = Object.keys(readField) as ConditionField[];

export const automationChoices: AutomationChoices = {
  triggers,
  fieldKinds: Object.fromEntries(fields.map((field) => [field, kindOf(field)])) as Record<ConditionField, FieldKind>,
  subjectsAt,
  cancelRulesAt,
};
