import { cancelMessages } from "../outbox/cancel-messages.ts";
import type { Ctx } from "../ports.ts";
import { inTransaction } from "./in-transaction.ts";
import { lockContactInForce } from "../consent/lock-contact.ts";

export type BlockResult = { outcome: "done"; cancelled: number } | { outcome: "unknown_customer" };

/**
 * Blocks a person: nothing is sent to them from the moment this commits, and what was waiting is cancelled. What is on its way
 * to Meta already may still arrive. Blocking twice keeps the first moment.
 */
export function blockCustomer(ctx: Ctx, shopId: string, contactId: string): Promise<BlockResult> {
  return inTransaction(ctx, async (inTx) => {
    const contact = await lockContactInForce(inTx.tx, shopId, contactId);
    if (!contact) return { outcome: "unknown_customer" };
    await inTx.tx.contact.updateMany({
      where: { shopId, id: contact.id, blockedAt: null },
      data: { blockedAt: ctx.clock.now() },
    });
    const cancelled = await cancelMessages(inTx, {
      shopId,
      where: { contactId: contact.id },
      reason: "contact_blocked",
    });
    ctx.log.info("contact_blocked", { shopId, contactId: contact.id, cancelled });
    return { outcome: "done", cancelled };
  });
}

/** Lets messages through again; what the block cancelled stays cancelled. */
export function unblockCustomer(ctx: Ctx, shopId: string, contactId: string): Promise<BlockResult> {
  return inTransaction(ctx, async ({ tx }) => {
    const contact = await lockContactInForce(tx, shopId, contactId);
    if (!contact) return { outcome: "unknown_customer" };
    await tx.contact.updateMany({ where: { shopId, id: contact.id }, data: { blockedAt: null } });
    ctx.log.info("contact_unblocked", { shopId, contactId: contact.id });
    return { outcome: "done", cancelled: 0 };
  });
}
