import type { Ctx, TxCtx } from "../ports.ts";
import { checkDefinition } from "./check-definition.ts";
import type { DefinitionProblem } from "./definition-problem.ts";
import { parseDefinition } from "./parse-definition.ts";
import { readCheckFacts } from "./read-check-facts.ts";
import { prepareDiscounts } from "./save-automation.ts";

export type SwitchOutcome =
  /** `problems`: what its messages wait for. */
  | { outcome: "switched"; enabled: boolean; problems: DefinitionProblem[] }
  /** It is broken, and stays off. */
  | { outcome: "refused"; problems: DefinitionProblem[] }
  | { outcome: "not_found" };

/**
 * Switches an automation on or off; twice is once. Off ends its runs when their next step is due; what is queued still goes.
 */
export async function setEnabled(
  ctx: Ctx,
  shopId: string,
  { id, enabled }: { id: string; enabled: boolean },
): Promise<SwitchOutcome> {
  const outcome = await ctx.db.$transaction((tx) =>
    switchIt({ tx, clock: ctx.clock, ids: ctx.ids, log: ctx.log }, shopId, id, enabled),
  );
  if (outcome.outcome === "switched" && enabled) ctx.wakes.wake("shopify_tasks");
  return outcome;
}

async function switchIt(ctx: TxCtx, shopId: string, id: string, enabled: boolean): Promise<SwitchOutcome> {
  const { tx } = ctx;
  const [row] = await tx.$queryRaw<{ enabled: boolean; definition: unknown }[]>`
    SELECT "enabled", "definition" FROM "Automation"
    WHERE "shopId" = ${shopId}::uuid AND "id" = ${id}::uuid AND "removedAt" IS NULL FOR UPDATE`;
  if (!row) return { outcome: "not_found" };
  const set = () =>
    tx.automation.update({ where: { shopId_id: { shopId, id } }, data: { enabled, updatedAt: ctx.clock.now() } });
  if (!enabled) {
    await set();
    return { outcome: "switched", enabled, problems: [] };
  }
  const parsed = parseDefinition(row.definition);
  if (parsed.outcome === "unreadable") return { outcome: "refused", problems: parsed.problems };
  const facts = await readCheckFacts(tx, shopId, [parsed.definition]);
  const problems = [...checkDefinition(parsed.definition, facts), ...facts.shopProblems];
  if (problems.some(({ severity }) => severity === "error")) return { outcome: "refused", problems };
  await set();
  await prepareDiscounts(ctx, shopId, id, parsed.definition);
  return { outcome: "switched", enabled, problems };
}
