import { submitLibraryTemplates } from "../../core/templates/submit-library-templates.ts";
import { libraryLanguages } from "../../core/templates/languages.ts";
import { languagesToSubmit } from "../../core/templates/offered-locales.ts";
import { syncTemplates } from "../../core/templates/sync-templates.ts";
import { connectedAccounts } from "../../core/shops/connected-accounts.ts";
import { installedShopIds } from "../../core/shops/installed-shop-ids.ts";
import { readSettings } from "../../core/shared/settings.ts";
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

/**
 * Submits what the library has and the account lacks, in the languages the shop offers; a run that ended half-way is
 * continued by the next. A deployment that serves one account begins with every language.
 */
export async function submitTemplatesJob(
  { ctx, env, whatsApp, secrets }: Services,
  { shopId }: { shopId: string },
): Promise<void> {
  const shop = await ctx.db.shop.findUniqueOrThrow({ where: { id: shopId }, select: { settings: true, locale: true } });
  const chosen = readSettings(shop.settings).languages;
  const all = chosen.offered === null && env.CONNECT_ON_INSTALL;
  const languages = all ? libraryLanguages : languagesToSubmit(chosen, shop.locale);
  for (const { id: accountId } of await connectedAccounts(ctx, shopId)) {
    const submitted = await submitLibraryTemplates(ctx, whatsApp, secrets, { shopId, accountId, languages });
    if (submitted.outcome !== "submitted")
      throw new AppError("template_submission_failed", `Submission: ${submitted.outcome}`);
  }
}
