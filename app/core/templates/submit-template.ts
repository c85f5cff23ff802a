import { Prisma } from "#prisma/generated/client.ts";
import type { TemplateModel } from "#prisma/generated/models/Template.ts";
import type { Ctx, Documents, Refusal, Secrets, WhatsAppApi } from "../ports.ts";
import { accountToken, noToken } from "./account-token.ts";
import { compileComponents, type CompiledTemplate } from "./compile-components.ts";
import { currentAccount } from "./current-account.ts";
import { draftOf } from "./draft-of.ts";
import { nextEditAt, recentEdits } from "./edit-limit.ts";
import type { TemplateDraft } from "./model.ts";
import { problem, type Problem } from "./problem.ts";
import { asCreated, categoryOf, unsettledEdit } from "./remote-words.ts";
import { isSameAtMeta } from "./same-at-meta.ts";
import { syncTemplates } from "./sync-templates.ts";
import { templateUses } from "./template-uses.ts";
import { uploadMedia } from "./upload-media.ts";
import { validateTemplate } from "./validate-template.ts";

export type SubmitTemplateResult =
  | { outcome: "submitted" }
  /** Meta has these words already; what its placeholders stand for is known now. */
  | { outcome: "mapped" }
  | { outcome: "invalid"; problems: Problem[] }
  | { outcome: "edit_limit"; nextAt: Date }
  /** Meta said no, in its own words; or can not be asked, because the account was disconnected. */
  | { outcome: "refused"; refusal: Refusal }
  /** In review, disabled, or somebody was faster: nothing was submitted. */
  | { outcome: "not_editable" }
  | { outcome: "not_found" }
  /** No readable answer; a sync tells what became of it. */
  | { outcome: "unknown"; cause: string };

type Api = Pick<WhatsAppApi, "createTemplate" | "editTemplate" | "uploadFile" | "listTemplates"> & Documents;
type Input = { shopId: string; name: string; language: string };

/** "Content in This Language Already Exists" (with code 100). */
const alreadyExists = 2388024;

/**
 * Gives Meta what is saved of one language: new, or as an edit of what Meta has. What is sent stays as it was until Meta
 * took the new words; while Meta reviews an edit the template is not sent, and messages wait. A run that dies between
 * Meta's answer and ours leaves an edit that only a sync settles (never a callback alone), so that values can not meet
 * words they were not meant for.
 */
export async function submitTemplate(
  ctx: Ctx,
  api: Api,
  secrets: Secrets,
  input: Input,
): Promise<SubmitTemplateResult> {
  const { shopId, name, language } = input;
  const account = await currentAccount(ctx.db, shopId);
  const row =
    account &&
    (await ctx.db.template.findUnique({
      where: { shopId_accountId_name_language: { shopId, accountId: account.id, name, language } },
    }));
  if (!row || row.status === "deleted") return { outcome: "not_found" };
  const shop = await ctx.db.shop.findUniqueOrThrow({ where: { id: shopId }, select: { storefrontHost: true } });
  const draft = draftOf(row, shop);
  const problems = validateTemplate(draft).filter(({ severity }) => severity === "error");
  problems.push(...(await missingReplies(ctx, shopId, draft)));
  if (problems.length > 0) return { outcome: "invalid", problems };

  const plain = compileComponents(draft, shop);
  if (row.metaId && row.status !== "rejected" && isSameAtMeta(plain.components, row.components)) {
    return (await settle(ctx, row, { variables: plain.variables, draft: Prisma.DbNull }))
      ? { outcome: "mapped" }
      : { outcome: "not_editable" };
  }
  if (row.status === "pending" || row.status === "disabled") return { outcome: "not_editable" };
  const now = ctx.clock.now();
  const nextAt = row.status === "approved" ? nextEditAt(row.editedAt, now) : null;
  if (nextAt) return { outcome: "edit_limit", nextAt };

  const token = accountToken(secrets, account);
  if (token === null) return { outcome: "refused", refusal: noToken };
  const uploaded = await uploadMedia(ctx, api, token, shopId, draft);
  if (uploaded.outcome === "missing") {
    return { outcome: "invalid", problems: [problem("media_missing", { part: "header" })] };
  }
  if (uploaded.outcome !== "ok") return uploaded;
  const compiled = compileComponents(draft, shop, uploaded.handles);
  return row.metaId
    ? edit(ctx, api, token, row, row.metaId, compiled)
    : create(ctx, api, secrets, token, account.wabaId, row, compiled);
}

/** An automation that waits for the second of two quick replies would wait for ever. */
async function missingReplies(ctx: Ctx, shopId: string, draft: TemplateDraft): Promise<Problem[]> {
  const count = draft.buttons.filter(({ type }) => type === "quick_reply").length;
  const uses = (await templateUses(ctx.db, shopId)).get(draft.name) ?? [];
  return uses
    .filter(({ enabled, replies }) => enabled && replies > count)
    .map((use) => problem("replies_in_use", { part: "button" }, { automation: use.name, needed: use.replies, count }));
}

async function create(
  ctx: Ctx,
  api: Api,
  secrets: Secrets,
  token: string,
  wabaId: string,
  row: TemplateModel,
  { name, language, category, components, variables }: CompiledTemplate,
): Promise<SubmitTemplateResult> {
  const answer = await api.createTemplate(token, wabaId, { name, language, category, components });
  if (answer.outcome === "unknown") return { outcome: "unknown", cause: answer.cause };
  if (answer.outcome === "refused") {
    if (answer.refusal.subcode !== alreadyExists) return keepRefusal(ctx, row, answer.refusal);
    const synced = await syncTemplates(ctx, api, secrets, { shopId: row.shopId, accountId: row.accountId });
    return synced.outcome === "synced" ? { outcome: "submitted" } : { outcome: "unknown", cause: "sync" };
  }
  const submitted = {
    components: components as Prisma.InputJsonValue,
    variables: variables as Prisma.InputJsonValue,
    intendedCategory: categoryOf(category),
    draft: Prisma.DbNull,
  };
  // A callback that came before this answer has moved the status on already; it is the newer word.
  const { count } = await ctx.db.template.updateMany({
    where: { shopId: row.shopId, id: row.id, status: "draft" },
    data: { ...submitted, ...asCreated(answer.value, ctx.clock.now()) },
  });
  if (count === 0) await settle(ctx, row, submitted, "any");
  return { outcome: "submitted" };
}

async function edit(
  ctx: Ctx,
  api: Api,
  token: string,
  row: TemplateModel,
  metaId: string,
  { category, components, variables }: CompiledTemplate,
): Promise<SubmitTemplateResult> {
  const claimed = ctx.clock.now();
  // Meta dates by whole seconds: what it says of this edit within this second is not older than it.
  const statusAt = new Date(Math.floor(claimed.getTime() / 1000) * 1000);
  const underWay = { status: "pending" as const, reason: unsettledEdit, statusAt, updatedAt: claimed };
  // A second click finds the row changed and submits nothing.
  const { count } = await ctx.db.template.updateMany({
    where: { shopId: row.shopId, id: row.id, status: row.status, draftVersion: row.draftVersion },
    data: underWay,
  });
  if (count === 0) return { outcome: "not_editable" };
  const change = row.status === "approved" ? { components } : { category, components };
  const answer = await api.editTemplate(token, metaId, change);
  if (answer.outcome === "unknown") return { outcome: "unknown", cause: answer.cause };
  const now = ctx.clock.now();
  const where = { shopId: row.shopId, id: row.id, reason: unsettledEdit };
  if (answer.outcome === "refused") {
    const { status, reason, statusAt } = row;
    const words = refusalWords(answer.refusal);
    await ctx.db.template.updateMany({
      where,
      data: { status, statusAt, reason: status === "approved" ? reason : words, updatedAt: now },
    });
    return { outcome: "refused", refusal: answer.refusal };
  }
  await ctx.db.template.updateMany({
    where,
    data: {
      components: components as Prisma.InputJsonValue,
      variables: variables,
      intendedCategory: categoryOf(category),
      draft: Prisma.DbNull,
      reason: null,
      submittedAt: now,
      updatedAt: now,
      ...(row.status === "approved" ? { editedAt: [...recentEdits(row.editedAt, now), now] } : {}),
    },
  });
  return { outcome: "submitted" };
}

/** Writes onto the row as it was read; false when somebody saved another draft meanwhile. */
async function settle(
  ctx: Ctx,
  row: TemplateModel,
  data: Prisma.TemplateUpdateManyMutationInput,
  onto: "same_draft" | "any" = "same_draft",
): Promise<boolean> {
  const same = onto === "any" ? {} : { draftVersion: row.draftVersion };
  const { count } = await ctx.db.template.updateMany({
    where: { shopId: row.shopId, id: row.id, ...same },
    data: { ...data, updatedAt: ctx.clock.now() },
  });
  return count === 1;
}

async function keepRefusal(ctx: Ctx, row: TemplateModel, refusal: Refusal): Promise<SubmitTemplateResult> {
  const { shopId, name, language } = row;
  await ctx.db.template.updateMany({
    where: { shopId, id: row.id, status: "draft" },
    data: { reason: refusalWords(refusal), updatedAt: ctx.clock.now() },
  });
  ctx.log.warn("template_refused", { shopId, name, language, code: refusal.code });
  return { outcome: "refused", refusal };
}

function refusalWords({ title, details }: Refusal): string {
  return `${title}${details ? `: ${details}` : ""}`.slice(0, 500);
}
