import { Prisma } from "#prisma/generated/client.ts";
import type { StoreEvent } from "../shared/store-event.ts";
import { cancelMessagesOfRuns } from "../outbox/cancel-messages.ts";
import type { TxCtx } from "../ports.ts";
import { ruleOfEvent, type CancelRule } from "./cancel-rules.ts";
import { isCancelRule, type StepReason } from "./step-reasons.ts";
import { orderIdOf } from "./subjects.ts";

/**
 * Stops the active runs of one purchase: their waiting steps and what they queued but did not hand to Meta. A reason that is
 * a cancel rule stops only runs whose definition lists it. Twice is once. Returns how many runs stopped.
 */
export function cancelRuns(
  ctx: TxCtx,
  shopId: string,
  input: { cancelKey: string; reason: StepReason },
): Promise<number> {
  return stopRuns(ctx, shopId, Prisma.sql`r."cancelKey" = ${input.cancelKey}`, input.reason);
}

/** Stops one run, or all of a person's, because somebody said so. Twice is once. Returns how many runs stopped. */
export function cancelRunsOf(
  ctx: TxCtx,
  shopId: string,
  which: { runId: string } | { contactId: string },
  reason: "stopped_by_merchant" | "contact_erased",
): Promise<number> {
  const condition =
    "runId" in which ? Prisma.sql`r."id" = ${which.runId}::uuid` : Prisma.sql`r."contactId" = ${which.contactId}::uuid`;
  return stopRuns(ctx, shopId, condition, reason);
}

/** Stops what an event makes pointless: an order its checkout's reminders, a delivery its "out for delivery". */
export async function cancelRunsOfEvent(ctx: TxCtx, shopId: string, event: StoreEvent): Promise<number> {
  const reason = ruleOfEvent[event.kind];
  const which = reason && runsOf(event, reason);
  if (!which) return 0;
  const stopped = await stopRuns(ctx, shopId, which, reason);
  if (event.contactId) await cancelQueuedOfFinished(ctx, shopId, event.contactId, which, reason);
  return stopped;
}

function runsOf(event: StoreEvent, rule: CancelRule): Prisma.Sql | null {
  switch (rule) {
    case "order_placed": {
      const keys = [event.checkoutToken, event.cartToken].filter((token) => token !== undefined);
      // What the same person left elsewhere before ordering counts too (see subject-facts.ts).
      const own = event.contactId
        ? Prisma.sql`(r."contactId" = ${event.contactId}::uuid AND r."subjectKind" IN ('cart', 'checkout')
            AND r."startedAt" <= ${event.occurredAt})`
        : Prisma.sql`FALSE`;
      return Prisma.sql`(r."cancelKey" = ANY(${keys}) OR ${own})`;
    }
    case "checkout_started":
      return event.cartToken ? Prisma.sql`r."cancelKey" = ${event.cartToken} AND r."subjectKind" = 'cart'` : null;
    case "checkout_deleted":
      return Prisma.sql`r."cancelKey" = ${event.subjectId} AND r."subjectKind" = 'checkout'`;
    case "out_of_stock": // who waited waits on: withdraw-answers.ts
      return null;
    default: {
      const orderId = orderIdOf(event);
      if (!orderId) return null;
      const parcel = rule === "delivered" ? Prisma.sql`AND r."subjectId" = ${event.subjectId}` : Prisma.empty;
      return Prisma.sql`r."cancelKey" = ${`order:${orderId}`} ${parcel}`;
    }
  }
}

/**
 * Stops active runs, their waiting steps and what they queued. Indexes: AutomationRun_cancel (shopId, cancelKey) of active
 * runs, AutomationRun(shopId, contactId).
 */
export async function stopRuns(ctx: TxCtx, shopId: string, which: Prisma.Sql, reason: StepReason): Promise<number> {
  const now = ctx.clock.now();
  const runs = await ctx.tx.$queryRaw<{ id: string }[]>`
    UPDATE "AutomationRun" r SET "state" = 'cancelled', "endReason" = ${reason}, "endedAt" = ${now}
    WHERE r."shopId" = ${shopId}::uuid AND r."state" = 'active' AND ${which} ${listing(reason)}
    RETURNING r."id"`;
  if (runs.length === 0) return 0;
  const runIds = runs.map((run) => run.id);
  // A statement of its own: it sees the step that a worker made while the update above waited for that worker.
  await cancelStepsOfRuns(ctx, shopId, runIds, reason);
  await cancelMessagesOfRuns(ctx, shopId, runIds, reason);
  return runs.length;
}

/** Thousands may stop at once, so the ids are one parameter. Index: AutomationStep (shopId, runId, position). */
async function cancelStepsOfRuns(ctx: TxCtx, shopId: string, runIds: string[], reason: StepReason): Promise<void> {
  await ctx.tx.$executeRaw`
    UPDATE "AutomationStep" SET "state" = 'cancelled', "reason" = ${reason}, "decidedAt" = ${ctx.clock.now()}
    WHERE "shopId" = ${shopId}::uuid AND "runId" = ANY(${runIds}::uuid[]) AND "state" = 'waiting'`;
}

/** A run is finished when its last message is planned; a slow lane may hold that message long enough for the order to come. */
async function cancelQueuedOfFinished(
  ctx: TxCtx,
  shopId: string,
  contactId: string,
  which: Prisma.Sql,
  reason: CancelRule,
): Promise<void> {
  // Index: Message(shopId, contactId, createdAt).
  const rows = await ctx.tx.$queryRaw<{ runId: string }[]>`
    SELECT DISTINCT m."runId" FROM "Message" m
    JOIN "AutomationRun" r ON r."shopId" = m."shopId" AND r."id" = m."runId"
    WHERE m."shopId" = ${shopId}::uuid AND m."contactId" = ${contactId}::uuid AND m."state" IN ('planned', 'queued')
      AND r."state" = 'finished' AND ${which} ${listing(reason)}`;
  const runIds = rows.map((row) => row.runId);
  if (runIds.length > 0) await cancelMessagesOfRuns(ctx, shopId, runIds, reason);
}

/** Only definitions that list the rule; any definition when the reason is none. */
function listing(reason: StepReason): Prisma.Sql {
  return isCancelRule(reason)
    ? Prisma.sql`AND r."definition" -> 'cancelOn' @> to_jsonb(${reason}::text)`
    : Prisma.empty;
}
