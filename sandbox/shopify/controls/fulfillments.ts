import type { Fulfillment, FulfillmentEvent, Line, Order } from "../state/types.ts";
import type { World } from "../world.ts";
import { fulfillmentEventPayload, fulfillmentPayload } from "../webhooks/payloads/fulfillment.ts";
import { newAction } from "./emit.ts";
import { changed } from "./changed.ts";
import { emitOrder, needOpenOrder } from "./find-order.ts";
import { WishError, type Wishes } from "./wishes.ts";

export function fulfil(world: World, wish: Wishes["fulfil"]): Fulfillment {
  const { state } = world;
  const order = needOpenOrder(world, wish.orderId);
  const parts = partsToSend(order, wish.lines);
  for (const { line, quantity } of parts) line.fulfilled += quantity;
  const isWhole = order.lines.every((line) => left(line) === 0);
  order.fulfillmentStatus = isWhole ? "fulfilled" : "partial";
  changed(world, order);
  const tracked = wish.tracking !== false;
  const trackingNumber = tracked
    ? (wish.trackingNumber ?? `00340${order.number}${order.fulfillments.length + 1}`)
    : null;
  const fulfillment: Fulfillment = {
    id: state.newId(),
    orderId: order.id,
    name: `${order.name}.${order.fulfillments.length + 1}`,
    status: "success",
    shipmentStatus: null,
    trackingCompany: tracked ? (wish.company ?? "DHL Express") : null,
    trackingNumber,
    trackingUrl: trackingNumber === null ? null : `https://${state.shop.storefrontHost}/track/${trackingNumber}`,
    lines: parts.map(({ line, quantity }) => ({ lineItemId: line.id, quantity })),
    events: [],
    createdAt: order.updatedAt,
    updatedAt: order.updatedAt,
  };
  order.fulfillments.push(fulfillment);
  const emit = newAction(world, "fulfil", order.id);
  emit("fulfillments/create", fulfillmentPayload(fulfillment, order, state.shop));
  emitOrder(world, emit, isWhole ? "orders/fulfilled" : "orders/partially_fulfilled", order);
  emitOrder(world, emit, "orders/updated", order);
  return fulfillment;
}

export function moveParcel(world: World, wish: Wishes["moveParcel"]): FulfillmentEvent {
  const { order, fulfillment } = needParcel(world, wish);
  changed(world, fulfillment);
  const event: FulfillmentEvent = {
    id: world.state.newId(),
    fulfillmentId: fulfillment.id,
    orderId: order.id,
    status: wish.event,
    message: wish.message ?? null,
    happenedAt: fulfillment.updatedAt,
  };
  fulfillment.events.push(event);
  fulfillment.shipmentStatus = wish.event;
  order.updatedAt = Math.max(order.updatedAt, fulfillment.updatedAt);
  const emit = newAction(world, "moveParcel", fulfillment.id);
  emit("fulfillment_events/create", fulfillmentEventPayload(event, order, world.state.shop));
  emit("fulfillments/update", fulfillmentPayload(fulfillment, order, world.state.shop));
  emitOrder(world, emit, "orders/updated", order);
  return event;
}

function partsToSend(order: Order, wanted: Wishes["fulfil"]["lines"]): { line: Line; quantity: number }[] {
  const parts = wanted
    ? wanted.map((part) => {
        const line = order.lines.find((candidate) => candidate.id === part.lineItemId);
        if (!line || left(line) < (part.quantity ?? 1)) throw new WishError(`line ${part.lineItemId} has too few left`);
        return { line, quantity: part.quantity ?? left(line) };
      })
    : order.lines.filter((line) => left(line) > 0).map((line) => ({ line, quantity: left(line) }));
  if (parts.length === 0) throw new WishError(`order ${order.name} has nothing left to send`);
  return parts;
}

function left(line: Line): number {
  return line.quantity - line.removed - line.fulfilled;
}

function needParcel(world: World, wish: Wishes["moveParcel"]): { order: Order; fulfillment: Fulfillment } {
  const found = world.state.orders.find((order) =>
    wish.fulfillmentId === undefined
      ? order.id === wish.orderId
      : order.fulfillments.some((fulfillment) => fulfillment.id === wish.fulfillmentId),
  );
  if (!found) throw new WishError("say which parcel: an orderId or a fulfillmentId that exists");
  const order = needOpenOrder(world, found.id);
  const fulfillment =
    wish.fulfillmentId === undefined
      ? (order.fulfillments.at(-1) ?? fulfil(world, { orderId: order.id }))
      : order.fulfillments.find((candidate) => candidate.id === wish.fulfillmentId);
  if (!fulfillment) throw new WishError(`there is no parcel ${wish.fulfillmentId ?? ""}`);
  return { order, fulfillment };
}
