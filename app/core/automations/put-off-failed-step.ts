import type { Ctx } from "../ports.ts";
import type { DueStep } from "./claim-step.ts";

const firstWaitMs = 1_000;
const longestWaitMs = 15 * 60_000;

/**
 * After an error of ours: again after growing waits, until the step is out of date; then it ends visibly. Bounded by time and
 * not by count, so that an outage of hours loses nothing that is still worth sending.
 */
export async function putOffFailedStep(ctx: Ctx, { shopId, id }: DueStep): Promise<void> {
  const now = ctx.clock.now();
  const step = await ctx.db.automationStep.findFirst({ where: { shopId, id, state: "waiting" } });
  if (!step) return;
  const waitMs = Math.min(firstWaitMs * 2 ** step.attempts, longestWaitMs);
  const dueAt = new Date(now.getTime() + waitMs);
  const attempts = { increment: 1 };
  if (!step.expiresAt || dueAt < step.expiresAt) {
    const where = { shopId, id, state: "waiting" as const, attempts: step.attempts };
    await ctx.db.automationStep.updateMany({ where, data: { attempts, dueAt, reason: "step_failed", decidedAt: now } });
    return;
  }
  const ended = { reason: "step_gave_up", decidedAt: now, state: "cancelled" as const };
  await ctx.db.$transaction([
    ctx.db.automationRun.updateMany({
      where: { shopId, id: step.runId, state: "active" },
      data: { state: "cancelled", endReason: "step_gave_up", endedAt: now },
    }),
    ctx.db.automationStep.updateMany({ where: { shopId, runId: step.runId, state: "waiting" }, data: ended }),
  ]);
}
