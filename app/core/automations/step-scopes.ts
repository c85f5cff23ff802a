import { missingScopes } from "../shared/scopes.ts";
import { walkSteps, type AutomationDefinition, type Step } from "./definition.ts";
import type { DefinitionRule } from "./definition-problem.ts";

/** What is missing for a step, as the rule whose sentence says it. */
export type ScopeRule = Extract<
  DefinitionRule,
  "discounts_not_allowed" | "order_tags_not_allowed" | "customer_tags_not_allowed" | "cod_not_allowed"
>;

/** What the merchant is asked for, by what it is needed for: optional scopes in shopify.app.toml. */
export const scopesOfRule: Record<ScopeRule, readonly string[]> = {
  discounts_not_allowed: ["read_discounts", "write_discounts"],
  order_tags_not_allowed: ["write_orders"],
  customer_tags_not_allowed: ["write_customers"],
  cod_not_allowed: ["write_orders"],
};

/** The rule that a step breaks with the scopes granted; null: it may do all it does. */
export function missingFor(step: Step, granted: readonly string[]): ScopeRule | null {
  const rule = ruleOf(step);
  return rule && missingScopes(granted, scopesOfRule[rule]).length > 0 ? rule : null;
}

/** All that a path lacks; empty: nothing. */
export function missingForAll(definition: AutomationDefinition | null, granted: readonly string[]): string[] {
  const rules = walkSteps(definition?.steps ?? []).flatMap(({ step }) => missingFor(step, granted) ?? []);
  return [...new Set(rules.flatMap((rule) => missingScopes(granted, scopesOfRule[rule])))];
}

function ruleOf(step: Step): ScopeRule | null {
  switch (step.kind) {
    case "discount_code":
      return "discounts_not_allowed";
    case "tag":
      return step.on === "order" ? "order_tags_not_allowed" : "customer_tags_not_allowed";
    case "send_template":
      // The answer to the cash-on-delivery question is written onto the order.
      return step.quickReplyPayloads.some((payload) => payload.startsWith("cod:")) ? "cod_not_allowed" : null;
    default:
      return null;
  }
}

export function isScopeRule(rule: string): rule is ScopeRule {
  return rule in scopesOfRule;
}
