import type { TxCtx } from "../ports.ts";
import { gallery } from "./gallery.ts";

/**
 * Gives a shop its copies of the gallery. What it has already (by key) stays as the merchant left it, so this may run at
 * every start. New ones are switched off unless `enable` says otherwise. Returns how many were added.
 */
export async function installGallery(
  ctx: TxCtx,
  shopId: string,
  options: { enable?: boolean } = {},
): Promise<{ added: number }> {
  const now = ctx.clock.now();
  const { count } = await ctx.tx.automation.createMany({
    data: gallery.map(({ key, name, definition }) => ({
      shopId,
      id: ctx.ids.next(),
      key,
      name,
      trigger: definition.trigger,
      enabled: options.enable ?? false,
      definition,
      createdAt: now,
      updatedAt: now,
    })),
    skipDuplicates: true,
  });
  return { added: count };
}
