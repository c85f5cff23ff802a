import type { TemplateStatus } from "#prisma/generated/enums.ts";
import { isReservedPayload } from "../shared/opt-in-question.ts";
import type { VariableKey } from "../templates/variable-keys.ts";
import type { SendStep } from "./definition.ts";
import { definitionProblem, type DefinitionProblem, type DefinitionRule } from "./definition-problem.ts";

/** A template of one name, as far as a definition can be wrong about it. */
export type KnownTemplate = {
  /** What it was written as. */
  category: string;
  /** One for each language; empty: it is in the library, and not submitted yet. */
  languages: { status: TemplateStatus; recategorised: boolean }[];
  /** What fills its placeholders, in any of its languages. */
  variables: VariableKey[];
  /** In one of its languages it came from elsewhere, and nobody has said what its placeholders mean. */
  unmapped: boolean;
  quickReplies: number;
};

type Surroundings = {
  path: (string | number)[];
  fillable: (key: VariableKey) => boolean;
  hasOrder: boolean;
};

export function checkSend(
  step: SendStep,
  template: KnownTemplate | undefined,
  { path, fillable, hasOrder }: Surroundings,
): DefinitionProblem[] {
  const at = [...path, "template"];
  const values = { template: step.template };
  if (!template) return [definitionProblem(at, "template_missing", values)];
  const problems: DefinitionProblem[] = [];
  if (template.category !== step.category) {
    problems.push(definitionProblem([...path, "category"], "template_category", values));
  }
  const obstacle = obstacleOf(template);
  if (obstacle) problems.push(definitionProblem(at, obstacle.rule, values, obstacle.severity));
  if (template.unmapped) problems.push(definitionProblem(at, "template_unmapped", values));
  for (const variable of template.variables.filter((key) => !fillable(key))) {
    const rule = variable.startsWith("discount.") ? "code_before_discount" : "variable_unknown_here";
    problems.push(definitionProblem(at, rule, { ...values, variable }));
  }
  return [...problems, ...checkPayloads(step, template, path, hasOrder)];
}

function checkPayloads(
  { quickReplyPayloads }: SendStep,
  { quickReplies }: KnownTemplate,
  path: (string | number)[],
  hasOrder: boolean,
): DefinitionProblem[] {
  const at = [...path, "quickReplyPayloads"];
  const problems: DefinitionProblem[] = [];
  if (quickReplyPayloads.length > quickReplies) problems.push(definitionProblem(at, "payload_without_button"));
  for (const [index, payload] of quickReplyPayloads.entries()) {
    if (isReservedPayload(payload)) problems.push(definitionProblem([...at, index], "payload_reserved"));
    if (payload.includes("{order.id}") && !hasOrder) {
      problems.push(definitionProblem([...at, index], "payload_needs_order"));
    }
  }
  return problems;
}

type Obstacle = { rule: DefinitionRule; severity: DefinitionProblem["severity"] };

/** What Meta or the merchant can still do about it is waited for; the rest is refused. */
const obstacles: Record<Exclude<TemplateStatus, "approved">, Obstacle> = {
  draft: { rule: "template_draft", severity: "waits" },
  pending: { rule: "template_pending", severity: "waits" },
  paused: { rule: "template_paused", severity: "waits" },
  rejected: { rule: "template_rejected", severity: "error" },
  disabled: { rule: "template_disabled", severity: "error" },
  deleted: { rule: "template_missing", severity: "error" },
};
const bestFirst = ["paused", "pending", "draft", "rejected", "disabled", "deleted"] as const;

/** None when one of its languages can be sent: the others are passed over. */
function obstacleOf({ languages }: KnownTemplate): Obstacle | null {
  if (languages.some(({ status, recategorised }) => status === "approved" && !recategorised)) return null;
  if (languages.some(({ status }) => status === "approved"))
    return { rule: "template_recategorised", severity: "error" };
  const best = bestFirst.find((one) => languages.some(({ status }) => status === one));
  return obstacles[best ?? "draft"];
}
