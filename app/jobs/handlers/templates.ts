import { submitLibraryTemplates } from "../../core/templates/submit-library-templates.ts";
import { libraryLanguages } from "../../core/templates/languages.ts";
import { languagesToSubmit } from "../../core/templates/offered-locales.ts";
import { noteSyncProgress } from "../../core/templates/sync-progress.ts";
import { syncTemplates, type SyncResult } from "../../core/templates/sync-templates.ts";
import { connectedAccounts } from "../../core/shops/connected-accounts.ts";
import { installedShopIds } from "../../core/shops/installed-shop-ids.ts";
import { readSettings } from "../../core/shared/settings.ts";
import { AppError } from "../../core/shared/app-error.ts";
import type { Services } from "../../services.server.ts";

export async function syncAllTemplates({ ctx, queue }: Services): Promise<void> {
  for (const shopId of await installedShopIds(ctx))
    await queue.send("sync-templates", { shopId }, { singletonKey: shopId });
}

/** Reads every account of the shop; whoever asked for it sees how far it is, and that it failed at its first try. */
export async function syncTemplatesJob(
  { ctx, whatsApp, secrets }: Pick<Services, "ctx" | "whatsApp" | "secrets">,
  { shopId }: { shopId: string },
): Promise<void> {
  const accounts = await connectedAccounts(ctx, shopId);
  let read = 0;
  let outcome: SyncResult["outcome"] = accounts.length > 0 ? "synced" : "unknown_account";
  for (const { id: accountId } of accounts) {
    const synced = await syncTemplates(ctx, whatsApp, secrets, { shopId, accountId }, (listed, total) =>
      // Of several accounts only the one being read has said how many it has.
      noteSyncProgress(ctx, shopId, {
        state: "running",
        read: read + listed,
        total: accounts.length === 1 ? total : null,
      }),
    );
    outcome = synced.outcome;
    if (synced.outcome !== "synced") break;
    read += synced.listed;
  }
  const failed = outcome !== "synced";
  await noteSyncProgress(ctx, shopId, { state: failed ? "failed" : "read", read, total: null });
  if (failed && accounts.length > 0) throw new AppError("template_sync_failed", `Template sync: ${outcome}`);
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
