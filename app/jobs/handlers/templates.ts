import { submitLibraryTemplates } from "../../core/templates/submit-library-templates.ts";
import { syncTemplates } from "../../core/templates/sync-templates.ts";
import { connectedAccounts } from "../../core/shops/connected-accounts.ts";
import { installedShopIds } from "../../core/shops/installed-shop-ids.ts";
import { AppError } from "../../core/shared/app-error.ts";
import type { Services } from "../../services.server.ts";

export async function syncAllTemplates({ ctx, queue }: Services): Promise<void> {
  for (const shopId of await installedShopIds(ctx))
    await queue.send("sync-templates", { shopId }, { singletonKey: shopId });
}

export async function syncTemplatesJob(
  { ctx, whatsApp, secrets }: Services,
  { shopId }: { shopId: string },
): Promise<void> {
  for (const { id: accountId } of await connectedAccounts(ctx, shopId)) {
    const synced = await syncTemplates(ctx, whatsApp, secrets, { shopId, accountId });
    if (synced.outcome !== "synced") throw new AppError("template_sync_failed", `Template sync: ${synced.outcome}`);
  }
}

/** Submits what the library has and the account lacks; a run that ended half-way is continued by the next. */
export async function submitTemplatesJob(
  { ctx, whatsApp, secrets }: Services,
  { shopId }: { shopId: string },
): Promise<void> {
  for (const { id: accountId } of await connectedAccounts(ctx, shopId)) {
    const submitted = await submitLibraryTemplates(ctx, whatsApp, secrets, { shopId, accountId });
    if (submitted.outcome !== "submitted")
      throw new AppError("template_submission_failed", `Submission: ${submitted.outcome}`);
  }
}
