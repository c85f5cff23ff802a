import type { Db } from "../ports.ts";
import { checkDefinition } from "./check-definition.ts";
import { readDefinitionOrNull, type AutomationDefinition } from "./definition.ts";
import { definitionProblem, type DefinitionProblem } from "./definition-problem.ts";
import { errorsFirst, readCounts, type AutomationCounts } from "./list-automations.ts";
import { readCheckFacts } from "./read-check-facts.ts";

export type ReadAutomation = {
  id: string;
  key: string;
  name: string;
  enabled: boolean;
  version: number;
  /** Null: what is stored can not be read; the merchant can only begin anew. */
  definition: AutomationDefinition | null;
  counts: AutomationCounts | null;
  problems: DefinitionProblem[];
};

/** One automation for its editor; null when the shop has none of this id. */
export async function readAutomation(db: Db, shopId: string, id: string, now: Date): Promise<ReadAutomation | null> {
  const row = await db.automation.findFirst({ where: { shopId, id, removedAt: null } });
  if (!row) return null;
  const definition = readDefinitionOrNull(row.definition);
  const facts = await readCheckFacts(db, shopId, definition ? [definition] : []);
  const counts = await readCounts(db, shopId, now, id);
  return {
    id: row.id,
    key: row.key,
    name: row.name,
    enabled: row.enabled,
    version: row.version,
    definition,
    counts: counts.get(id) ?? null,
    problems: definition
      ? [...errorsFirst(checkDefinition(definition, facts)), ...facts.shopProblems]
      : [definitionProblem([], "unreadable")],
  };
}
