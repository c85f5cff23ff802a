import type { DefinitionProblem } from "../automations/definition-problem.ts";
import { setEnabled } from "../automations/switch-automation.ts";
import type { Ctx } from "../ports.ts";

export type SwitchedOn = {
  /** How many of the shop's automations are on afterwards. */
  on: number;
  /** Those that stay off, with what stands in the way of each. */
  refused: { id: string; key: string; name: string; problems: DefinitionProblem[] }[];
};

/**
 * Switches on those of the shop's automations that were chosen in the guide, each looked at as on its own page; the others
 * stay as they are. Keys the shop has not are nothing. Switching on twice is switching on once.
 */
export async function switchOnAutomations(ctx: Ctx, shopId: string, keys: readonly string[]): Promise<SwitchedOn> {
  const chosen = await ctx.db.automation.findMany({
    where: { shopId, key: { in: [...keys] }, enabled: false, removedAt: null },
    orderBy: { id: "asc" },
    select: { id: true, key: true, name: true },
  });
  const refused: SwitchedOn["refused"] = [];
  for (const automation of chosen) {
    const switched = await setEnabled(ctx, shopId, { id: automation.id, enabled: true });
    if (switched.outcome === "refused") refused.push({ ...automation, problems: switched.problems });
  }
  return { on: await ctx.db.automation.count({ where: { shopId, enabled: true, removedAt: null } }), refused };
}
