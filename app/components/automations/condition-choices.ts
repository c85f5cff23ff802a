import type { Condition } from "../../core/automations/conditions.ts";
import type { ConditionField } from "../../core/automations/condition-fields.ts";
import type { Trigger } from "../../core/automations/triggers.ts";
import type { AutomationChoices, FieldKind } from "../../pages/automation-choices.ts";

const comparisons = ["at_least", "at_most", "more_than", "less_than", "equals"] as const;
const knowledge = ["is_known", "is_unknown"] as const;

/** The ways a field of this kind can be asked about, the likeliest first. */
export const opsOf: Record<FieldKind, readonly Condition["op"][]> = {
  money: [...comparisons, "is_positive", ...knowledge],
  number: [...comparisons, ...knowledge],
  text: ["is_one_of", "is_none_of", ...knowledge],
  list: ["includes_any", "includes_all", "includes_none", "any_contains", ...knowledge],
  boolean: ["is", ...knowledge],
};

/** Text fields that hold one of few words; all others are typed. */
const wordsOf: Partial<Record<ConditionField, readonly string[]>> = {
  "order.payment_kind": ["cod", "prepaid", "manual", "unknown"],
  "order.financial_status": [
    "pending",
    "authorized",
    "partially_paid",
    "paid",
    "partially_refunded",
    "refunded",
    "voided",
    "expired",
  ],
  "order.fulfillment_status": ["fulfilled", "partial"],
  "fulfillment.status": ["success", "pending", "cancelled", "error", "failure"],
  "consent.marketing": ["granted", "pending", "revoked", "none"],
};

export function wordsFor(field: ConditionField): readonly string[] | null {
  return wordsOf[field] ?? null;
}

export function fieldsAt({ fieldKinds, subjectsAt }: AutomationChoices, trigger: Trigger): ConditionField[] {
  const subjects = subjectsAt[trigger];
  return (Object.keys(fieldKinds) as ConditionField[]).filter((field) => subjects.includes(field.split(".")[0] ?? ""));
}

/** A condition to begin with: the same question where the field knows it, else its likeliest, with nothing said yet. */
export function beginCondition(
  field: ConditionField,
  kind: FieldKind,
  currency: string,
  op?: Condition["op"],
): Condition {
  const asked = opsOf[kind].find((one) => one === op) ?? opsOf[kind][0] ?? "is_known";
  return { field, op: asked, ...startValue(kind, asked, currency) } as Condition;
}

function startValue(kind: FieldKind, op: Condition["op"], currency: string): object {
  if (op === "is_known" || op === "is_unknown" || op === "is_positive") return {};
  if (kind === "money") return { value: { minor: "", currency } };
  if (kind === "number") return { value: 1 };
  return { value: kind === "boolean" ? true : [] };
}
