import type { TemplateCategory, TemplateStatus } from "#prisma/generated/enums.ts";
import type { Ctx } from "../ports.ts";
import { currentAccount } from "../templates/current-account.ts";
import { templateUses } from "../templates/template-uses.ts";
import { readSyncProgress, type SyncProgress } from "../templates/sync-progress.ts";
import type { TemplateFilters } from "./template-filters.ts";

export type TemplateLanguage = {
  language: string;
  status: TemplateStatus;
  quality: string | null;
  /** Meta moved it to another category than it was written for; it is not sent until that is settled. */
  recategorised: boolean;
  /** Something is saved that was not submitted. */
  unsubmitted: boolean;
};

export type ListedTemplate = {
  name: string;
  category: TemplateCategory;
  languages: TemplateLanguage[];
  uses: { automationId: string; name: string; enabled: boolean }[];
};

export type TemplateList = {
  hasAccount: boolean;
  templates: ListedTemplate[];
  /** How many names fit the filters. */
  count: number;
  page: number;
  pages: number;
  languages: string[];
  syncedAt: Date | null;
  /** The last reading failed, asked for or not. */
  syncFailed: boolean;
  sync: SyncProgress;
};

const perPage = 50;

/**
 * The current account's templates by name, all languages of a name together. An account holds at most some thousand rows
 * (Meta's limit), read without their components by the unique index (shopId, accountId, name, language).
 */
export async function listTemplates(ctx: Ctx, shopId: string, filters: TemplateFilters): Promise<TemplateList> {
  const account = await currentAccount(ctx.db, shopId);
  const [rows, uses, cursor] = await Promise.all([
    account
      ? ctx.db.template.findMany({
          where: { shopId, accountId: account.id, status: { not: "deleted" } },
          select: {
            name: true,
            language: true,
            status: true,
            category: true,
            intendedCategory: true,
            quality: true,
            draftVersion: true,
            draft: true,
          },
          orderBy: [{ name: "asc" }, { language: "asc" }],
        })
      : [],
    templateUses(ctx.db, shopId),
    ctx.db.syncCursor.findUnique({ where: { shopId_kind: { shopId, kind: "templates" } } }),
  ]);
  const byName = Map.groupBy(rows, ({ name }) => name);
  const all = [...byName].map(([name, languages]): ListedTemplate => {
    const [first] = languages;
    return {
      name,
      category: first?.category ?? "marketing",
      languages: languages.map((row) => ({
        language: row.language,
        status: row.status,
        quality: row.quality,
        recategorised: row.category !== row.intendedCategory,
        unsubmitted: row.draft !== null && row.status !== "draft",
      })),
      uses: (uses.get(name) ?? []).map((use) => ({
        automationId: use.automationId,
        name: use.name,
        enabled: use.enabled,
      })),
    };
  });
  const fitting = all.filter((template) => fits(template, filters));
  const pages = Math.max(1, Math.ceil(fitting.length / perPage));
  const page = Math.min(filters.page, pages);
  return {
    hasAccount: account !== null,
    templates: fitting.slice((page - 1) * perPage, page * perPage),
    count: fitting.length,
    page,
    pages,
    languages: [...new Set(rows.map(({ language }) => language))].toSorted(),
    syncedAt: cursor?.seenUntil ?? null,
    syncFailed: Boolean(cursor?.lastError),
    sync: readSyncProgress(cursor, ctx.clock.now()),
  };
}

function fits({ name, category, languages, uses }: ListedTemplate, filters: TemplateFilters): boolean {
  const { search, status, language, use } = filters;
  const words = search?.toLowerCase().trim().replace(/\s+/g, "_");
  if (words && !name.includes(words)) return false;
  if (filters.category && category !== filters.category) return false;
  if (language && !languages.some((one) => one.language === language)) return false;
  if (use && (use === "used") !== uses.length > 0) return false;
  return !status || languages.some((one) => statusFits(one, status));
}

function statusFits(one: TemplateLanguage, status: NonNullable<TemplateFilters["status"]>): boolean {
  return status === "attention"
    ? ["rejected", "paused", "disabled"].includes(one.status) || one.recategorised || one.quality === "RED"
    : one.status === status;
}
