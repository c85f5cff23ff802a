import { refundedMinor } from "../state/totals.ts";
import type { Line, Order, OrderReturn, Refund } from "../state/types.ts";
import type { World } from "../world.ts";
import { refundPayload } from "../webhooks/payloads/refund.ts";
import { declinedReturnPayload, returnPayload } from "../webhooks/payloads/return.ts";
import { newAction, type Emit } from "./emit.ts";
import { changed } from "./changed.ts";
import { emitOrder, needOrder } from "./find-order.ts";
import { WishError, type Wishes } from "./wishes.ts";

export function refund(world: World, wish: Wishes["refund"]): Refund {
  const order = needOrder(world, wish.orderId);
  const left = order.paidMinor - refundedMinor(order);
  const amountMinor = wish.amountMinor ?? left;
  if (amountMinor <= 0 || amountMinor > left)
    throw new WishError(`order ${order.name} has ${left} minor units to give back`);
  changed(world, order);
  const emit = newAction(world, "refund", order.id);
  const made = putRefund(world, emit, order, amountMinor, wish.note ?? null, []);
  emitOrder(world, emit, "orders/updated", order);
  return made;
}

export function putRefund(
  world: World,
  emit: Emit,
  order: Order,
  amountMinor: number,
  note: string | null,
  parts: { line: Line; quantity: number }[],
): Refund {
  const { state } = world;
  const made: Refund = {
    id: state.newId(),
    orderId: order.id,
    amountMinor,
    note,
    lines: parts
      .filter(({ quantity }) => quantity > 0)
      .map(({ line, quantity }) => ({ id: state.newId(), lineItemId: line.id, quantity })),
    transactionId: state.newId(),
    createdAt: order.updatedAt,
  };
  order.refunds.push(made);
  order.financialStatus = refundedMinor(order) >= order.paidMinor ? "refunded" : "partially_refunded";
  emit("refunds/create", refundPayload(made, order, state.shop));
  return made;
}

export function requestReturn(world: World, wish: Wishes["requestReturn"]): OrderReturn {
  const { state } = world;
  const order = needOrder(world, wish.orderId);
  const sent = order.lines.filter((line) => line.fulfilled > 0);
  if (sent.length === 0) throw new WishError(`order ${order.name} has not been sent yet`);
  changed(world, order);
  const made: OrderReturn = {
    id: state.newId(),
    orderId: order.id,
    name: `${order.name}-R${order.returns.length + 1}`,
    status: "requested",
    lines: sent.map((line) => ({ id: state.newId(), lineItemId: line.id, quantity: line.fulfilled })),
    declineNote: null,
    createdAt: order.updatedAt,
  };
  order.returns.push(made);
  const emit = newAction(world, "requestReturn", made.id);
  emit("returns/request", returnPayload(made, order));
  emitOrder(world, emit, "orders/updated", order);
  return made;
}

export function approveReturn(world: World, wish: Wishes["approveReturn"]): OrderReturn {
  const { order, found } = needRequested(world, wish.returnId);
  found.status = "open";
  newAction(world, "approveReturn", found.id)("returns/approve", returnPayload(found, order));
  return found;
}

export function declineReturn(world: World, wish: Wishes["declineReturn"]): OrderReturn {
  const { order, found } = needRequested(world, wish.returnId);
  found.status = "declined";
  found.declineNote = wish.note ?? null;
  newAction(world, "declineReturn", found.id)("returns/decline", declinedReturnPayload(found, order));
  return found;
}

function needRequested(world: World, returnId: string): { order: Order; found: OrderReturn } {
  for (const order of world.state.orders) {
    const found = order.returns.find((candidate) => candidate.id === returnId);
    if (found?.status === "requested") return { order, found };
  }
  throw new WishError(`there is no requested return ${returnId}`);
}
