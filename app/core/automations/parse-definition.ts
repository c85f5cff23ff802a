import { automationDefinitionSchema, type AutomationDefinition } from "./definition.ts";
import {
  definitionProblem,
  definitionRules,
  type DefinitionProblem,
  type DefinitionRule,
} from "./definition-problem.ts";
import { upgradeDefinition } from "./upgrade-definition.ts";

export type ParsedDefinition =
  { outcome: "parsed"; definition: AutomationDefinition } | { outcome: "unreadable"; problems: DefinitionProblem[] };

/** Reads a definition as the editor sends it: what it is not is told by path. */
export function parseDefinition(json: unknown): ParsedDefinition {
  const read = automationDefinitionSchema.safeParse(upgradeDefinition(json));
  if (read.success) return { outcome: "parsed", definition: read.data };
  const problems = read.error.issues.map(({ path, message }) => {
    const known = definitionRules.find((rule) => rule === message);
    const rule: DefinitionRule = known ?? "unreadable";
    return definitionProblem(
      path.map((part) => (typeof part === "symbol" ? String(part) : part)),
      rule,
    );
  });
  return { outcome: "unreadable", problems };
}
