import type { TemplateCategory } from "#prisma/generated/enums.ts";
import type { TxCtx } from "../ports.ts";

export type CancelMessages = {
  shopId: string;
  /** All that is given must hold; at least one must be given. */
  where: { automationId?: string; contactId?: string; numberId?: string; categories?: TemplateCategory[] };
  /** Reason key, e.g. "order_placed". */
  reason: string;
};

/**
 * Cancels what has not been handed to Meta yet (planned and queued); returns how many. What is under way is not touched: it
 * may have arrived. Doing it twice cancels nothing more.
 */
export async function cancelMessages(ctx: TxCtx, input: CancelMessages): Promise<number> {
  const { automationId, contactId, numberId, categories } = input.where;
  if (!automationId && !contactId && !numberId && !categories) return 0;
  const { count } = await ctx.tx.message.updateMany({
    where: {
      shopId: input.shopId,
      state: { in: ["planned", "queued"] },
      // Index: Message (shopId, automationId, id).
      ...(automationId ? { automationId } : {}),
      ...(contactId ? { contactId } : {}),
      ...(numberId ? { numberId } : {}),
      ...(categories ? { category: { in: categories } } : {}),
    },
    data: { state: "cancelled", reason: input.reason, endedAt: ctx.clock.now() },
  });
  return count;
}

/** What these runs queued; thousands may stop at once, so the ids are one parameter. Index: Message (shopId, runId). */
export function cancelMessagesOfRuns(ctx: TxCtx, shopId: string, runIds: string[], reason: string): Promise<number> {
  return ctx.tx.$executeRaw`
    UPDATE "Message" SET "state" = 'cancelled', "reason" = ${reason}, "endedAt" = ${ctx.clock.now()}
    WHERE "shopId" = ${shopId}::uuid AND "runId" = ANY(${runIds}::uuid[]) AND "state" IN ('planned', 'queued')`;
}
