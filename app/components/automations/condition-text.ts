import type { TFunction } from "i18next";
import type { Condition, ConditionGroup } from "../../core/automations/conditions.ts";
import { wordsFor } from "./condition-choices.ts";
import { moneyText } from "./step-words.ts";

/** A condition in one line, in the words of its settings. */
export function conditionText(t: TFunction, locale: string, condition: Condition): string {
  const words = { field: t(`conditionFields.${condition.field}`), op: t(`conditionOps.${condition.op}`) };
  if (!("value" in condition)) return t("conditions.said", words);
  return t("conditions.saidOf", { ...words, value: valueText(t, locale, condition) });
}

function valueText(t: TFunction, locale: string, { field, value }: Extract<Condition, { value: unknown }>): string {
  if (typeof value === "boolean") return t(value ? "conditions.yes" : "conditions.no");
  // A draft may hold a number that is none.
  if (typeof value === "number") return new Intl.NumberFormat(locale).format(value);
  if (value === null) return "…";
  if (!Array.isArray(value)) return value.minor === "" ? "…" : moneyText(locale, value.minor, value.currency);
  const group = field.split(".")[1] ?? "";
  const known = wordsFor(field);
  const texts = value.map((one) => (known ? t(`conditionValues.${group}.${one}`) : one));
  return texts.length === 0 ? "…" : new Intl.ListFormat(locale, { type: "unit" }).format(texts);
}

/** Every condition of a group, also those within groups of its own. */
export function conditionsIn(group: ConditionGroup): Condition[] {
  const members = "all" in group ? group.all : group.any;
  return members.flatMap((member) => ("field" in member ? [member] : conditionsIn(member)));
}
