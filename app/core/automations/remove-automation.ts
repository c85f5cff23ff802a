import { Prisma } from "#prisma/generated/client.ts";
import { cancelMessages } from "../outbox/cancel-messages.ts";
import type { Ctx, TxCtx } from "../ports.ts";
import { stopRuns } from "./cancel-runs.ts";

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
  const stoppedRuns = await stopRuns(ctx, shopId, Prisma.sql`r."automationId" = ${id}::uuid`, reason);
  // A run is finished once its last message is planned; that one goes nowhere either.
  await cancelMessages(ctx, { shopId, where: { automationId: id }, reason });
  return { outcome: "removed", stoppedRuns };
}
