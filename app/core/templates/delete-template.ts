import type { Ctx, Refusal, Secrets, WhatsAppApi } from "../ports.ts";
import { accountToken, noToken } from "./account-token.ts";
import { currentAccount } from "./current-account.ts";
import { templateUses } from "./template-uses.ts";

export type DeleteTemplateResult =
  | { outcome: "deleted" }
  /** Enabled automations send it, and no other language of it is left to send. */
  | { outcome: "in_use"; automations: { id: string; name: string }[] }
  | { outcome: "refused"; refusal: Refusal }
  | { outcome: "not_found" }
  /** No readable answer; a sync tells what became of it. */
  | { outcome: "unknown"; cause: string };

type Input = { shopId: string; name: string; language?: string };

/** Meta's codes of an object or a template that is not there (any more). */
const goneSubcodes = new Set([33, 2593002]);

/**
 * Deletes a template at Meta and here, in one language or all. One that an enabled automation sends is not deleted: its
 * messages would stop without a word. Deleting twice is deleting once.
 */
export async function deleteTemplate(
  ctx: Ctx,
  api: Pick<WhatsAppApi, "deleteTemplate">,
  secrets: Secrets,
  { shopId, name, language }: Input,
): Promise<DeleteTemplateResult> {
  const account = await currentAccount(ctx.db, shopId);
  if (!account) return { outcome: "not_found" };
  const all = await ctx.db.template.findMany({
    where: { shopId, accountId: account.id, name, status: { not: "deleted" } },
  });
  const rows = language === undefined ? all : all.filter((row) => row.language === language);
  if (rows.length === 0) return { outcome: "not_found" };
  const leavesOne = all.some((row) => row.status === "approved" && !rows.includes(row));
  const uses = (await templateUses(ctx.db, shopId)).get(name)?.filter(({ enabled }) => enabled) ?? [];
  if (!leavesOne && uses.length > 0) {
    return { outcome: "in_use", automations: uses.map((use) => ({ id: use.automationId, name: use.name })) };
  }
  const atMeta = rows.filter((row) => row.metaId !== null);
  if (atMeta.length > 0) {
    const templateId = language === undefined ? undefined : atMeta[0]?.metaId;
    const token = accountToken(secrets, account);
    if (token === null) return { outcome: "refused", refusal: noToken };
    const answer = await api.deleteTemplate(token, account.wabaId, { name, ...(templateId ? { templateId } : {}) });
    if (answer.outcome === "unknown") return { outcome: "unknown", cause: answer.cause };
    if (answer.outcome === "refused" && !goneSubcodes.has(answer.refusal.subcode ?? 0)) {
      return { outcome: "refused", refusal: answer.refusal };
    }
  }
  const now = ctx.clock.now();
  const written = { shopId, accountId: account.id, name, id: { in: rows.map(({ id }) => id) } };
  await ctx.db.template.deleteMany({ where: { ...written, metaId: null } });
  await ctx.db.template.updateMany({
    where: { ...written, metaId: { not: null } },
    data: { status: "deleted", statusAt: now, updatedAt: now },
  });
  return { outcome: "deleted" };
}
