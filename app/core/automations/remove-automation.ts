import { cancelMessages } from "../outbox/cancel-messages.ts";
import type { Ctx, TxCtx } from "../ports.ts";

export type RemoveOutcome = { outcome: "removed"; stoppedRuns: number } | { outcome: "not_found" };

/**
 * Takes an automation away: it starts nothing more, its runs under way end, and what they queued is not sent. Its row stays
 * for the story of what it sent. Twice is once.
 */
export async function removeAutomation(ctx: Ctx, shopId: string, id: string): Promise<RemoveOutcome> {
  return ctx.db.$transaction((tx) => remove({ tx, clock: ctx.clock, ids: ctx.ids, log: ctx.log }, shopId, id));
}

async function remove(ctx: TxCtx, shopId: string, id: string): Promise<RemoveOutcome> {
  const { tx } = ctx;
  const now = ctx.clock.now();
  const { count } = await tx.automation.updateMany({
    where: { shopId, id, removedAt: null },
    data: { removedAt: now, enabled: false, updatedAt: now },
  });
  if (count === 0) return { outcome: "not_found" };
  const reason = "automation_removed";
  // Index: AutomationRun_under_way.
  const runs = await tx.$queryRaw<{ id: string }[]>`
    UPDATE "AutomationRun" SET "state" = 'cancelled', "endReason" = ${reason}, "endedAt" = ${now}
    WHERE "shopId" = ${shopId}::uuid AND "automationId" = ${id}::uuid AND "state" = 'active'
    RETURNING "id"`;
  const runIds = runs.map((run) => run.id);
  if (runIds.length > 0) {
    await tx.automationStep.updateMany({
      where: { shopId, runId: { in: runIds }, state: "waiting" },
      data: { state: "cancelled", reason, decidedAt: now },
    });
    await cancelMessages(ctx, { shopId, where: { runIds }, reason });
  }
  return { outcome: "removed", stoppedRuns: runIds.length };
}
