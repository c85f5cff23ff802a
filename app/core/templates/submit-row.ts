import type { Prisma } from "#prisma/generated/client.ts";
import type { TemplateModel } from "#prisma/generated/models/Template.ts";
import type { Ctx, Documents, Refusal, WhatsAppApi } from "../ports.ts";
import { compileComponents, type CompiledTemplate } from "./compile-components.ts";
import type { TemplateDraft } from "./model.ts";
import { asCreated } from "./remote-words.ts";
import { uploadMedia } from "./upload-media.ts";

export type Refused = { name: string; language: string; code: number; title: string };
export type SubmitRowResult =
  | { outcome: "created" | "exists" }
  | { outcome: "refused"; refused: Refused }
  /** A file the words show is gone. */
  | { outcome: "missing" }
  | { outcome: "interrupted"; cause: string };

type CreateApi = Pick<WhatsAppApi, "createTemplate">;
export type SubmitRowApi = CreateApi & Pick<WhatsAppApi, "uploadFile"> & Documents;

/** "Content in This Language Already Exists" (with code 100). */
const alreadyExists = 2388024;
/** "Template limit exceeded": every further call would be refused the same way. */
const limitReached = 2388019;

/** Gives Meta these words, with the files they show, for a row that Meta has not heard of; what its draft says stays. */
export async function submitRow(
  ctx: Ctx,
  api: SubmitRowApi,
  token: string,
  account: { wabaId: string; shop: { storefrontHost: string } },
  row: TemplateModel,
  words: TemplateDraft,
): Promise<SubmitRowResult> {
  const uploaded = await uploadMedia(ctx, api, token, row.shopId, words);
  if (uploaded.outcome === "refused") return readRefusal(ctx, row, uploaded.refusal);
  if (uploaded.outcome === "missing") return { outcome: "missing" };
  if (uploaded.outcome !== "ok") return { outcome: "interrupted", cause: `upload_${uploaded.outcome}` };
  return submitCompiled(ctx, api, token, account.wabaId, row, compileComponents(words, account.shop, uploaded.handles));
}

/** The same with components that are as Meta wants them. */
export async function submitCompiled(
  ctx: Ctx,
  api: CreateApi,
  token: string,
  wabaId: string,
  row: TemplateModel,
  { name, language, category, components, variables }: CompiledTemplate,
): Promise<SubmitRowResult> {
  // The host may have changed since the draft was kept, or the library's words.
  const asSubmitted = {
    components: components as Prisma.InputJsonValue,
    variables,
    updatedAt: ctx.clock.now(),
  };
  const isDraft = { shopId: row.shopId, id: row.id, status: "draft" as const };
  const { count } = await ctx.db.template.updateMany({ where: isDraft, data: asSubmitted });
  if (count === 0) return { outcome: "exists" }; // Another run, or a callback, was faster.
  const answer = await api.createTemplate(token, wabaId, { name, language, category, components });
  if (answer.outcome === "unknown") return { outcome: "interrupted", cause: answer.cause };
  if (answer.outcome === "refused") return readRefusal(ctx, row, answer.refusal);
  // A callback that came before this answer has moved the row on already; it is the newer word.
  await ctx.db.template.updateMany({
    where: isDraft,
    data: asCreated(answer.value, ctx.clock.now()),
  });
  return { outcome: "created" };
}

async function readRefusal(ctx: Ctx, row: TemplateModel, refusal: Refusal): Promise<SubmitRowResult> {
  if (refusal.subcode === alreadyExists) return { outcome: "exists" };
  if (refusal.action !== "bad_payload") return { outcome: "interrupted", cause: `refused:${refusal.code}` };
  const { code, title } = refusal;
  await ctx.db.template.updateMany({
    where: { shopId: row.shopId, id: row.id, status: "draft" },
    data: {
      reason: `${title}${refusal.details ? `: ${refusal.details}` : ""}`.slice(0, 500),
      updatedAt: ctx.clock.now(),
    },
  });
  ctx.log.warn("template_refused", { shopId: row.shopId, name: row.name, language: row.language, code });
  if (refusal.subcode === limitReached) return { outcome: "interrupted", cause: "template_limit" };
  return { outcome: "refused", refused: { name: row.name, language: row.language, code, title } };
}
