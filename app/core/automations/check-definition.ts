import type { VariableKey } from "../templates/variable-keys.ts";
import { checkSend, type KnownTemplate } from "./check-send-step.ts";
import type { Condition, ConditionGroup } from "./conditions.ts";
import { walkSteps, type AutomationDefinition, type WalkedStep } from "./definition.ts";
import { definitionProblem, type DefinitionProblem } from "./definition-problem.ts";
import { missingFor } from "./step-scopes.ts";
import { knownAt, type KnownPart } from "./known-at.ts";
import { reachedWith, type Reached } from "./reached-with.ts";

export type CheckFacts = {
  /** Templates by name, in every language; one that is missing here is missing. */
  templates: ReadonlyMap<string, KnownTemplate>;
  /** ISO 4217 of the shop. */
  currency: string;
  /** What the merchant lets the app do. */
  scopes: readonly string[];
};

/** Everything that would go wrong with a definition, in the order in which a merchant reads it. Pure. */
export function checkDefinition(definition: AutomationDefinition, facts: CheckFacts): DefinitionProblem[] {
  const known = knownAt(definition);
  const reached = reachedWith(definition.steps);
  return [
    ...checkSubject(definition),
    ...checkConditions(definition.conditions, ["conditions"], known),
    ...walkSteps(definition.steps).flatMap((walked, index, all) => {
      const behind = reached.get(walked.step.id);
      if (behind) return checkStep(walked, behind, known, facts);
      // Said once, of the first step that no way leads to.
      return isFirstUnreached(walked, all.slice(0, index), reached)
        ? [definitionProblem(walked.path, "unreachable")]
        : [];
    }),
    ...walkSteps(definition.steps).flatMap(({ step, path }) => {
      const rule = missingFor(step, facts.scopes);
      return rule ? [definitionProblem(path, rule, undefined, "waits")] : [];
    }),
  ];
}

function checkStep(
  { step, path }: WalkedStep,
  { discounted, asked }: Reached,
  known: ReadonlySet<KnownPart>,
  facts: CheckFacts,
): DefinitionProblem[] {
  switch (step.kind) {
    case "send_template": {
      const fillable = (key: VariableKey) => {
        const part = key.split(".")[0];
        return part === "discount" ? discounted : [...known].some((one) => one === part);
      };
      return checkSend(step, facts.templates.get(step.template), { path, fillable, hasOrder: known.has("order") });
    }
    case "condition":
      return checkConditions(step.if, [...path, "if"], known);
    case "wait_for_reply":
      return asked ? [] : [definitionProblem(path, "reply_before_message")];
    case "discount_code": {
      const amounts = [
        { at: ["value", "amount"], amount: step.value.kind === "amount" ? step.value.amount : undefined },
        { at: ["minimum"], amount: step.minimum },
      ];
      return amounts.flatMap(({ at, amount }) =>
        amount && amount.currency !== facts.currency
          ? [definitionProblem([...path, ...at], "other_currency", { currency: facts.currency })]
          : [],
      );
    }
    case "wait":
      return step.until && !known.has("order") ? [definitionProblem([...path, "until"], "no_order_here")] : [];
    case "tag":
      return step.on === "order" && !known.has("order") ? [definitionProblem([...path, "on"], "no_order_here")] : [];
    default:
      return [];
  }
}

function checkSubject({ trigger, subject }: AutomationDefinition): DefinitionProblem[] {
  const isAskedFor = trigger === "variant_in_stock" || trigger === "variant_price_dropped";
  if (isAskedFor !== (subject === "stock_request")) return [definitionProblem(["trigger"], "subject_mismatch")];
  const known = knownAt({ trigger, subject: "event" });
  return subject === "order" && !known.has("order") ? [definitionProblem(["trigger"], "no_order_here")] : [];
}

/** Of a field that nobody knows at this trigger a condition is never met, and an empty "any" neither. */
function checkConditions(
  group: ConditionGroup | Condition,
  path: (string | number)[],
  known: ReadonlySet<KnownPart>,
): DefinitionProblem[] {
  if ("all" in group)
    return group.all.flatMap((member, index) => checkConditions(member, [...path, "all", index], known));
  if ("any" in group) {
    if (group.any.length === 0) return [definitionProblem([...path, "any"], "never_met")];
    return group.any.flatMap((member, index) => checkConditions(member, [...path, "any", index], known));
  }
  const part = group.field.split(".")[0];
  if ([...known].some((one) => one === part)) return [];
  return [definitionProblem([...path, "field"], "field_unknown_here", { field: group.field })];
}

/** The step right behind what ends every way; those after it and within it need no sentence of their own. */
function isFirstUnreached({ path }: WalkedStep, before: WalkedStep[], reached: ReadonlyMap<string, Reached>): boolean {
  const previous = [...path.slice(0, -1), Number(path.at(-1)) - 1].join("/");
  return before.some((earlier) => earlier.path.join("/") === previous && reached.has(earlier.step.id));
}
