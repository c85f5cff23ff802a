import { cancelRules, type CancelRule } from "../core/automations/cancel-rules.ts";
import {
  booleanFields,
  listFields,
  moneyFields,
  numberFields,
  readField,
  type ConditionField,
} from "../core/automations/condition-fields.ts";
import { triggers, type Trigger } from "../core/automations/triggers.ts";

export type FieldKind = "money" | "number" | "text" | "list" | "boolean";

/** What the editor offers, as plain data: the browser loads no schema for it. */
export type AutomationChoices = {
  triggers: readonly Trigger[];
  cancelRules: readonly CancelRule[];
  fieldKinds: Record<ConditionField, FieldKind>;
  /** By the first word of a trigger: the first words of the fields that can be known when it pulls. */
  subjectsAt: Record<string, readonly string[]>;
};

/** A cart has no order yet, a parcel has one. Customer and consent are known for everybody who can be written to. */
const subjectsAt: Record<string, readonly string[]> = {
  cart: ["cart", "customer", "consent"],
  checkout: ["checkout", "customer", "consent"],
  order: ["order", "customer", "consent"],
  refund: ["refund", "order", "customer", "consent"],
  fulfillment: ["fulfillment", "order", "customer", "consent"],
  return: ["order", "customer", "consent"],
  variant: ["customer", "consent"],
  customer: ["customer", "consent"],
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
  cancelRules,
  fieldKinds: Object.fromEntries(fields.map((field) => [field, kindOf(field)])) as Record<ConditionField, FieldKind>,
  subjectsAt,
};
