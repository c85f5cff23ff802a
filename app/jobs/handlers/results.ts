import { settleResults } from "../../core/results/settle-results.ts";
import { installedShopIds } from "../../core/shops/installed-shop-ids.ts";
import type { Services } from "../../services.server.ts";

export async function settleAllResults({ ctx, queue }: Services): Promise<void> {
  for (const shopId of await installedShopIds(ctx))
    await queue.send("settle-results", { shopId }, { singletonKey: shopId });
}

export async function settleResultsJob({ ctx }: Services, { shopId }: { shopId: string }): Promise<void> {
  await settleResults(ctx, shopId);
}
