import type { Order } from "../state/types.ts";
import { orderPayload } from "../webhooks/payloads/order.ts";
import type { World } from "../world.ts";
import { customerById } from "./checkouts.ts";
import type { Emit } from "./emit.ts";
import { WishError } from "./wishes.ts";

export function needOrder(world: World, id: string): Order {
  const order = world.state.orders.find((candidate) => candidate.id === id);
  if (!order) throw new WishError(`there is no order ${id}`);
  return order;
}

export function needOpenOrder(world: World, id: string): Order {
  const order = needOrder(world, id);
  if (order.cancelledAt !== null) throw new WishError(`order ${order.name} is cancelled`);
  return order;
}

export function emitOrder(world: World, emit: Emit, topic: string, order: Order): void {
  emit(topic, orderPayload(order, customerById(world, order.customerId), world.state.shop));
}
