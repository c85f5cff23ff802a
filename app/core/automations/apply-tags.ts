import type { Ctx } from "../ports.ts";
import type { ShopifyAdmin, ShopifyFailure } from "../ports-shopify.ts";
import { failureText, retryWaitMs } from "./shopify-retry.ts";

type TagAdmin = Pick<ShopifyAdmin, "tagOrder" | "tagCustomer">;

const tasksAtOnce = 20;
const leaseMs = 2 * 60_000;
/** About two days of hourly waits; what Shopify refuses for so long it will not take. */
const attemptsAtMost = 50;
const refusalsAtMost = 3;

type ClaimedTask = {
  shopId: string;
  id: string;
  target: string;
  targetId: string;
  tags: string[];
  attempts: number;
  shopDomain: string;
};

export type TagPass = { applied: number; failed: number; more: boolean };

/** Adds the tags that paths asked for. Adding twice is adding once, so dying after the call costs a call. */
export async function applyTags(ctx: Ctx, admin: TagAdmin): Promise<TagPass> {
  const tasks = await claimDue(ctx);
  const pass: TagPass = { applied: 0, failed: 0, more: tasks.length === tasksAtOnce };
  for (const task of tasks) {
    const failure = await tell(admin, task);
    await (failure ? keepFailure(ctx, task, failure) : keepSuccess(ctx, task));
    pass[failure ? "failed" : "applied"] += 1;
  }
  return pass;
}

/** Index: TagTask_due. */
function claimDue(ctx: Ctx): Promise<ClaimedTask[]> {
  const now = ctx.clock.now();
  const leasedUntil = new Date(now.getTime() + leaseMs);
  return ctx.db.$queryRaw<ClaimedTask[]>`
    WITH due AS (
      SELECT t."shopId", t."id", s."domain"
      FROM "TagTask" t JOIN "Shop" s ON s."id" = t."shopId"
      WHERE t."nextAttemptAt" <= ${now}::timestamptz AND s."status" = 'installed'
      ORDER BY t."nextAttemptAt" LIMIT ${tasksAtOnce} FOR UPDATE OF t SKIP LOCKED)
    UPDATE "TagTask" t SET "nextAttemptAt" = ${leasedUntil}::timestamptz, "attempts" = t."attempts" + 1
    FROM due WHERE t."shopId" = due."shopId" AND t."id" = due."id"
    RETURNING t."shopId", t."id", t."target", t."targetId", t."tags", t."attempts", due."domain" AS "shopDomain"`;
}

async function tell(
  admin: TagAdmin,
  { shopDomain, target, targetId, tags }: ClaimedTask,
): Promise<ShopifyFailure | null> {
  try {
    const tag = target === "order" ? admin.tagOrder : admin.tagCustomer;
    const told = await tag(shopDomain, targetId, tags);
    return told.outcome === "ok" ? null : told;
  } catch (error) {
    return { outcome: "unavailable", cause: error instanceof Error ? error.name : "unknown" };
  }
}

/** A claim that outlived its lease writes nothing: the attempt's number tells. */
function ownClaim({ shopId, id, attempts }: ClaimedTask) {
  return { shopId, id, attempts, doneAt: null };
}

async function keepSuccess(ctx: Ctx, task: ClaimedTask): Promise<void> {
  await ctx.db.tagTask.updateMany({
    where: ownClaim(task),
    data: { doneAt: ctx.clock.now(), nextAttemptAt: null, lastError: null },
  });
}

async function keepFailure(ctx: Ctx, task: ClaimedTask, failure: ShopifyFailure): Promise<void> {
  const atMost = failure.outcome === "refused" ? refusalsAtMost : attemptsAtMost;
  // What waits for the merchant's permission rests until it is granted (resume-granted.ts).
  const givenUp = failure.outcome === "access_denied" || task.attempts >= atMost;
  const nextAttemptAt = new Date(ctx.clock.now().getTime() + retryWaitMs(failure, task.attempts));
  await ctx.db.tagTask.updateMany({
    where: ownClaim(task),
    data: { lastError: failureText(failure), nextAttemptAt: givenUp ? null : nextAttemptAt },
  });
  const { shopId, id: taskId, attempts } = task;
  ctx.log.warn("automation.tags_not_added", { shopId, taskId, attempts, outcome: failure.outcome, givenUp });
}
