import type { Ctx } from "../ports.ts";

/** Which dead deliveries: one, those of a shop (its myshopify domain), or all. */
export type ReplaySelection = { id: string } | { shopDomain: string } | { all: true };

/**
 * Puts dead deliveries back in the queue with all their attempts, after what killed them was mended. Applying is idempotent,
 * so replaying what had been applied in part changes nothing. Answers how many were put back.
 */
export async function replayDeliveries(ctx: Ctx, selection: ReplaySelection): Promise<{ replayed: number }> {
  const where = "all" in selection ? {} : selection;
  const { count } = await ctx.db.webhookDelivery.updateMany({
    where: { ...where, state: "dead" },
    data: { state: "pending", attempts: 0, nextAttemptAt: ctx.clock.now(), outcome: null, settledAt: null },
  });
  if (count > 0) for (const reason of ["deliveries", "callbacks"] as const) ctx.wakes.wake(reason);
  return { replayed: count };
}
