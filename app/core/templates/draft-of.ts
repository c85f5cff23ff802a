import type { TemplateModel } from "#prisma/generated/models/Template.ts";
import { draftFromComponents } from "./draft-from-components.ts";
import { templateDraftSchema, type TemplateDraft } from "./model.ts";

/** What a merchant goes on writing: what is saved but not submitted, else what Meta has. */
export function draftOf(row: TemplateModel, shop: { storefrontHost: string }): TemplateDraft {
  const saved = templateDraftSchema.safeParse(row.draft);
  return saved.success ? saved.data : draftFromComponents({ ...row, category: row.intendedCategory }, shop);
}

/** Saved versions of all languages of a name: whoever saves onto another number than they read has missed something. */
export function versionOf(rows: readonly Pick<TemplateModel, "draftVersion">[]): number {
  return rows.reduce((sum, { draftVersion }) => sum + draftVersion, 0);
}
