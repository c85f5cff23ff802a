import type { DefinitionProblem, DefinitionRule } from "../core/automations/definition-problem.ts";
import { isScopeRule, scopesOfRule } from "../core/automations/step-scopes.ts";

/** Something that stands in an automation's way, in words, and where it is mended. */
export type Obstacle = {
  key: string;
  values?: Record<string, string | number>;
  /** It can be switched on all the same; its messages wait. */
  waits: boolean;
  fix?: { key: string; url: string };
  /** Mended by the merchant's granting these. */
  scopes?: readonly string[];
  /** So many more of the same kind. */
  more?: number;
};

const ofConnection: readonly DefinitionRule[] = ["no_number", "number_not_ready", "account_not_ready"];
/** Mended where the template is written; which category a step is for is chosen in the step. */
const ofTemplate: readonly DefinitionRule[] = [
  "template_draft",
  "template_pending",
  "template_rejected",
  "template_paused",
  "template_disabled",
  "template_recategorised",
  "template_unmapped",
];

/** `automationId`: leads to the editor for what is mended there; left out on the editor itself. */
export function obstacleOf({ rule, key, values, severity }: DefinitionProblem, automationId?: string): Obstacle {
  if (isScopeRule(rule)) return { key, waits: severity === "waits", scopes: scopesOfRule[rule] };
  const fix = fixOf(rule, values, automationId);
  return { key, waits: severity === "waits", ...(values ? { values } : {}), ...(fix ? { fix } : {}) };
}

/** The first of each kind, with how many more there are. */
export function gatherObstacles(problems: readonly DefinitionProblem[], automationId?: string): Obstacle[] {
  return problems.flatMap((problem, index) => {
    if (problems.findIndex(({ rule }) => rule === problem.rule) < index) return [];
    const more = problems.filter(({ rule }) => rule === problem.rule).length - 1;
    return [{ ...obstacleOf(problem, automationId), ...(more > 0 ? { more } : {}) }];
  });
}

function fixOf(rule: DefinitionRule, values: DefinitionProblem["values"], automationId?: string): Obstacle["fix"] {
  if (ofConnection.includes(rule)) return { key: "automations.fixConnect", url: "/app/connect" };
  if (ofTemplate.includes(rule) && values?.template) {
    return { key: "automations.fixTemplate", url: `/app/templates/${values.template}` };
  }
  // What cannot be read has no editor.
  if (rule === "unreadable") return undefined;
  return automationId ? { key: "automations.fixEdit", url: `/app/automations/${automationId}` } : undefined;
}
