import { refreshAccess } from "../../core/access/refresh-access.ts";
import { reconcileShop } from "../../core/intake/reconcile-shop.ts";
import { compareUpdated } from "../../core/shopify-consent/compare-updated.ts";
import { installedShopIds } from "../../core/shops/installed-shop-ids.ts";
import type { Services } from "../../services.server.ts";

export async function reconcileShops({ ctx, queue }: Services): Promise<void> {
  for (const shopId of await installedShopIds(ctx))
    await queue.send("reconcile-shop", { shopId }, { singletonKey: shopId });
}

export async function reconcileShopJob(
  { ctx, shopifyAdmin }: Pick<Services, "ctx" | "shopifyAdmin">,
  { shopId }: { shopId: string },
): Promise<void> {
  await refreshAccess(ctx, shopifyAdmin, shopId);
  await reconcileShop(ctx, shopifyAdmin, shopId);
  await compareUpdated(ctx, shopifyAdmin, shopId);
}
