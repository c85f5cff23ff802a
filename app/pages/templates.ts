import { listTemplates } from "../core/analytics/list-templates.ts";
import { readTemplate } from "../core/analytics/read-template.ts";
import type { TemplateFilters } from "../core/analytics/template-filters.ts";
import { acceptCategory } from "../core/templates/accept-category.ts";
import { currentAccount } from "../core/templates/current-account.ts";
import { deleteTemplate } from "../core/templates/delete-template.ts";
import { listPreviews } from "../core/templates/list-previews.ts";
import type { MediaFormat, TemplateDraft } from "../core/templates/model.ts";
import { saveTemplate } from "../core/templates/save-template.ts";
import { readMedia, storeMedia } from "../core/templates/store-media.ts";
import { submitTemplate } from "../core/templates/submit-template.ts";
import { syncTemplates } from "../core/templates/sync-templates.ts";
import type { PageDeps } from "./page-deps.ts";

export function createTemplatePages({ ctx, whatsApp, secrets, queue }: PageDeps) {
  return {
    list: (shopId: string, filters: TemplateFilters) => listTemplates(ctx, shopId, filters),
    read: (shopId: string, name: string) => readTemplate(ctx, shopId, name),
    previews: (shopId: string, names: readonly string[]) => listPreviews(ctx, shopId, names),
    hasAccount: async (shopId: string) => (await currentAccount(ctx.db, shopId)) !== null,
    save: (shopId: string, input: { name: string; version: number | null; drafts: readonly TemplateDraft[] }) =>
      saveTemplate(ctx, { shopId, ...input }),
    submit: async (shopId: string, name: string, language: string) => {
      const result = await submitTemplate(ctx, whatsApp, secrets, { shopId, name, language });
      // An approval may come faster than Meta's answer, or the answer not at all: a sync knows.
      if (result.outcome === "submitted" || result.outcome === "unknown") {
        await queue.send("sync-templates", { shopId }, { singletonKey: shopId });
      }
      return result;
    },
    remove: (shopId: string, name: string, language?: string) =>
      deleteTemplate(ctx, whatsApp, secrets, { shopId, name, language }),
    acceptCategory: (shopId: string, name: string, language: string) => acceptCategory(ctx, { shopId, name, language }),
    sync: async (shopId: string) => {
      const account = await currentAccount(ctx.db, shopId);
      if (!account) return { outcome: "unknown_account" as const };
      return syncTemplates(ctx, whatsApp, secrets, { shopId, accountId: account.id });
    },
    storeMedia: (shopId: string, file: { format: MediaFormat; fileName: string; bytes: Uint8Array<ArrayBuffer> }) =>
      storeMedia(ctx, shopId, file),
    readMedia: (shopId: string, mediaId: string) => readMedia(ctx, shopId, mediaId),
  };
}
