import { currentTotals, orderTotals, refundedMinor, shippingFor, totalsOf } from "../state/totals.ts";
import { countUse } from "../state/discounts.ts";
import { findVariant } from "../state/store.ts";
import type { Order } from "../state/types.ts";
import type { World } from "../world.ts";
import { customerPayload } from "../webhooks/payloads/customer.ts";
import { orderEditPayload } from "../webhooks/payloads/order.ts";
import { changed } from "./changed.ts";
import { buyerOf, customerForOrder, type Buyer } from "./buyer.ts";
import { completeCheckout, customerById, needCheckout } from "./checkouts.ts";
import { newAction } from "./emit.ts";
import { emitOrder, needOpenOrder } from "./find-order.ts";
import { discountsOf, makeLines } from "./lines.ts";
import { takeFromStock, putBackToStock } from "./stock.ts";
import { putRefund } from "./refunds.ts";
import { WishError, type Wishes } from "./wishes.ts";

export function placeOrder(world: World, wish: Wishes["placeOrder"]): Order {
  const { state } = world;
  const now = world.options.clock.now();
  const kind = wish.kind ?? "paid";
  const checkout = wish.fromCheckout === undefined ? null : needCheckout(world, wish.fromCheckout);
  if (checkout && checkout.completedAt !== null) throw new WishError("this checkout has become an order already");
  const buyer: Buyer = checkout
    ? {
        customer: customerById(world, checkout.customerId),
        email: checkout.email,
        phone: checkout.phone,
        locale: checkout.locale,
        address: checkout.shippingAddress,
        presentmentCurrency: checkout.presentmentCurrency,
      }
    : buyerOf(world, wish);
  const discounts = checkout?.discounts ?? discountsOf(world, wish.discountCodes);
  const lines = checkout
    ? checkout.lines.map((line) => ({ ...line, id: state.newId() }))
    : makeLines(world, wish.lines, discounts);
  const { customer, isNew } = customerForOrder(world, buyer);
  const number = state.nextOrderNumber++;
  const shippingMinor = shippingFor(totalsOf(lines, 0).subtotalMinor);
  const order: Order = {
    id: state.newId(),
    number,
    name: `#${number}`,
    token: state.newToken(),
    statusKey: state.newToken(),
    confirmationNumber: state.newToken().slice(0, 9).toUpperCase(),
    kind,
    checkoutToken: checkout?.token ?? state.newToken(),
    cartToken: checkout?.cartToken ?? state.newToken(),
    customerId: customer?.id ?? null,
    email: buyer.email,
    phone: buyer.phone,
    locale: buyer.locale,
    currency: state.shop.currency,
    presentmentCurrency: buyer.presentmentCurrency,
    lines,
    discounts,
    shippingMinor,
    shippingLineId: state.newId(),
    shippingAddress: buyer.address,
    billingAddress: buyer.address,
    paidMinor: kind === "paid" ? totalsOf(lines, shippingMinor).totalMinor : 0,
    financialStatus: kind === "paid" ? "paid" : "pending",
    fulfillmentStatus: null,
    tags: wish.tags ?? [],
    note: wish.note ?? null,
    edited: false,
    cancelledAt: null,
    cancelReason: null,
    closedAt: null,
    fulfillments: [],
    refunds: [],
    returns: [],
    transactionId: state.newId(),
    createdAt: now,
    updatedAt: now,
  };
  state.orders.push(order);
  for (const { code } of discounts) countUse(state, code);
  const emit = newAction(world, "placeOrder", order.id);
  if (customer && isNew) emit("customers/create", customerPayload(customer, state.shop));
  if (checkout) completeCheckout(world, emit, checkout);
  emitOrder(world, emit, "orders/create", order);
  if (kind === "paid") emitOrder(world, emit, "orders/paid", order);
  emitOrder(world, emit, "orders/updated", order);
  for (const line of lines) takeFromStock(world, emit, line);
  return order;
}

export function payOrder(world: World, wish: Wishes["payOrder"]): Order {
  const order = needOpenOrder(world, wish.orderId);
  if (order.financialStatus !== "pending") throw new WishError(`order ${order.name} is ${order.financialStatus}`);
  order.financialStatus = "paid";
  order.paidMinor = currentTotals(order).totalMinor;
  changed(world, order);
  const emit = newAction(world, "payOrder", order.id);
  emitOrder(world, emit, "orders/paid", order);
  emitOrder(world, emit, "orders/updated", order);
  return order;
}

export function editOrder(world: World, wish: Wishes["editOrder"]): Order {
  const order = needOpenOrder(world, wish.orderId);
  const added = wish.add ? makeLines(world, wish.add) : [];
  const removals = (wish.remove ?? []).map((part) => {
    const line = order.lines.find((candidate) => candidate.id === part.lineItemId);
    const left = line ? line.quantity - line.removed - line.fulfilled : 0;
    if (!line || left < (part.quantity ?? left) || left === 0)
      throw new WishError(`line ${part.lineItemId} has too few left`);
    return { line, delta: part.quantity ?? left };
  });
  for (const { line, delta } of removals) line.removed += delta;
  order.lines.push(...added);
  order.edited = true;
  changed(world, order);
  const emit = newAction(world, "editOrder", order.id);
  const edit = {
    id: world.state.newId(),
    at: order.updatedAt,
    additions: added.map((line) => ({ lineItemId: line.id, delta: line.quantity })),
    removals: removals.map(({ line, delta }) => ({ lineItemId: line.id, delta })),
  };
  emit("orders/edited", orderEditPayload(edit, order, world.state.shop));
  emitOrder(world, emit, "orders/updated", order);
  return order;
}

export function cancelOrder(world: World, wish: Wishes["cancelOrder"]): Order {
  const order = needOpenOrder(world, wish.orderId);
  if (order.fulfillments.length > 0) throw new WishError(`order ${order.name} is on its way already`);
  const emit = newAction(world, "cancelOrder", order.id);
  const wasPaid = order.paidMinor > refundedMinor(order);
  const owed = orderTotals(order).totalMinor - refundedMinor(order);
  changed(world, order);
  order.cancelledAt = order.updatedAt;
  order.closedAt = order.updatedAt;
  order.cancelReason = wish.reason ?? "customer";
  if (wasPaid && wish.refund !== false) {
    putRefund(
      world,
      emit,
      order,
      owed,
      "Cancelled",
      order.lines.map((line) => ({ line, quantity: line.quantity - line.removed })),
    );
  } else if (!wasPaid) {
    order.financialStatus = "voided";
  }
  for (const line of order.lines) {
    const found = findVariant(world.state, line.variantId);
    if (found && wish.restock !== false) putBackToStock(world, emit, found, line.quantity - line.removed);
    line.removed = line.quantity;
  }
  if (wish.restock !== false) order.fulfillmentStatus = "restocked";
  emitOrder(world, emit, "orders/cancelled", order);
  emitOrder(world, emit, "orders/updated", order);
  return order;
}
