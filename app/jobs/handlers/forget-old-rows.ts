import { forgetOldDeliveries } from "../../core/intake/forget-old-deliveries.ts";
import { forgetLimits } from "../../core/sending/forget-limits.ts";
import { forgetOldData } from "../../core/shops/forget-old-data.ts";
import { installedShopIds } from "../../core/shops/installed-shop-ids.ts";
import { forgetUnusedMedia } from "../../core/templates/forget-media.ts";
import type { Services } from "../../services.server.ts";

/**
 * What nobody asks about any more: deliveries taken in long ago, pair gaps and tier counts that have passed, and of each shop
 * what is older than its settings keep, and files that no template shows.
 */
export async function forgetOldRows({ ctx, log }: Services): Promise<void> {
  const deliveries = await forgetOldDeliveries(ctx);
  while ((await forgetLimits(ctx)) > 0);
  log.info("old rows forgotten", { deliveryCount: deliveries });
  for (const shopId of await installedShopIds(ctx)) {
    const forgotten = await forgetOldData(ctx, shopId);
    const media = await forgetUnusedMedia(ctx, shopId);
    if (media > 0 || Object.values(forgotten).some((count) => count > 0)) {
      log.info("old data forgotten", { shopId, ...forgotten, media });
    }
  }
}
