import { Prisma } from "#prisma/generated/client.ts";
import type { Ctx, Refusal, RemoteTemplate, Secrets, WhatsAppApi } from "../ports.ts";
import { accountToken } from "./account-token.ts";
import { unsettledEdit } from "./remote-words.ts";
import { planSync, type SyncPlan } from "./plan-sync.ts";

export type SyncResult =
  | { outcome: "synced"; listed: number; created: number; changed: number; deleted: number }
  | { outcome: "unknown_account" }
  | { outcome: "refused"; refusal: Refusal }
  /** No readable answer, or a listing without end; the next run looks again. */
  | { outcome: "failed"; cause: string };

type Input = { shopId: string; accountId: string };
type Api = Pick<WhatsAppApi, "listTemplates">;
/** Called after each page: how many were read, of how many when Meta said so. */
type OnPage = (read: number, total: number | null) => Promise<void>;

/** An account has at most 6,000 templates of a few languages each; more pages than this is a cursor that runs in circles. */
const mostPages = 1000;

/**
 * Brings an account's template rows in line with what Meta lists, page after page. Rows that Meta lists no more become
 * "deleted", but only after a complete listing. A row that changed while the listing ran (a callback, a submission) is left
 * to the newer word. Safe to run twice or to die half-way: each row is written on its own, the cursor last.
 */
export async function syncTemplates(
  ctx: Ctx,
  api: Api,
  secrets: Secrets,
  input: Input,
  onPage?: OnPage,
): Promise<SyncResult> {
  const { shopId, accountId } = input;
  const account = await ctx.db.whatsAppAccount.findUnique({
    where: { shopId_id: { shopId, id: accountId } },
    include: { shop: { select: { storefrontHost: true } } },
  });
  const token = account && accountToken(secrets, account);
  if (!account || token === null) return { outcome: "unknown_account" };
  const startedAt = ctx.clock.now();
  const rows = await ctx.db.template.findMany({ where: { shopId, accountId } });
  const listing = await listAll(api, token, account.wabaId, onPage);
  if (listing.outcome !== "listed") {
    await rememberRun(
      ctx,
      shopId,
      startedAt,
      listing.outcome === "refused" ? `refused:${listing.refusal.code}` : listing.cause,
    );
    ctx.log.warn("template_sync_failed", { shopId, accountId, outcome: listing.outcome });
    return listing;
  }
  const plan = planSync(rows, listing.templates, account.shop, startedAt);
  const written = await applyPlan(ctx, input, plan, startedAt);
  await rememberRun(ctx, shopId, startedAt, null);
  ctx.log.info("templates_synced", { shopId, accountId, listed: listing.templates.length, ...written });
  return { outcome: "synced", listed: listing.templates.length, ...written };
}

type Listing =
  { outcome: "listed"; templates: RemoteTemplate[] } | Extract<SyncResult, { outcome: "refused" | "failed" }>;

async function listAll(api: Api, accessToken: string, wabaId: string, onPage?: OnPage): Promise<Listing> {
  const templates: RemoteTemplate[] = [];
  const cursors = new Set<string>();
  let after: string | undefined;
  let total: number | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await api.listTemplates(accessToken, wabaId, after);
    if (answer.outcome === "refused") return { outcome: "refused", refusal: answer.refusal };
    if (answer.outcome === "unknown") return { outcome: "failed", cause: answer.cause };
    templates.push(...answer.value.templates);
    total = answer.value.total ?? total;
    await onPage?.(templates.length, total);
    after = answer.value.after;
    if (after === undefined) return { outcome: "listed", templates };
    if (cursors.has(after)) break;
    cursors.add(after);
  }
  return { outcome: "failed", cause: "endless_listing" };
}

async function applyPlan(ctx: Ctx, { shopId, accountId }: Input, plan: SyncPlan, startedAt: Date) {
  const now = ctx.clock.now();
  const { count: created } = await ctx.db.template.createMany({
    data: plan.create.map((template) => ({
      ...template,
      components: template.components as Prisma.InputJsonValue,
      shopId,
      accountId,
      id: ctx.ids.next(),
      syncedAt: startedAt,
      createdAt: now,
      updatedAt: now,
    })),
    skipDuplicates: true,
  });
  // Rows are written only as they were read before the listing: what a callback wrote since is newer than the listing.
  let changed = 0;
  for (const { row, to, draftIsTaken } of plan.change) {
    const { count } = await ctx.db.template.updateMany({
      where: { shopId, id: row.id, updatedAt: row.updatedAt },
      data: {
        ...to,
        ...(draftIsTaken ? { draft: Prisma.DbNull } : {}),
        reason: to.reason ?? (to.status === row.status && row.reason !== unsettledEdit ? row.reason : null),
        components: to.components as Prisma.InputJsonValue,
        submittedAt: row.submittedAt ?? startedAt,
        syncedAt: startedAt,
        updatedAt: now,
      },
    });
    changed += count;
  }
  let deleted = 0;
  for (const row of plan.gone) {
    const { count } = await ctx.db.template.updateMany({
      where: { shopId, id: row.id, updatedAt: row.updatedAt },
      data: { status: "deleted", syncedAt: startedAt, updatedAt: now },
    });
    deleted += count;
  }
  await ctx.db.template.updateMany({ where: { shopId, id: { in: plan.unchanged } }, data: { syncedAt: startedAt } });
  return { created, changed, deleted };
}

async function rememberRun(ctx: Ctx, shopId: string, startedAt: Date, lastError: string | null): Promise<void> {
  const seen = lastError === null ? { seenUntil: startedAt } : {};
  const run = { lastRunAt: startedAt, lastError: lastError?.slice(0, 200) ?? null, ...seen };
  await ctx.db.syncCursor.upsert({
    where: { shopId_kind: { shopId, kind: "templates" } },
    create: { shopId, kind: "templates", ...run },
    update: run,
  });
}
