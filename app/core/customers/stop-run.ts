import { cancelRunsOf } from "../automations/cancel-runs.ts";
import type { Ctx } from "../ports.ts";
import { inTransaction } from "./in-transaction.ts";

/**
 * Stops one automation for one person: its waiting steps, and what it queued but did not hand to Meta. Twice is once;
 * "not_under_way" when this person has no such run going on, "unknown_customer" when this shop has no such person.
 */
export async function stopRun(
  ctx: Ctx,
  shopId: string,
  { contactId, runId }: { contactId: string; runId: string },
): Promise<{ outcome: "stopped" | "not_under_way" | "unknown_customer" }> {
  return inTransaction(ctx, async (inTx) => {
    const known = await inTx.tx.contact.findUnique({
      where: { shopId_id: { shopId, id: contactId } },
      select: { id: true },
    });
    if (!known) return { outcome: "unknown_customer" };
    const theirs = await inTx.tx.automationRun.findFirst({
      where: { shopId, id: runId, contactId },
      select: { id: true },
    });
    const stopped = theirs ? await cancelRunsOf(inTx, shopId, { runId }, "stopped_by_merchant") : 0;
    return { outcome: stopped > 0 ? "stopped" : "not_under_way" };
  });
}
