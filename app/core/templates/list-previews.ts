import type { TemplateStatus } from "#prisma/generated/enums.ts";
import type { Ctx } from "../ports.ts";
import { currentAccount } from "./current-account.ts";
import { draftFromComponents } from "./draft-from-components.ts";
import { previewOfDraft, type PreviewMessage } from "./preview.ts";

export type TemplatePreview = { name: string; language: string; status: TemplateStatus; preview: PreviewMessage };

/** What is sent today by the templates of these names, in each of their languages, with example values. */
export async function listPreviews(ctx: Ctx, shopId: string, names: readonly string[]): Promise<TemplatePreview[]> {
  const account = await currentAccount(ctx.db, shopId);
  if (!account) return [];
  const shop = await ctx.db.shop.findUniqueOrThrow({ where: { id: shopId }, select: { storefrontHost: true } });
  const rows = await ctx.db.template.findMany({
    where: { shopId, accountId: account.id, name: { in: [...names] }, status: { not: "deleted" } },
    orderBy: [{ name: "asc" }, { language: "asc" }],
  });
  return rows.map((row) => ({
    name: row.name,
    language: row.language,
    status: row.status,
    preview: previewOfDraft(draftFromComponents(row, shop), shopId),
  }));
}
