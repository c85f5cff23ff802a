import type { Order } from "#prisma/generated/client.ts";
import { attemptsAtMost } from "./delivery.ts";
import type { IntakeCtx } from "./intake-ctx.ts";

/** Of an order, what the things that come after it need. */
export type OrderLink = Pick<Order, "id" | "name" | "contactId" | "checkoutToken" | "cartToken" | "currency">;

/**
 * Webhooks come in no order: a parcel may be told of before its order. It waits; but only so long, because the order's own
 * webhook may be lost or older than the installation. The attempt before the last takes it in with what is known.
 */
export function mayStillWait(ctx: IntakeCtx): boolean {
  return ctx.delivery.attempts < attemptsAtMost - 1;
}

export function orderOf(ctx: IntakeCtx, orderId: string): Promise<OrderLink | null> {
  return ctx.tx.order.findUnique({
    where: { shopId_id: { shopId: ctx.shop.id, id: orderId } },
    select: { id: true, name: true, contactId: true, checkoutToken: true, cartToken: true, currency: true },
  });
}

/** The parts of an event that its order gives. */
export function fromOrder(orderId: string, order: OrderLink | null) {
  return {
    orderId,
    contactId: order?.contactId ?? null,
    checkoutToken: order?.checkoutToken ?? undefined,
    cartToken: order?.cartToken ?? undefined,
    details: order ? { name: order.name } : {},
  };
}
