import { Prisma } from "#prisma/generated/client.ts";
import type { TemplateModel } from "#prisma/generated/models/Template.ts";
import type { Ctx, Secrets, WhatsAppApi } from "../ports.ts";
import { compileComponents } from "./compile-components.ts";
import { draftFromComponents } from "./draft-from-components.ts";
import { templateVariablesSchema, unmappedVariables, type MetaComponent } from "./model.ts";
import { isSameAtMeta } from "./same-at-meta.ts";
import { submitCompiled, submitRow, type SubmitRowApi, type SubmitRowResult } from "./submit-row.ts";
import { syncTemplates } from "./sync-templates.ts";

export type Carried =
  | { outcome: "carried"; submitted: number; refused: number }
  | { outcome: "unknown_account" }
  /** Meta is out of reach or slows us down: what is left stays a draft for the next run. */
  | { outcome: "interrupted"; submitted: number; cause: string };

type Api = SubmitRowApi & Pick<WhatsAppApi, "listTemplates">;
type Input = { shopId: string; fromAccountId: string; toAccountId: string };
type Account = { wabaId: string; shop: { storefrontHost: string } };

/**
 * Brings a shop's templates along when it moves to another account: templates belong to an account, so each is kept there
 * as a draft with its variables and with what was written but not submitted. What Meta had taken is submitted for approval
 * under its name, with its files uploaded anew; what a merchant has not submitted, or Meta has rejected, is theirs to
 * submit. Messages of a template wait until it is approved. What the new account has already under a name stays as it is;
 * running it again goes on where it ended.
 */
export async function carryTemplates(ctx: Ctx, api: Api, secrets: Secrets, input: Input): Promise<Carried> {
  const { shopId, fromAccountId, toAccountId } = input;
  const account = await ctx.db.whatsAppAccount.findUnique({
    where: { shopId_id: { shopId, id: toAccountId } },
    include: { shop: { select: { storefrontHost: true } } },
  });
  if (!account || account.disconnectedAt || account.status === "needs_reconnect") return { outcome: "unknown_account" };
  const known = await syncTemplates(ctx, api, secrets, { shopId, accountId: toAccountId });
  if (known.outcome !== "synced") return { outcome: "interrupted", submitted: 0, cause: `sync_${known.outcome}` };

  const old = await ctx.db.template.findMany({
    where: { shopId, accountId: fromAccountId, status: { in: ["approved", "paused", "pending", "rejected", "draft"] } },
    orderBy: { id: "asc" },
  });
  await keepDrafts(ctx, shopId, toAccountId, old);
  const carried = new Map(old.filter(isToSubmit).map((template) => [keyOf(template), template]));
  const drafts = await ctx.db.template.findMany({
    where: { shopId, accountId: toAccountId, status: "draft", reason: null, name: { in: old.map(({ name }) => name) } },
    orderBy: { id: "asc" },
  });
  const token = secrets.decrypt(account.accessToken);
  let submitted = 0;
  let refused = 0;
  for (const draft of drafts) {
    const template = carried.get(keyOf(draft));
    if (!template || !isAsCarried(draft, template)) continue;
    const answer = await submit(ctx, api, token, account, draft);
    if (answer.outcome === "interrupted") return { outcome: "interrupted", submitted, cause: answer.cause };
    if (answer.outcome === "created") submitted += 1;
    if (answer.outcome === "refused" || answer.outcome === "missing") refused += 1;
  }
  ctx.log.info("templates_carried", { shopId, toAccountId, submitted, refused });
  return { outcome: "carried", submitted, refused };
}

function keyOf({ name, language }: Pick<TemplateModel, "name" | "language">): string {
  return `${name} ${language}`;
}

/** What Meta had taken, and the library's, which wait for nobody. */
function isToSubmit({ status, draft }: TemplateModel): boolean {
  return status === "draft" ? draft === null : status !== "rejected";
}

/** Neither the new account's own, nor written anew since it came. */
function isAsCarried(draft: TemplateModel, template: TemplateModel): boolean {
  return draft.draftVersion === template.draftVersion && isSameAtMeta(draft.components, template.components);
}

async function submit(
  ctx: Ctx,
  api: SubmitRowApi,
  token: string,
  account: Account,
  row: TemplateModel,
): Promise<SubmitRowResult> {
  const { name, language, intendedCategory } = row;
  const words = draftFromComponents({ ...row, category: intendedCategory }, account.shop);
  const variables = templateVariablesSchema.safeParse(row.variables).data ?? unmappedVariables;
  // What was written elsewhere, and holds what a draft does not know, goes as Meta had it.
  if (variables.unmapped || !isSameAtMeta(compileComponents(words, account.shop).components, row.components)) {
    const category = intendedCategory.toUpperCase();
    const components = row.components as MetaComponent[];
    return submitCompiled(ctx, api, token, account.wabaId, row, { name, language, category, components, variables });
  }
  return submitRow(ctx, api, token, account, row, words);
}

async function keepDrafts(ctx: Ctx, shopId: string, accountId: string, old: TemplateModel[]): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db.template.createMany({
    data: old.map((template) => ({
      shopId,
      accountId,
      id: ctx.ids.next(),
      name: template.name,
      language: template.language,
      status: "draft" as const,
      intendedCategory: template.intendedCategory,
      category: template.intendedCategory,
      components: template.components as Prisma.InputJsonValue,
      variables: template.variables as Prisma.InputJsonValue,
      draft: (template.draft as Prisma.InputJsonValue | null) ?? Prisma.DbNull,
      draftVersion: template.draftVersion,
      // Submitted as it is, it would be rejected again.
      reason: template.status === "rejected" ? (template.reason ?? "REJECTED") : null,
      libraryKey: template.libraryKey,
      createdAt: now,
      updatedAt: now,
    })),
    skipDuplicates: true,
  });
}
