import type { Ctx } from "../ports.ts";
import { gallery } from "./gallery.ts";

/**
 * Switches on the gallery's automations that nobody has touched since they were installed; what a merchant saved or switched
 * off stays as it is, however often this runs. Returns how many it switched on.
 */
export function enableGallery(ctx: Ctx, shopId: string): Promise<number> {
  const keys = gallery.map(({ key }) => key);
  return ctx.db.$executeRaw`
    UPDATE "Automation" SET "enabled" = TRUE, "updatedAt" = ${ctx.clock.now()}
    WHERE "shopId" = ${shopId}::uuid AND "key" = ANY(${keys}) AND NOT "enabled" AND "updatedAt" = "createdAt"
      AND "removedAt" IS NULL`;
}
