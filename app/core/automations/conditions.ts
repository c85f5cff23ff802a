import { z } from "zod";
import type { Money } from "../shared/money.ts";
import { booleanFields, listFields, moneyFields, numberFields, readField, textFields } from "./condition-fields.ts";
import type {
  BooleanField,
  ConditionFacts,
  ConditionField,
  ListField,
  MoneyField,
  NumberField,
  TextField,
} from "./condition-fields.ts";

function fieldsOf<F extends string>(fields: Record<F, unknown>) {
  return z.enum(Object.keys(fields) as [F, ...F[]]);
}

const comparison = z.enum(["equals", "at_least", "at_most", "more_than", "less_than"]);
const texts = z.array(z.string().min(1)).min(1);

const moneyCondition = z.strictObject({
  field: fieldsOf<MoneyField>(moneyFields),
  op: comparison,
  /** Minor units as digits, because JSON has no bigint. */
  value: z.strictObject({ minor: z.string().regex(/^\d{1,18}$/), currency: z.string().regex(/^[A-Z]{3}$/) }),
});
/** More than nothing, in whatever currency. */
const signCondition = z.strictObject({ field: fieldsOf<MoneyField>(moneyFields), op: z.literal("is_positive") });
const numberCondition = z.strictObject({
  field: fieldsOf<NumberField>(numberFields),
  op: comparison,
  value: z.number(),
});
const textCondition = z.strictObject({
  field: fieldsOf<TextField>(textFields),
  op: z.enum(["is_one_of", "is_none_of"]),
  value: texts,
});
const listCondition = z.strictObject({
  field: fieldsOf<ListField>(listFields),
  /** "any_contains": some element has one of the texts within it. */
  op: z.enum(["includes_any", "includes_all", "includes_none", "any_contains"]),
  value: texts,
});
const booleanCondition = z.strictObject({
  field: fieldsOf<BooleanField>(booleanFields),
  op: z.literal("is"),
  value: z.boolean(),
});
const knowledgeCondition = z.strictObject({
  field: fieldsOf<ConditionField>(readField),
  op: z.enum(["is_known", "is_unknown"]),
});

export const conditionSchema = z.union([
  moneyCondition,
  signCondition,
  numberCondition,
  textCondition,
  listCondition,
  booleanCondition,
  knowledgeCondition,
]);
export type Condition = z.infer<typeof conditionSchema>;

export type ConditionGroup = { all: (Condition | ConditionGroup)[] } | { any: (Condition | ConditionGroup)[] };
export const conditionGroupSchema: z.ZodType<ConditionGroup> = z.lazy(() => {
  const members = z.array(z.union([conditionSchema, conditionGroupSchema])).max(50);
  return z.union([z.strictObject({ all: members }), z.strictObject({ any: members })]);
});

/** Consent is read only when a condition speaks of it. */
export function asksForConsent(group: ConditionGroup): boolean {
  return JSON.stringify(group).includes('"consent.');
}

/**
 * Do the facts fit? An empty "all" fits, an empty "any" does not. A condition on something unknown is not met, whatever its
 * operator says ("is none of" included): nothing is sent on the strength of what nobody knows. Only `is_unknown` is.
 */
export function fits(group: ConditionGroup | Condition, facts: ConditionFacts): boolean {
  if ("all" in group) return group.all.every((member) => fits(member, facts));
  if ("any" in group) return group.any.some((member) => fits(member, facts));
  return meets(group, facts);
}

function meets(condition: Condition, facts: ConditionFacts): boolean {
  const known = readField[condition.field](facts) ?? null;
  if (condition.op === "is_unknown") return known === null;
  if (known === null) return false;
  if (!("value" in condition)) return condition.op === "is_known" || (known as Money).minor > 0n;
  switch (condition.op) {
    case "is":
      return known === condition.value;
    case "is_one_of":
      return lower(condition.value).includes(String(known).toLowerCase());
    case "is_none_of":
      return !lower(condition.value).includes(String(known).toLowerCase());
    case "includes_any":
    case "includes_all":
    case "includes_none":
    case "any_contains":
      return Array.isArray(known) && meetsList(condition.op, lower(known), lower(condition.value));
    default:
      return compares(condition.op, amounts(known, condition.value));
  }
}

function meetsList(op: z.infer<typeof listCondition>["op"], known: string[], wanted: string[]): boolean {
  switch (op) {
    case "includes_any":
      return wanted.some((one) => known.includes(one));
    case "includes_all":
      return wanted.every((one) => known.includes(one));
    case "includes_none":
      return !wanted.some((one) => known.includes(one));
    case "any_contains":
      return known.some((element) => wanted.some((one) => element.includes(one)));
  }
}

type Amounts = { known: bigint | number; wanted: bigint | number } | null;

function amounts(known: unknown, wanted: number | { minor: string; currency: string }): Amounts {
  if (typeof wanted === "number") return typeof known === "number" ? { known, wanted } : null;
  const money = known as Money;
  return money.currency === wanted.currency ? { known: money.minor, wanted: BigInt(wanted.minor) } : null;
}

function compares(op: z.infer<typeof comparison>, amounts: Amounts): boolean {
  if (!amounts) return false;
  const { known, wanted } = amounts;
  switch (op) {
    case "equals":
      return known === wanted;
    case "at_least":
      return known >= wanted;
    case "at_most":
      return known <= wanted;
    case "more_than":
      return known > wanted;
    case "less_than":
      return known < wanted;
  }
}

function lower(values: string[]): string[] {
  return values.map((value) => value.toLowerCase());
}
