import type { Db } from "../ports.ts";
import { firstIdAt } from "../shared/first-id-at.ts";
import { checkDefinition } from "./check-definition.ts";
import { readDefinitionOrNull, walkSteps, type AutomationDefinition } from "./definition.ts";
import { definitionProblem, type DefinitionProblem } from "./definition-problem.ts";
import { gallery } from "./gallery.ts";
import { readCheckFacts } from "./read-check-facts.ts";

export type AutomationCounts = {
  /** Runs under way now. */
  running: number;
  /** Of the last 30 days. A message that was read counts as delivered and sent too. */
  sent: number;
  delivered: number;
  read: number;
  failed: number;
};

export type ListedAutomation = {
  id: string;
  /** The gallery's key, or "own_…". */
  key: string;
  name: string;
  trigger: string;
  enabled: boolean;
  version: number;
  updatedAt: Date;
  messages: number;
  counts: AutomationCounts;
  /** What stands in the way, errors first. */
  problems: DefinitionProblem[];
};

const days = 30;
const noCounts: AutomationCounts = { running: 0, sent: 0, delivered: 0, read: 0, failed: 0 };

/** Every automation of a shop with its results and what stands in the way, in the order of the gallery, then by age. */
export async function listAutomations(
  db: Db,
  shopId: string,
  now: Date,
): Promise<{ automations: ListedAutomation[]; shopProblems: DefinitionProblem[] }> {
  const rows = await db.automation.findMany({
    where: { shopId, removedAt: null },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const definitions = rows.map(({ definition }) => readDefinitionOrNull(definition));
  const facts = await readCheckFacts(
    db,
    shopId,
    definitions.filter((definition) => definition !== null),
  );
  const counts = await readCounts(db, shopId, now);
  const automations = rows.map((row, index) => {
    const definition = definitions[index] ?? null;
    return {
      id: row.id,
      key: row.key,
      name: row.name,
      trigger: row.trigger,
      enabled: row.enabled,
      version: row.version,
      updatedAt: row.updatedAt,
      messages: definition ? messagesOf(definition) : 0,
      counts: counts.get(row.id) ?? noCounts,
      problems: definition ? errorsFirst(checkDefinition(definition, facts)) : [definitionProblem([], "unreadable")],
    };
  });
  return { automations: automations.sort(inGalleryOrder), shopProblems: facts.shopProblems };
}

/** Indexes: AutomationRun_under_way; Message (shopId, automationId, id), whose ids are ordered by time. */
export async function readCounts(
  db: Db,
  shopId: string,
  now: Date,
  automationId?: string,
): Promise<Map<string, AutomationCounts>> {
  const since = firstIdAt(new Date(now.getTime() - days * 24 * 3_600_000));
  const rows = await db.$queryRaw<({ automationId: string } & AutomationCounts)[]>`
    SELECT a."id" AS "automationId", runs."running", m."sent", m."delivered", m."read", m."failed"
    FROM "Automation" a
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS "running" FROM "AutomationRun" r
      WHERE r."shopId" = a."shopId" AND r."automationId" = a."id" AND r."state" = 'active') runs
    CROSS JOIN LATERAL (
      SELECT
        count(*) FILTER (WHERE m."state" IN ('sent', 'delivered', 'read'))::int AS "sent",
        count(*) FILTER (WHERE m."state" IN ('delivered', 'read'))::int AS "delivered",
        count(*) FILTER (WHERE m."state" = 'read')::int AS "read",
        count(*) FILTER (WHERE m."state" = 'failed')::int AS "failed"
      FROM "Message" m
      WHERE m."shopId" = a."shopId" AND m."automationId" = a."id" AND m."id" >= ${since}::uuid) m
    WHERE a."shopId" = ${shopId}::uuid AND a."removedAt" IS NULL
      AND (${automationId ?? null}::uuid IS NULL OR a."id" = ${automationId ?? null}::uuid)`;
  return new Map(rows.map(({ automationId: id, ...counts }) => [id, counts]));
}

function messagesOf({ steps }: AutomationDefinition): number {
  return walkSteps(steps).filter(({ step }) => step.kind === "send_template").length;
}

export function errorsFirst(problems: DefinitionProblem[]): DefinitionProblem[] {
  return problems.toSorted((a, b) => Number(a.severity !== "error") - Number(b.severity !== "error"));
}

const galleryOrder = new Map(gallery.map(({ key }, index) => [key, index]));

function inGalleryOrder(a: ListedAutomation, b: ListedAutomation): number {
  return (galleryOrder.get(a.key) ?? gallery.length) - (galleryOrder.get(b.key) ?? gallery.length);
}
