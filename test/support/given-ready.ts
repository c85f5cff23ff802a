import { createFromGallery } from "#app/core/automations/create-automation.ts";
import type { Ctx } from "#app/core/ports.ts";

/** One automation of the gallery as a merchant adds it, switched on; its id. */
export async function givenReady(ctx: Ctx, shopId: string, galleryKey: string): Promise<string> {
  const requestId = ctx.ids.next();
  const made = await createFromGallery(ctx, shopId, { requestId, galleryKey, name: galleryKey });
  if (made.outcome !== "created") throw new Error(`the gallery has no ${galleryKey}`);
  await ctx.db.automation.updateMany({ where: { shopId, id: requestId }, data: { enabled: true } });
  return requestId;
}
