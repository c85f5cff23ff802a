import type { Problem } from "../../core/templates/problem.ts";

/** Rules about where a button leads, as opposed to its label. */
const targetRules = new Set([
  "url_not_https",
  "url_variable_position",
  "variable_unknown",
  "text_variable_in_link",
  "phone_not_international",
  "code_missing",
]);

/** The form's field a problem belongs beside: "body", "button.0.target", "card.2.header", "sample.order.name". */
export function fieldOf({ rule, where, values }: Problem): string {
  if (rule === "sample_missing") return `sample.${values.variable}`;
  const card = where.card === undefined ? [] : ["card", where.card];
  const index = where.part === "button" && where.index !== undefined ? [where.index] : [];
  const target = index.length > 0 && targetRules.has(rule) ? ["target"] : [];
  return [...card, where.part, ...index, ...target].join(".");
}
