import type { Ctx } from "../ports.ts";

/**
 * Switches on those of the shop's automations that were chosen in the guide; the others stay as they are. Keys the shop has
 * not are nothing. Switching on twice is switching on once. Answers how many are on afterwards.
 */
export async function switchOnAutomations(ctx: Ctx, shopId: string, keys: readonly string[]): Promise<number> {
  await ctx.db.automation.updateMany({
    where: { shopId, key: { in: [...keys] }, enabled: false, removedAt: null },
    data: { enabled: true, updatedAt: ctx.clock.now() },
  });
  return ctx.db.automation.count({ where: { shopId, enabled: true, removedAt: null } });
}
