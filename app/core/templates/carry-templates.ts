import type { Prisma } from "#prisma/generated/client.ts";
import type { TemplateModel } from "#prisma/generated/models/Template.ts";
import type { Ctx, Secrets, WhatsAppApi } from "../ports.ts";
import { accountToken } from "./account-token.ts";
import { categoryOf, statusOf } from "./remote-words.ts";
import { syncTemplates } from "./sync-templates.ts";

export type Carried =
  | { outcome: "carried"; submitted: number; refused: number }
  | { outcome: "unknown_account" }
  /** Meta is out of reach or slows us down: what is left stays a draft for the next run. */
  | { outcome: "interrupted"; submitted: number; cause: string };

type Api = Pick<WhatsAppApi, "createTemplate" | "listTemplates">;
type Input = { shopId: string; fromAccountId: string; toAccountId: string };

/** "Content in This Language Already Exists" (with code 100). */
const alreadyExists = 2388024;

/**
 * Brings a shop's templates along when it moves to another account: templates belong to an account, so each is kept there
 * as a draft with its variables, and submitted for approval under its name. Messages of a template wait until it is
 * approved. What the new account has already under a name stays as it is; running it again goes on where it ended.
 */
export async function carryTemplates(ctx: Ctx, api: Api, secrets: Secrets, input: Input): Promise<Carried> {
  const { shopId, fromAccountId, toAccountId } = input;
  const account = await ctx.db.whatsAppAccount.findUnique({ where: { shopId_id: { shopId, id: toAccountId } } });
  const token = account && accountToken(secrets, account);
  if (!account || token === null || account.status === "needs_reconnect") return { outcome: "unknown_account" };
  const known = await syncTemplates(ctx, api, secrets, { shopId, accountId: toAccountId });
  if (known.outcome !== "synced") return { outcome: "interrupted", submitted: 0, cause: `sync_${known.outcome}` };

  const old = await ctx.db.template.findMany({
    where: { shopId, accountId: fromAccountId, status: { in: ["approved", "paused", "pending", "draft"] } },
    orderBy: { id: "asc" },
  });
  await keepDrafts(ctx, shopId, toAccountId, old);
  const drafts = await ctx.db.template.findMany({
    where: { shopId, accountId: toAccountId, status: "draft", reason: null, name: { in: old.map(({ name }) => name) } },
    orderBy: { id: "asc" },
  });
  let submitted = 0;
  let refused = 0;
  for (const draft of drafts) {
    const { name, language, components } = draft;
    const category = draft.intendedCategory.toUpperCase();
    const answer = await api.createTemplate(token, account.wabaId, {
      name,
      language,
      category,
      components: components as unknown[],
    });
    if (answer.outcome === "unknown") return { outcome: "interrupted", submitted, cause: answer.cause };
    if (answer.outcome === "refused") {
      const { subcode, action, code, title, details } = answer.refusal;
      if (subcode === alreadyExists) continue;
      if (action !== "bad_payload") return { outcome: "interrupted", submitted, cause: `refused:${code}` };
      const reason = `${title}${details ? `: ${details}` : ""}`.slice(0, 500);
      await settle(ctx, draft, { reason });
      refused += 1;
      continue;
    }
    const { id: metaId, status, category: given } = answer.value;
    await settle(ctx, draft, {
      metaId,
      status: statusOf(status) ?? "pending",
      category: categoryOf(given),
      submittedAt: ctx.clock.now(),
    });
    submitted += 1;
  }
  ctx.log.info("templates_carried", { shopId, toAccountId, submitted, refused });
  return { outcome: "carried", submitted, refused };
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
      libraryKey: template.libraryKey,
      createdAt: now,
      updatedAt: now,
    })),
    skipDuplicates: true,
  });
}

/** A callback that came before the answer has moved the row on already; it is the newer word. */
async function settle(ctx: Ctx, draft: TemplateModel, data: Prisma.TemplateUpdateManyMutationInput): Promise<void> {
  await ctx.db.template.updateMany({
    where: { shopId: draft.shopId, id: draft.id, status: "draft" },
    data: { ...data, updatedAt: ctx.clock.now() },
  });
}
