import { Prisma } from "#prisma/generated/client.ts";
import { cancelMessagesOfRuns } from "../outbox/cancel-messages.ts";
import type { TxCtx } from "../ports.ts";
import { stopRuns } from "./cancel-runs.ts";

type Answered = { id: string; contactId: string; variantId: string };
type Withdrawal = { answered: readonly Answered[]; reason: "out_of_stock" | "price_rose" };

/** Longer than any message about what somebody waited for waits for its turn. */
export const longestWayMs = 30 * 24 * 3_600_000;

/** It sold out again: see withdrawAnswers. Index: ProductRequest (shopId, variantId, kind). */
export async function withdrawAnswersOfVariant(ctx: TxCtx, shopId: string, variantId: string): Promise<void> {
  const answered = await ctx.tx.productRequest.findMany({
    where: { shopId, variantId, notifiedAt: { gt: new Date(ctx.clock.now().getTime() - longestWayMs) } },
    select: { id: true, contactId: true, variantId: true },
  });
  if (answered.length > 0) await withdrawAnswers(ctx, shopId, { answered, reason: "out_of_stock" });
}

/**
 * What these requests were answered with is gone again, the price or the piece itself: what is not handed to Meta is
 * withdrawn, and its people wait on. Whoever was told was told. Only automations whose definition lists the rule.
 */
export async function withdrawAnswers(ctx: TxCtx, shopId: string, gone: Withdrawal): Promise<void> {
  const { answered, reason } = gone;
  const ids = answered.map(({ id }) => id);
  const keys = [...new Set(answered.map(({ variantId }) => `variant:${variantId}`))];
  const theirs = Prisma.sql`r."cancelKey" = ANY(${keys}) AND r."subjectKind" = 'stock_request' AND r."subjectId" = ANY(${ids})`;
  // A worker that is planning a message of theirs is waited for: what it plans is withdrawn too.
  await ctx.tx.$queryRaw`
    SELECT 1 FROM "AutomationRun" r WHERE r."shopId" = ${shopId}::uuid AND r."state" = 'active' AND ${theirs}
    ORDER BY r."id" FOR UPDATE`;
  // Before the runs are stopped: stopping cancels what is queued, and nobody would know any more who was not told.
  await withdrawQueued(ctx, shopId, gone);
  await stopRuns(ctx, shopId, theirs, reason);
  await reopen(ctx, shopId, ids, reason);
}

/** Runs that had planned nothing yet begin anew with the next drop or restock (insert-runs.ts). */
async function reopen({ tx }: TxCtx, shopId: string, ids: string[], reason: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "ProductRequest" q SET "notifiedAt" = NULL
    FROM "AutomationRun" r
    WHERE q."shopId" = ${shopId}::uuid AND q."id"::text = ANY(${ids}) AND q."notifiedAt" IS NOT NULL
      AND r."shopId" = q."shopId" AND r."cancelKey" = 'variant:' || q."variantId" AND r."subjectId" = q."id"::text
      AND r."state" = 'cancelled' AND r."endReason" = ${reason}
      AND NOT EXISTS (SELECT 1 FROM "Message" m WHERE m."shopId" = r."shopId" AND m."runId" = r."id")
      AND NOT EXISTS (SELECT 1 FROM "ProductRequest" o WHERE o."shopId" = q."shopId" AND o."contactId" = q."contactId"
        AND o."variantId" = q."variantId" AND o."kind" = q."kind" AND o."notifiedAt" IS NULL)`;
}

/**
 * A run goes on once its message is planned, and a message is planned once: for a message that is withdrawn from its lane the
 * person gets a request of their own again, as they asked it. Index: Message (shopId, contactId, createdAt).
 */
async function withdrawQueued(ctx: TxCtx, shopId: string, { answered, reason }: Withdrawal): Promise<void> {
  const ids = answered.map(({ id }) => id);
  const people = [...new Set(answered.map(({ contactId }) => contactId))];
  const rows = await ctx.tx.$queryRaw<{ runId: string; requestId: string }[]>`
    SELECT DISTINCT r."id" AS "runId", r."subjectId" AS "requestId" FROM "Message" m
    JOIN "AutomationRun" r ON r."shopId" = m."shopId" AND r."id" = m."runId"
    WHERE m."shopId" = ${shopId}::uuid AND m."contactId" = ANY(${people}::uuid[]) AND m."state" IN ('planned', 'queued')
      AND r."subjectKind" = 'stock_request' AND r."subjectId" = ANY(${ids})
      AND r."definition" -> 'cancelOn' @> to_jsonb(${reason}::text)`;
  if (rows.length === 0) return;
  const runIds = rows.map(({ runId }) => runId);
  await cancelMessagesOfRuns(ctx, shopId, runIds, reason);
  for (const { requestId } of rows) {
    await ctx.tx.$executeRaw`
      INSERT INTO "ProductRequest" ("shopId", "id", "contactId", "kind", "variantId", "productTitle", "variantTitle",
        "productUrl", "askedPriceMinor", "seenPriceMinor", "currency", "seenAt", "requestedAt", "evidence")
      SELECT "shopId", ${ctx.ids.next()}::uuid, "contactId", "kind", "variantId", "productTitle", "variantTitle",
        "productUrl", "askedPriceMinor", "seenPriceMinor", "currency", "seenAt", "requestedAt", "evidence"
      FROM "ProductRequest" WHERE "shopId" = ${shopId}::uuid AND "id" = ${requestId}::uuid
      ON CONFLICT ("shopId", "contactId", "variantId", "kind") WHERE "notifiedAt" IS NULL DO NOTHING`;
  }
}
