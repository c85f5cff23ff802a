import { listTemplates } from "../core/analytics/list-templates.ts";
import { readTemplate } from "../core/analytics/read-template.ts";
import type { TemplateFilters } from "../core/analytics/template-filters.ts";
import { acceptCategory } from "../core/templates/accept-category.ts";
import { currentAccount } from "../core/templates/current-account.ts";
import { deleteTemplate } from "../core/templates/delete-template.ts";
import type { MediaFormat, TemplateDraft } from "../core/templates/model.ts";
import { saveTemplate } from "../core/templates/save-template.ts";
import { readMedia, storeMedia } from "../core/templates/store-media.ts";
import { submitTemplate } from "../core/templates/submit-template.ts";
import { variableChoices, variableExamples } from "../core/templates/variable-choices.ts";
import { askForSync } from "../core/templates/sync-progress.ts";
import type { FieldProblem, SaveAnswer } from "../components/use-save.ts";
import { answerToRemove, answerToSave, problemsOfSubmission } from "./template-forms.ts";
import type { PageDeps } from "./page-deps.ts";

export function createTemplatePages({ ctx, whatsApp, secrets, queue }: PageDeps) {
  async function submit(shopId: string, name: string, language: string) {
    const result = await submitTemplate(ctx, whatsApp, secrets, { shopId, name, language });
    // An approval may come faster than Meta's answer, or the answer not at all: a sync knows.
    if (result.outcome === "submitted" || result.outcome === "unknown") {
      await queue.send("sync-templates", { shopId }, { singletonKey: shopId });
    }
    return result;
  }

  const save = (shopId: string, input: { name: string; version: number | null; drafts: readonly TemplateDraft[] }) =>
    saveTemplate(ctx, { shopId, ...input });

  return {
    list: (shopId: string, filters: TemplateFilters) => listTemplates(ctx, shopId, filters),
    read: (shopId: string, name: string) => readTemplate(ctx, shopId, name),
    hasAccount: async (shopId: string) => (await currentAccount(ctx.db, shopId)) !== null,
    /** The variables an editor offers, and their examples in these languages. */
    editorWords: (languages: readonly string[]) => ({
      variables: variableChoices(),
      examples: variableExamples(languages),
    }),
    save,
    saveForm: async (shopId: string, name: string, form: { version: number; drafts: TemplateDraft[] }) =>
      answerToSave(await save(shopId, { name, ...form })),
    /** Saves what was changed, then gives Meta these languages; the first that fails does not stop the others. */
    submitForm: async (
      shopId: string,
      name: string,
      form: { version: number; drafts: TemplateDraft[]; languages: string[] },
    ): Promise<SaveAnswer> => {
      let saved: SaveAnswer = { outcome: "saved" };
      if (form.drafts.length > 0) {
        saved = answerToSave(await save(shopId, { name, version: form.version, drafts: form.drafts }));
        if (saved.outcome !== "saved") return saved;
      }
      const problems: FieldProblem[] = [];
      for (const language of form.languages) {
        problems.push(...problemsOfSubmission(language, await submit(shopId, name, language)));
      }
      return problems.length > 0 ? { outcome: "invalid", problems } : saved;
    },
    duplicate: async (shopId: string, name: string, copy: string): Promise<SaveAnswer> => {
      const template = await readTemplate(ctx, shopId, name);
      const drafts = (template?.languages ?? []).map(({ draft }) => ({ ...draft, name: copy }));
      return answerToSave(await save(shopId, { name: copy, version: null, drafts }));
    },
    removeForm: async (shopId: string, name: string, language: string | null) => {
      const result = await deleteTemplate(ctx, whatsApp, secrets, { shopId, name, language: language ?? undefined });
      if (result.outcome !== "deleted") return answerToRemove(result);
      return { outcome: "removed" as const, isLast: (await readTemplate(ctx, shopId, name)) === null };
    },
    acceptCategory: (shopId: string, name: string, language: string) => acceptCategory(ctx, { shopId, name, language }),
    /** Begins to read what WhatsApp has; the list tells how far it is. */
    sync: async (shopId: string) => {
      await askForSync(ctx, shopId);
      await queue.send("sync-templates", { shopId }, { singletonKey: shopId });
    },
    storeMedia: (shopId: string, file: { format: MediaFormat; fileName: string; bytes: Uint8Array<ArrayBuffer> }) =>
      storeMedia(ctx, shopId, file),
    readMedia: (shopId: string, mediaId: string) => readMedia(ctx, shopId, mediaId),
  };
}
