import { installedShopIds } from "../../core/shops/installed-shop-ids.ts";
import { refreshAccount } from "../../core/shops/refresh-account.ts";
import { AppError } from "../../core/shared/app-error.ts";
import { carryTemplates } from "../../core/templates/carry-templates.ts";
import type { Services } from "../../services.server.ts";

export async function refreshAllAccounts({ ctx, queue }: Services): Promise<void> {
  for (const shopId of await installedShopIds(ctx))
    await queue.send("refresh-accounts", { shopId }, { singletonKey: shopId });
}

/** Asks Meta how a shop's accounts stand; one that can not be asked is asked again with the next hour. */
export async function refreshAccountsJob(
  { ctx, whatsApp, secrets }: Services,
  { shopId }: { shopId: string },
): Promise<void> {
  const accounts = await ctx.db.whatsAppAccount.findMany({ where: { shopId }, select: { id: true } });
  for (const { id: accountId } of accounts) await refreshAccount(ctx, whatsApp, secrets, { shopId, accountId });
}

export async function carryTemplatesJob(
  { ctx, whatsApp, secrets }: Services,
  input: { shopId: string; fromAccountId: string; toAccountId: string },
): Promise<void> {
  const carried = await carryTemplates(ctx, whatsApp, secrets, input);
  if (carried.outcome === "interrupted")
    throw new AppError("template_carrying_interrupted", `Carrying templates: ${carried.cause}`);
}
