import type { TemplateCategory, TemplateStatus } from "#prisma/generated/enums.ts";
import type { Ctx } from "../ports.ts";
import { readSettings } from "../shared/settings.ts";
import { fallbackLanguage } from "../templates/choose-template.ts";
import { currentAccount } from "../templates/current-account.ts";
import { draftOf, versionOf } from "../templates/draft-of.ts";
import { nextEditAt } from "../templates/edit-limit.ts";
import type { TemplateDraft } from "../templates/model.ts";
import { templateVariablesSchema } from "../templates/model.ts";
import { tidyDraft } from "../templates/tidy-draft.ts";
import { templateUses, type TemplateUse } from "../templates/template-uses.ts";

/** One language of a template as its editor needs it. */
export type TemplateVersion = {
  language: string;
  status: TemplateStatus;
  category: TemplateCategory;
  intendedCategory: TemplateCategory;
  quality: string | null;
  reason: string | null;
  /** Written elsewhere, and nobody has said what its placeholders stand for. */
  unmapped: boolean;
  atMeta: boolean;
  /** Something is saved that was not submitted. */
  unsubmitted: boolean;
  nextEditAt: Date | null;
  draft: TemplateDraft;
};

export type TemplateDetails = {
  name: string;
  version: number;
  languages: TemplateVersion[];
  uses: TemplateUse[];
  /** Written to people whose own language is missing; null: they get nothing. */
  fallback: string | null;
};

/** All languages of one template of the current account; null when there is none of this name. */
export async function readTemplate(ctx: Ctx, shopId: string, name: string): Promise<TemplateDetails | null> {
  const account = await currentAccount(ctx.db, shopId);
  if (!account) return null;
  const [shop, rows, uses] = await Promise.all([
    ctx.db.shop.findUniqueOrThrow({
      where: { id: shopId },
      select: { storefrontHost: true, locale: true, settings: true },
    }),
    ctx.db.template.findMany({
      where: { shopId, accountId: account.id, name, status: { not: "deleted" } },
      orderBy: { language: "asc" },
    }),
    templateUses(ctx.db, shopId),
  ]);
  if (rows.length === 0) return null;
  const now = ctx.clock.now();
  return {
    name,
    version: versionOf(rows),
    uses: uses.get(name) ?? [],
    fallback: fallbackLanguage(rows, readSettings(shop.settings).languages.fallback ?? shop.locale),
    languages: rows.map((row) => ({
      language: row.language,
      status: row.status,
      category: row.category,
      intendedCategory: row.intendedCategory,
      quality: row.quality,
      reason: row.reason,
      unmapped: templateVariablesSchema.safeParse(row.variables).data?.unmapped ?? false,
      atMeta: row.metaId !== null,
      unsubmitted: row.draft !== null,
      nextEditAt: row.status === "approved" ? nextEditAt(row.editedAt, now) : null,
      draft: tidyDraft(draftOf(row, shop)),
    })),
  };
}
