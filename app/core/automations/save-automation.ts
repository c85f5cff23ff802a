import type { Ctx, TxCtx } from "../ports.ts";
import { checkDefinition } from "./check-definition.ts";
import { walkSteps, type AutomationDefinition } from "./definition.ts";
import type { DefinitionProblem } from "./definition-problem.ts";
import { ensurePool } from "./give-discount-code.ts";
import { parseDefinition } from "./parse-definition.ts";
import { readCheckFacts } from "./read-check-facts.ts";

export type SaveInput = {
  id: string;
  /** The version the merchant began from. */
  version: number;
  name: string;
  definition: unknown;
};

export type SaveOutcome =
  /** `problems` are those that do not stop it from being kept. */
  | { outcome: "saved"; version: number; problems: DefinitionProblem[] }
  /** Somebody else saved it meanwhile; nothing was written. */
  | { outcome: "conflict"; version: number; name: string }
  /** Not a definition at all, or one that may not be on and is; nothing was written. */
  | { outcome: "refused"; problems: DefinitionProblem[] }
  | { outcome: "not_found" };

/**
 * Keeps what the merchant changed. Runs under way go on with the definition they began with. One that is switched off is
 * kept with its problems, as a draft; one that is on must be without errors. Saving the same again is saving once.
 */
export async function saveAutomation(ctx: Ctx, shopId: string, input: SaveInput): Promise<SaveOutcome> {
  const parsed = parseDefinition(input.definition);
  if (parsed.outcome === "unreadable") return { outcome: "refused", problems: parsed.problems };
  const { definition } = parsed;
  const saved = await ctx.db.$transaction((tx) =>
    write({ tx, clock: ctx.clock, ids: ctx.ids, log: ctx.log }, shopId, input, definition),
  );
  if (saved.outcome === "saved") ctx.wakes.wake("shopify_tasks");
  return saved;
}

async function write(
  ctx: TxCtx,
  shopId: string,
  { id, version, name }: SaveInput,
  definition: AutomationDefinition,
): Promise<SaveOutcome> {
  const { tx } = ctx;
  const [row] = await tx.$queryRaw<{ enabled: boolean; version: number; name: string; definition: unknown }[]>`
    SELECT "enabled", "version", "name", "definition" FROM "Automation"
    WHERE "shopId" = ${shopId}::uuid AND "id" = ${id}::uuid AND "removedAt" IS NULL FOR UPDATE`;
  if (!row) return { outcome: "not_found" };
  const facts = await readCheckFacts(tx, shopId, [definition]);
  const problems = [...checkDefinition(definition, facts), ...facts.shopProblems];
  if (row.version !== version) {
    // The same form sent twice: what it would write stands there already.
    const repeated = row.version === version + 1 && row.name === name && sameJson(row.definition, definition);
    return repeated
      ? { outcome: "saved", version: row.version, problems }
      : { outcome: "conflict", version: row.version, name: row.name };
  }
  if (row.enabled && problems.some(({ severity }) => severity === "error")) return { outcome: "refused", problems };

  const next = version + 1;
  await tx.automation.update({
    where: { shopId_id: { shopId, id } },
    data: { name, definition, trigger: definition.trigger, version: next, updatedAt: ctx.clock.now() },
  });
  if (row.enabled) await prepareDiscounts(ctx, shopId, id, definition);
  return { outcome: "saved", version: next, problems };
}

/** Codes are asked for before the first run wants one. */
export async function prepareDiscounts(
  ctx: TxCtx,
  shopId: string,
  automationId: string,
  definition: AutomationDefinition,
): Promise<void> {
  for (const { step } of walkSteps(definition.steps)) {
    if (step.kind === "discount_code") await ensurePool(ctx, shopId, automationId, step);
  }
}

function sameJson(stored: unknown, definition: AutomationDefinition): boolean {
  const parsed = parseDefinition(stored);
  return parsed.outcome === "parsed" && JSON.stringify(parsed.definition) === JSON.stringify(definition);
}
