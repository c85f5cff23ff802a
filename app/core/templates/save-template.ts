import { Prisma } from "#prisma/generated/client.ts";
import type { TemplateModel } from "#prisma/generated/models/Template.ts";
import type { Ctx, Tx } from "../ports.ts";
import { compileComponents } from "./compile-components.ts";
import { currentAccount } from "./current-account.ts";
import { draftFromComponents } from "./draft-from-components.ts";
import { versionOf } from "./draft-of.ts";
import { isMetaLanguage } from "./languages.ts";
import type { TemplateDraft } from "./model.ts";

export type SaveTemplateInput = {
  shopId: string;
  name: string;
  /** Of all languages, as it was read (versionOf); null for a template that is to be new. */
  version: number | null;
  /** The languages that were changed. */
  drafts: readonly TemplateDraft[];
};

export type SaveTemplateResult =
  | { outcome: "saved"; version: number }
  /** Somebody saved meanwhile, or the template is gone; `version` is of what is saved now. */
  | { outcome: "conflict"; version: number }
  | { outcome: "name_taken" }
  | { outcome: "name_invalid" }
  | { outcome: "no_account" };

/**
 * Keeps what was written, finished or not, and touches nothing of what is being sent: Meta hears of it when it is
 * submitted. Saving twice onto the same version saves once and tells the second.
 */
export async function saveTemplate(ctx: Ctx, input: SaveTemplateInput): Promise<SaveTemplateResult> {
  const { shopId, name, version, drafts } = input;
  if (!/^[a-z0-9_]{1,512}$/.test(name)) return { outcome: "name_invalid" };
  return ctx.db.$transaction(async (tx): Promise<SaveTemplateResult> => {
    const shop = await tx.shop.findUniqueOrThrow({ where: { id: shopId }, select: { storefrontHost: true } });
    const account = await currentAccount(tx, shopId);
    if (!account) return { outcome: "no_account" };
    // Two savings of one name wait for each other; the second then finds another version.
    await tx.$executeRaw`SELECT 1 FROM "WhatsAppAccount" WHERE "shopId" = ${shopId}::uuid AND "id" = ${account.id}::uuid FOR UPDATE`;
    const all = await tx.template.findMany({ where: { shopId, accountId: account.id, name } });
    const rows = all.filter(({ status }) => status !== "deleted");
    if (version === null && rows.length > 0) return { outcome: "name_taken" };
    if (version !== null && (rows.length === 0 || versionOf(rows) !== version)) {
      return { outcome: "conflict", version: versionOf(rows) };
    }
    let saved = versionOf(rows);
    for (const draft of drafts) {
      if (!isMetaLanguage(draft.language)) continue;
      const row = all.find(({ language }) => language === draft.language);
      await saveDraft(ctx, tx, { shop, accountId: account.id, shopId }, row, { ...draft, name });
      saved += 1;
    }
    return { outcome: "saved", version: saved };
  });
}

type Where = { shopId: string; accountId: string; shop: { storefrontHost: string } };

async function saveDraft(ctx: Ctx, tx: Tx, where: Where, row: TemplateModel | undefined, draft: TemplateDraft) {
  const { shopId, accountId, shop } = where;
  const now = ctx.clock.now();
  if (row && row.status !== "draft" && row.status !== "deleted") {
    const same = isSameDraft(draft, draftFromComponents({ ...row, category: row.intendedCategory }, shop));
    await tx.template.update({
      where: { shopId_id: { shopId, id: row.id } },
      data: { draft: same ? Prisma.DbNull : draft, draftVersion: { increment: 1 }, updatedAt: now },
    });
    return;
  }
  const compiled = compileComponents(draft, shop);
  const data = {
    status: "draft" as const,
    intendedCategory: draft.category,
    category: draft.category,
    components: compiled.components as Prisma.InputJsonValue,
    variables: compiled.variables as Prisma.InputJsonValue,
    draft,
    reason: null,
    updatedAt: now,
  };
  if (row) {
    // The row of a deleted template is taken over; nothing of the old one is left.
    const anew = row.status === "deleted" ? { metaId: null, quality: null, submittedAt: null, statusAt: null } : {};
    await tx.template.update({
      where: { shopId_id: { shopId, id: row.id } },
      data: { ...data, ...anew, draftVersion: { increment: 1 } },
    });
    return;
  }
  const key = { shopId, accountId, id: ctx.ids.next(), name: draft.name, language: draft.language };
  await tx.template.create({ data: { ...key, ...data, draftVersion: 1, createdAt: now } });
}

/** Whether a draft says no more than what Meta has; of its examples only those that Meta knows can differ. */
function isSameDraft(draft: TemplateDraft, atMeta: TemplateDraft): boolean {
  const plain = ({ samples: _samples, ...words }: TemplateDraft) =>
    JSON.stringify(Object.entries(words).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const otherExample = Object.entries(atMeta.samples).some(
    ([key, example]) => (draft.samples[key] ?? example) !== example,
  );
  return !otherExample && plain(draft) === plain(atMeta);
}
