import { Prisma } from "#prisma/generated/client.ts";
import type { TemplateModel } from "#prisma/generated/models/Template.ts";
import type { Ctx, Documents, Refusal, Secrets, WhatsAppApi } from "../ports.ts";
import { accountToken } from "./account-token.ts";
import { compileComponents, type CompiledTemplate } from "./compile-components.ts";
import { libraryLanguages, type LibraryLanguage } from "./languages.ts";
import { libraryKeys, type LibraryKey } from "./library/blueprints.ts";
import { libraryTemplate } from "./library/library-template.ts";
import type { TemplateDraft } from "./model.ts";
import { categoryOf, statusOf } from "./remote-words.ts";
import { syncTemplates } from "./sync-templates.ts";
import { uploadMedia } from "./upload-media.ts";

export type SubmitResult =
  | {
      outcome: "submitted";
      /** Created at Meta in this run. */
      created: number;
      /** Were there already, and are known now. */
      adopted: number;
      /** Meta would not take these; their rows stay drafts with the reason. */
      refused: { name: string; language: string; code: number; title: string }[];
    }
  | { outcome: "unknown_account" }
  /** Meta is out of reach, slows us down or wants a new token: what is left stays a draft for the next run. */
  | { outcome: "interrupted"; created: number; cause: string };

type Input = {
  shopId: string;
  accountId: string;
  /** Default: all of the library's. */
  languages?: readonly LibraryLanguage[];
  keys?: readonly LibraryKey[];
};
type Api = Pick<WhatsAppApi, "createTemplate" | "listTemplates" | "uploadFile"> & Documents;

/** "Content in This Language Already Exists" (with code 100). */
const alreadyExists = 2388024;
/** "Template limit exceeded": every further call would be refused the same way. */
const limitReached = 2388019;

/**
 * Submits what the library has and the account lacks. Rows are drafts before Meta hears of them, so a run that dies
 * half-way leaves drafts, and the next run submits them again; what Meta took the first time answers "already exists" and
 * is adopted by a sync. Two runs at once end the same way. Templates that Meta rejected or somebody deleted are not
 * submitted again.
 */
export async function submitLibraryTemplates(
  ctx: Ctx,
  api: Api,
  secrets: Secrets,
  input: Input,
): Promise<SubmitResult> {
  const { shopId, accountId } = input;
  const account = await ctx.db.whatsAppAccount.findUnique({
    where: { shopId_id: { shopId, id: accountId } },
    include: { shop: { select: { storefrontHost: true } } },
  });
  const token = account && accountToken(secrets, account);
  if (!account || token === null) return { outcome: "unknown_account" };
  const wanted = new Map<string, TemplateDraft>(
    (input.keys ?? libraryKeys).flatMap((key) =>
      (input.languages ?? libraryLanguages).map(
        (language) => [`${key} ${language}`, libraryTemplate(key, language)] as const,
      ),
    ),
  );
  await keepDrafts(
    ctx,
    input,
    [...wanted.values()].map((draft) => compileComponents(draft, account.shop)),
  );
  const drafts = await ctx.db.template.findMany({
    // What a merchant has rewritten is theirs to submit.
    where: {
      shopId,
      accountId,
      status: "draft",
      draft: { equals: Prisma.DbNull },
      name: { in: [...(input.keys ?? libraryKeys)] },
    },
    orderBy: { id: "asc" },
  });

  const result = { created: 0, adopted: 0, refused: [] as Extract<SubmitResult, { outcome: "submitted" }>["refused"] };
  for (const draft of drafts) {
    const words = wanted.get(`${draft.name} ${draft.language}`);
    if (!words) continue;
    const answer = await submitOne(ctx, api, token, account, draft, words);
    if (answer.outcome === "interrupted") {
      return { outcome: "interrupted", created: result.created, cause: answer.cause };
    }
    if (answer.outcome === "created") result.created += 1;
    if (answer.outcome === "exists") result.adopted += 1;
    if (answer.outcome === "refused") result.refused.push(answer.refused);
  }
  if (result.adopted > 0) {
    const synced = await syncTemplates(ctx, api, secrets, { shopId, accountId });
    if (synced.outcome !== "synced") {
      return { outcome: "interrupted", created: result.created, cause: `sync_${synced.outcome}` };
    }
  }
  return { outcome: "submitted", ...result };
}

async function keepDrafts(ctx: Ctx, { shopId, accountId }: Input, templates: CompiledTemplate[]): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db.template.createMany({
    data: templates.map((template) => ({
      shopId,
      accountId,
      id: ctx.ids.next(),
      name: template.name,
      language: template.language,
      status: "draft" as const,
      intendedCategory: categoryOf(template.category),
      category: categoryOf(template.category),
      components: template.components as Prisma.InputJsonValue,
      variables: template.variables,
      libraryKey: template.name,
      createdAt: now,
      updatedAt: now,
    })),
    skipDuplicates: true,
  });
}

type Answer =
  | { outcome: "created" | "exists" }
  | { outcome: "refused"; refused: { name: string; language: string; code: number; title: string } }
  | { outcome: "interrupted"; cause: string };

async function submitOne(
  ctx: Ctx,
  api: Api,
  token: string,
  account: { wabaId: string; shop: { storefrontHost: string } },
  draft: TemplateModel,
  words: TemplateDraft,
): Promise<Answer> {
  const uploaded = await uploadMedia(ctx, api, token, draft.shopId, words);
  if (uploaded.outcome === "refused") return readRefusal(ctx, draft, uploaded.refusal);
  if (uploaded.outcome !== "ok") return { outcome: "interrupted", cause: `upload_${uploaded.outcome}` };
  const compiled = compileComponents(words, account.shop, uploaded.handles);
  // The host may have changed since the draft was kept, or the library's words.
  const asSubmitted = {
    components: compiled.components as Prisma.InputJsonValue,
    variables: compiled.variables,
    updatedAt: ctx.clock.now(),
  };
  const isDraft = { shopId: draft.shopId, id: draft.id, status: "draft" as const };
  const { count } = await ctx.db.template.updateMany({ where: isDraft, data: asSubmitted });
  if (count === 0) return { outcome: "exists" }; // Another run, or a callback, was faster.
  const { name, language, category, components } = compiled;
  const answer = await api.createTemplate(token, account.wabaId, { name, language, category, components });
  if (answer.outcome === "unknown") return { outcome: "interrupted", cause: answer.cause };
  if (answer.outcome === "refused") return readRefusal(ctx, draft, answer.refusal);
  // A callback that came before this answer has moved the row on already; it is the newer word.
  const now = ctx.clock.now();
  await ctx.db.template.updateMany({
    where: isDraft,
    data: {
      metaId: answer.value.id,
      status: statusOf(answer.value.status) ?? "pending",
      category: categoryOf(answer.value.category),
      reason: null,
      submittedAt: now,
      updatedAt: now,
    },
  });
  return { outcome: "created" };
}

async function readRefusal(ctx: Ctx, draft: TemplateModel, refusal: Refusal): Promise<Answer> {
  if (refusal.subcode === alreadyExists) return { outcome: "exists" };
  if (refusal.action !== "bad_payload") return { outcome: "interrupted", cause: `refused:${refusal.code}` };
  const { code, title } = refusal;
  await ctx.db.template.updateMany({
    where: { shopId: draft.shopId, id: draft.id, status: "draft" },
    data: {
      reason: `${title}${refusal.details ? `: ${refusal.details}` : ""}`.slice(0, 500),
      updatedAt: ctx.clock.now(),
    },
  });
  ctx.log.warn("template_refused", { shopId: draft.shopId, name: draft.name, language: draft.language, code });
  if (refusal.subcode === limitReached) return { outcome: "interrupted", cause: "template_limit" };
  return { outcome: "refused", refused: { name: draft.name, language: draft.language, code, title } };
}
