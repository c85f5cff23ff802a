import type { Ctx, Db } from "../ports.ts";
import type { ShopifyAdmin, ShopifyFailure } from "../ports-shopify.ts";
import { readLineItems } from "./condition-facts.ts";
import { readDefinitionOrNull, waitsForUsage, type AutomationDefinition } from "./definition.ts";
import { pathOf } from "./path.ts";
import { failureText, retryWaitMs } from "./shopify-retry.ts";
import type { RunSubject } from "./subject-facts.ts";
import { runSubjectOf } from "./test-subject.ts";

type UsageAdmin = Pick<ShopifyAdmin, "productUsageDays">;

const runsAtOnce = 20;
const leaseMs = 2 * 60_000;
/** About two days; until then the wait of the step itself stands. */
const attemptsAtMost = 50;
const refusalsAtMost = 3;

type ClaimedRun = {
  shopId: string;
  id: string;
  definition: unknown;
  subjectId: string;
  cancelKey: string | null;
  usageAttempts: number;
  shopDomain: string;
};

export type UsagePass = { read: number; failed: number; more: boolean };

/**
 * Asks Shopify how long the products of an order last, for runs whose path waits for that: right after a run began, so that a
 * time shorter than the usual wait is known before it has passed. What the merchant changes later counts for later orders.
 * The first step, while nobody has decided about it, is moved by the difference; steps after it follow from the run.
 */
export async function readUsageDays(ctx: Ctx, admin: UsageAdmin): Promise<UsagePass> {
  const runs = await claimDue(ctx);
  const pass: UsagePass = { read: 0, failed: 0, more: runs.length === runsAtOnce };
  for (const run of runs) {
    const asked = await ask(ctx, admin, run);
    const done = asked.outcome === "ok";
    await (done ? keepUsage(ctx, run, asked.usageDays) : keepFailure(ctx, run, asked));
    pass[done ? "read" : "failed"] += 1;
  }
  if (pass.read > 0) ctx.wakes.wake("steps");
  return pass;
}

/** As a run of this subject would read it, for a preview; null when the products do not say, or Shopify does not answer. */
export async function previewUsageDays(
  ctx: Ctx,
  admin: UsageAdmin,
  shopId: string,
  { definition, subject }: { definition: AutomationDefinition; subject: RunSubject },
): Promise<number | null> {
  if (!waitsForUsage(definition)) return null;
  const about = await runSubjectOf(ctx.db, shopId, { ...definition, subject: "order" }, subject);
  const shop = await ctx.db.shop.findUnique({ where: { id: shopId }, select: { domain: true } });
  if (!about || !shop) return null;
  const asked = await askOf(ctx.db, admin, { shopId, shopDomain: shop.domain, orderId: about.id });
  return asked.outcome === "ok" ? asked.usageDays : null;
}

/** Index: AutomationRun_usage_due. */
function claimDue(ctx: Ctx): Promise<ClaimedRun[]> {
  const now = ctx.clock.now();
  const leasedUntil = new Date(now.getTime() + leaseMs);
  return ctx.db.$queryRaw<ClaimedRun[]>`
    WITH due AS (
      SELECT r."shopId", r."id", s."domain"
      FROM "AutomationRun" r JOIN "Shop" s ON s."id" = r."shopId"
      WHERE r."usageDueAt" <= ${now}::timestamptz AND s."status" = 'installed'
      ORDER BY r."usageDueAt" LIMIT ${runsAtOnce} FOR UPDATE OF r SKIP LOCKED)
    UPDATE "AutomationRun" r SET "usageDueAt" = ${leasedUntil}::timestamptz, "usageAttempts" = r."usageAttempts" + 1
    FROM due WHERE r."shopId" = due."shopId" AND r."id" = due."id"
    RETURNING r."shopId", r."id", r."definition", r."subjectId", r."cancelKey", r."usageAttempts",
      due."domain" AS "shopDomain"`;
}

type Asked = { outcome: "ok"; usageDays: number | null } | ShopifyFailure;

async function ask(ctx: Ctx, admin: UsageAdmin, { shopId, shopDomain, cancelKey }: ClaimedRun): Promise<Asked> {
  const orderId = /^order:(.+)$/.exec(cancelKey ?? "")?.[1];
  if (!orderId) return { outcome: "ok", usageDays: null };
  try {
    return await askOf(ctx.db, admin, { shopId, shopDomain, orderId });
  } catch (error) {
    return { outcome: "unavailable", cause: error instanceof Error ? error.name : "unknown" };
  }
}

/** Of several products the one that is used up first. */
async function askOf(
  db: Db,
  admin: UsageAdmin,
  { shopId, shopDomain, orderId }: { shopId: string; shopDomain: string; orderId: string },
): Promise<Asked> {
  const order = await db.order.findUnique({
    where: { shopId_id: { shopId, id: orderId } },
    select: { lineItems: true },
  });
  // A parcel may be told of before its order.
  if (!order) return { outcome: "unavailable", cause: "order_not_known_yet" };
  const productIds = [...new Set(readLineItems(order.lineItems).flatMap(({ productId }) => productId ?? []))];
  if (productIds.length === 0) return { outcome: "ok", usageDays: null };
  const asked = await admin.productUsageDays(shopDomain, productIds);
  if (asked.outcome !== "ok") return asked;
  return { outcome: "ok", usageDays: asked.days.length > 0 ? Math.min(...asked.days) : null };
}

/** In one transaction, and only by the claim that is still the newest: asked twice, the step is moved once. */
async function keepUsage(ctx: Ctx, run: ClaimedRun, usageDays: number | null): Promise<void> {
  const { shopId, id, usageAttempts } = run;
  const definition = readDefinitionOrNull(run.definition);
  await ctx.db.$transaction(async (tx) => {
    const { count } = await tx.automationRun.updateMany({
      where: { shopId, id, usageAttempts, usageDueAt: { not: null } },
      data: { usageDays, usageDueAt: null },
    });
    if (count === 0 || usageDays === null || !definition) return;
    const usual = pathOf(definition).first?.waitMs ?? 0;
    const differenceMs = (pathOf(definition, usageDays).first?.waitMs ?? 0) - usual;
    await tx.$executeRaw`
      UPDATE "AutomationStep" SET "dueAt" = "dueAt" + ${differenceMs} * interval '1 millisecond',
        "expiresAt" = "expiresAt" + ${differenceMs} * interval '1 millisecond'
      WHERE "shopId" = ${shopId}::uuid AND "runId" = ${id}::uuid AND "position" = 0 AND "state" = 'waiting'
        AND "reason" IS NULL`;
  });
}

async function keepFailure(ctx: Ctx, run: ClaimedRun, failure: ShopifyFailure): Promise<void> {
  const { shopId, id, usageAttempts } = run;
  const givenUp = usageAttempts >= (failure.outcome === "refused" ? refusalsAtMost : attemptsAtMost);
  const usageDueAt = new Date(ctx.clock.now().getTime() + retryWaitMs(failure, usageAttempts));
  await ctx.db.automationRun.updateMany({
    where: { shopId, id, usageAttempts, usageDueAt: { not: null } },
    data: { usageDueAt: givenUp ? null : usageDueAt },
  });
  const why = failure.outcome === "refused" ? failure.outcome : failureText(failure);
  ctx.log.warn("automation.usage_not_read", { shopId, runId: id, attempts: usageAttempts, outcome: why, givenUp });
}
