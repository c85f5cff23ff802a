import { creditLateOrders } from "../../core/results/credit-late-orders.ts";
import { keepFigures, shopsWithLooseFigures } from "../../core/results/keep-figures.ts";
import { installedShopIds } from "../../core/shops/installed-shop-ids.ts";
import type { Services } from "../../services.server.ts";

export async function settleAllResults({ ctx, queue }: Services): Promise<void> {
  for (const shopId of await installedShopIds(ctx))
    await queue.send("settle-results", { shopId }, { singletonKey: shopId });
}

export async function settleResultsJob({ ctx }: Services, { shopId }: { shopId: string }): Promise<void> {
  await creditLateOrders(ctx, shopId);
}

export async function keepAllFigures({ ctx, queue }: Services): Promise<void> {
  for (const shopId of await shopsWithLooseFigures(ctx))
    await queue.send("keep-figures", { shopId }, { singletonKey: shopId });
}

export async function keepFiguresJob({ ctx }: Services, { shopId }: { shopId: string }): Promise<void> {
  await keepFigures(ctx, shopId);
}
