import { orderTotals, outstandingMinor, totalsOf } from "../state/totals.ts";
import type { World } from "../world.ts";
import { recoveryUrl } from "../webhooks/payloads/checkout.ts";
import { orderStatusUrl } from "../webhooks/payloads/order.ts";

export type StateSnapshot = ReturnType<typeof stateSnapshot>;

/** Everything a page or a test wants to know, as plain JSON. */
export function stateSnapshot(world: World) {
  const { state, deliverer, tokens, options } = world;
  return {
    now: options.clock.now(),
    offsetFromRealMs: options.clock.now() - Date.now(),
    shop: state.shop,
    products: state.products,
    customers: state.customers
      .filter((customer) => customer.deletedAt === null)
      .map((customer) => ({ ...customer, country: customer.address?.countryCode ?? null })),
    carts: state.carts,
    checkouts: state.checkouts.map((checkout) => ({
      ...checkout,
      totalMinor: totalsOf(checkout.lines, 0).totalMinor,
      recoveryUrl: recoveryUrl(checkout, state.shop),
    })),
    orders: state.orders.map((order) => ({
      ...order,
      totalMinor: orderTotals(order).totalMinor,
      outstandingMinor: outstandingMinor(order),
      statusUrl: orderStatusUrl(order, state.shop),
    })),
    segments: state.segments,
    metafields: state.metafields,
    discountCodes: state.discountCodes,
    faults: world.faults,
    withheld: deliverer.heldCount(),
    pendingDeliveries: deliverer.pendingCount(),
    deliveries: deliverer
      .recent()
      .map(({ webhookId, eventId, topic, triggeredAt, attempts, state: outcome, nextAt }) => ({
        webhookId,
        eventId,
        topic,
        triggeredAt,
        attempts,
        state: outcome,
        nextAt,
      })),
    tokens: tokens.counts,
    graphql: world.graphqlStats,
  };
}
