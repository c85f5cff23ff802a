/** What may be wrong with a definition, by the key of its sentence (app/i18n/locales: automationProblems.<rule>). */
export const definitionRules = [
  "unreadable",
  "nothing_happens",
  "too_many_steps",
  "too_deep",
  "step_id_twice",
  "unreachable",
  "template_missing",
  "template_draft",
  "template_pending",
  "template_rejected",
  "template_paused",
  "template_disabled",
  "template_recategorised",
  "template_category",
  "template_unmapped",
  "variable_unknown_here",
  "code_before_discount",
  "payload_without_button",
  "payload_needs_order",
  "payload_reserved",
  "field_unknown_here",
  "never_met",
  "no_order_here",
  "subject_mismatch",
  "reply_before_message",
  "other_currency",
  "discounts_not_allowed",
  "order_tags_not_allowed",
  "customer_tags_not_allowed",
  "cod_not_allowed",
  "no_number",
  "number_not_ready",
  "account_not_ready",
] as const;
export type DefinitionRule = (typeof definitionRules)[number];

export type DefinitionProblem = {
  /** Where in the definition; empty: not about its words, but about the shop. */
  path: (string | number)[];
  rule: DefinitionRule;
  /** i18n key of the sentence. */
  key: `automationProblems.${DefinitionRule}`;
  values?: Record<string, string | number>;
  /** "error": it is not switched on like this. "waits": it may be on, and its messages wait until this is mended. */
  severity: "error" | "waits";
};

export function definitionProblem(
  path: (string | number)[],
  rule: DefinitionRule,
  values?: Record<string, string | number>,
  severity: DefinitionProblem["severity"] = "error",
): DefinitionProblem {
  return { path, rule, key: `automationProblems.${rule}`, ...(values ? { values } : {}), severity };
}
