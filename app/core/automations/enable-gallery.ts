import type { Ctx } from "../ports.ts";

/** Switches every automation of a shop on that was never changed; what a merchant has edited is left as it is. */
export async function enableGallery(ctx: Ctx, shopId: string): Promise<number> {
  const { count } = await ctx.db.automation.updateMany({
    where: { shopId, enabled: false, version: 1 },
    data: { enabled: true, updatedAt: ctx.clock.now() },
  });
  return count;
}
