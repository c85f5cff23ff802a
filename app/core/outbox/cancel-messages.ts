import type { TemplateCategory } from "#prisma/generated/enums.ts";
import type { TxCtx } from "../ports.ts";

export type CancelMessages = {
  shopId: string;
  /** All that is given must hold; at least one must be given. */
  where: { runIds?: string[]; contactId?: string; numberId?: string; categories?: TemplateCategory[] };
  /** Reason key, e.g. "order_placed". */
  reason: string;
};

/**
 * Cancels what has not been handed to Meta yet (planned and queued); returns how many. What is under way is not touched: it
 * may have arrived. Doing it twice cancels nothing more.
 */
export async function cancelMessages(ctx: TxCtx, input: CancelMessages): Promise<number> {
  const { runIds, contactId, numberId, categories } = input.where;
  if (!runIds && !contactId && !numberId && !categories) return 0;
  const { count } = await ctx.tx.message.updateMany({
    where: {
      shopId: input.shopId,
      state: { in: ["planned", "queued"] },
      ...(runIds ? { runId: { in: runIds } } : {}),
      ...(contactId ? { contactId } : {}),
      ...(numberId ? { numberId } : {}),
      ...(categories ? { category: { in: categories } } : {}),
    },
    data: { state: "cancelled", reason: input.reason, endedAt: ctx.clock.now() },
  });
  return count;
}
