import type { Order, Segment } from "../state/types.ts";
import type { World } from "../world.ts";
import { codeCreationView, discountNode } from "./discount-views.ts";
import { livingCustomers, visibleOrders } from "./searches.ts";
import { gid, idOf, time } from "./views/common.ts";
import { shopView } from "./views/shop.ts";
import type { Views } from "./views/views.ts";

export type FindById = {
  /** Any thing by its global id. */
  node(globalId: string): object | null;
  /** The resolver of a field that takes the id of one type. */
  resolver(type: string): (args: { id: string }) => object | null;
};

export function createFindById(world: World, views: Views): FindById {
  const { state } = world;
  const readers: Record<string, (id: string) => object | null> = {
    Shop: () => shopView(world),
    Order: (id) => shown(withId(visibleOrders(world), id), views.order),
    Customer: (id) => shown(withId(livingCustomers(world), id), views.customer),
    Product: (id) => shown(withId(state.products, id), views.product),
    AbandonedCheckout: (id) => shown(withId(state.checkouts, id), views.checkout),
    DiscountCodeNode: (id) => shown(withId(state.discountCodes, id), (discount) => discountNode(world, discount)),
    DiscountRedeemCodeBulkCreation: (id) =>
      shown(withId(state.codeCreations, id), (creation) => codeCreationView(world, creation)),
    Segment: (id) => shown(withId(state.segments, id), segmentView),
    ProductVariant: (id) => {
      const product = state.products.find((candidate) => withId(candidate.variants, id));
      const variant = product && withId(product.variants, id);
      return product && variant ? views.variant(product, variant) : null;
    },
    Fulfillment: (id) => inOrder(world, id, (order) => order.fulfillments, views.fulfillment),
    Refund: (id) => inOrder(world, id, (order) => order.refunds, views.refund),
    Return: (id) => inOrder(world, id, (order) => order.returns, views.orderReturn),
  };
  return {
    node(globalId) {
      const [, type = "", id = ""] = /^gid:\/\/shopify\/(\w+)\/(\d+)$/.exec(globalId) ?? [];
      return readers[type]?.(id) ?? null;
    },
    resolver: (type) => (args) => {
      const id = idOf(type, args.id);
      return id === null ? null : (readers[type]?.(id) ?? null);
    },
  };
}

export function segmentView(segment: Segment): object {
  return {
    __typename: "Segment",
    id: gid("Segment", segment.id),
    name: segment.name,
    query: segment.query,
    creationDate: time(segment.createdAt),
    lastEditDate: time(segment.createdAt),
  };
}

function withId<T extends { id: string }>(things: T[], id: string): T | undefined {
  return things.find((thing) => thing.id === id);
}

export function shown<T>(found: T | undefined, view: (found: T) => object): object | null {
  return found === undefined ? null : view(found);
}

function inOrder<T extends { id: string }>(
  world: World,
  id: string,
  partsOf: (order: Order) => T[],
  view: (order: Order, found: T) => object,
): object | null {
  for (const order of visibleOrders(world)) {
    const found = withId(partsOf(order), id);
    if (found) return view(order, found);
  }
  return null;
}
