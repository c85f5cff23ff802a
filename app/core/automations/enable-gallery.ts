import type { Ctx } from "../ports.ts";
import { gallery } from "./gallery.ts";

/**
 * Switches on the gallery's automations that nobody has touched since they were installed; what a merchant switched or saved
 * stays as it is, however often this runs. Returns how many it switched on.
 */
export async function enableGallery(ctx: Ctx, shopId: string): Promise<number> {
  const updatedAt = ctx.clock.now();
  const { count } = await ctx.db.automation.updateMany({
    where: {
      shopId,
      key: { in: gallery.map(({ key }) => key) },
      enabled: false,
      updatedAt: { equals: ctx.db.automation.fields.createdAt },
    },
    data: { enabled: true, updatedAt },
  });
  return count;
}
