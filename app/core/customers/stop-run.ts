import { cancelRunsOf } from "../automations/cancel-runs.ts";
import type { Ctx } from "../ports.ts";
import { inTransaction } from "./in-transaction.ts";

/**
 * Stops one automation for one person: its waiting steps, and what it queued but did not hand to Meta. Twice is once;
 * "not_under_way" when this person has no such run going on.
 */
export async function stopRun(
  ctx: Ctx,
  shopId: string,
  { contactId, runId }: { contactId: string; runId: string },
): Promise<{ outcome: "stopped" | "not_under_way" }> {
  const stopped = await inTransaction(ctx, async (inTx) => {
    const theirs = await inTx.tx.automationRun.findFirst({
      where: { shopId, id: runId, contactId },
      select: { id: true },
    });
    return theirs ? cancelRunsOf(inTx, shopId, { runId }, "stopped_by_merchant") : 0;
  });
  return { outcome: stopped > 0 ? "stopped" : "not_under_way" };
}
