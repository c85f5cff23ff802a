import type { Checkout, Customer, Order, Product, Segment, Variant } from "../state/types.ts";
import type { World } from "../world.ts";
import { byId, byNumber, byText, byTime, parseSearch, type SearchFields, type SearchWarning } from "./search.ts";

const sixtyDaysMs = 60 * 24 * 60 * 60 * 1000;

export type SearchReport = { path: string[]; query: string; warnings: SearchWarning[] };
type Query = string | null | undefined;

/** The lists that can be searched, by the fields Shopify documents for them. What was not understood goes to `reports`. */
export function createSearches(world: World, reports: SearchReport[]) {
  const { state } = world;
  const zone = state.shop.timeZone;

  function search<T>(name: string, items: T[], query: Query, fields: SearchFields<T>): T[] {
    if (!query) return items;
    const { test, warnings } = parseSearch(query, fields);
    reports.push({ path: [name], query, warnings });
    return items.filter(test);
  }

  return {
    orders: (name: string, query: Query): Order[] =>
      search(name, visibleOrders(world), query, {
        default: byText((order) => [order.name, String(order.number), order.email]),
        id: byId((order) => order.id),
        name: byText((order) => [order.name, String(order.number)]),
        created_at: byTime((order) => order.createdAt, zone),
        processed_at: byTime((order) => order.createdAt, zone),
        updated_at: byTime((order) => order.updatedAt, zone),
        status: (order, _operator, value) =>
          value === "any" ||
          (value === "cancelled" ? order.cancelledAt !== null : (value === "closed") === (order.closedAt !== null)),
        financial_status: byText((order) => [order.financialStatus]),
        fulfillment_status: byText((order) => [
          order.fulfillmentStatus ?? "unfulfilled",
          order.fulfillmentStatus === "fulfilled" ? "shipped" : null,
        ]),
        tag: byText((order) => order.tags),
        email: byText((order) => [order.email]),
        customer_id: byId((order) => order.customerId),
        cart_token: byText((order) => [order.cartToken]),
        checkout_token: byText((order) => [order.checkoutToken]),
      }),

    checkouts(name: string, query: Query): Checkout[] {
      const abandoned = state.checkouts.filter(
        (checkout) => checkout.deletedAt === null && (checkout.email !== null || checkout.phone !== null),
      );
      // As in the admin: what has been paid is shown only to those who ask for it.
      const asked = query?.includes("status:") || query?.includes("recovery_state:");
      const wanted = asked ? abandoned : abandoned.filter((checkout) => checkout.completedAt === null);
      return search(name, wanted, query, {
        default: byText((checkout) => [checkout.email, checkout.name]),
        id: byId((checkout) => checkout.id),
        created_at: byTime((checkout) => checkout.createdAt, zone),
        updated_at: byTime((checkout) => checkout.updatedAt, zone),
        status: (checkout, _operator, value) => (value === "closed") === (checkout.completedAt !== null),
        recovery_state: (checkout, _operator, value) => (value === "recovered") === (checkout.completedAt !== null),
      });
    },

    customers: (name: string, query: Query): Customer[] =>
      search(name, livingCustomers(world), query, {
        default: byText((customer) => [customer.firstName, customer.lastName, customer.email, customer.phone]),
        id: byId((customer) => customer.id),
        email: byText((customer) => [customer.email]),
        phone: byText((customer) => [customer.phone]),
        first_name: byText((customer) => [customer.firstName]),
        last_name: byText((customer) => [customer.lastName]),
        tag: byText((customer) => customer.tags),
        country: byText((customer) => [customer.address?.country ?? null, customer.address?.countryCode ?? null]),
        updated_at: byTime((customer) => customer.updatedAt, zone),
        created_at: byTime((customer) => customer.createdAt, zone),
        orders_count: byNumber((customer) => state.orders.filter((order) => order.customerId === customer.id).length),
      }),

    products: (name: string, query: Query): Product[] =>
      search(name, state.products, query, {
        default: byText((product) => [product.title, product.handle]),
        id: byId((product) => product.id),
        handle: byText((product) => [product.handle]),
        title: byText((product) => [product.title]),
        tag: byText((product) => product.tags),
        updated_at: byTime((product) => product.updatedAt, zone),
      }),

    variants: (name: string, query: Query): { product: Product; variant: Variant }[] =>
      search(
        name,
        state.products.flatMap((product) => product.variants.map((variant) => ({ product, variant }))),
        query,
        {
          default: byText(({ variant }) => [variant.title, variant.sku]),
          id: byId(({ variant }) => variant.id),
          sku: byText(({ variant }) => [variant.sku]),
          product_id: byId(({ product }) => product.id),
        },
      ),

    segments: (name: string, query: Query): Segment[] =>
      search(name, state.segments, query, {
        default: byText((segment) => [segment.name]),
        name: byText((segment) => [segment.name]),
      }),
  };
}

/** Without read_all_orders only the last 60 days are there. */
export function visibleOrders(world: World): Order[] {
  const { orders, shop } = world.state;
  if (shop.scopes.includes("read_all_orders")) return orders;
  const oldest = world.options.clock.now() - sixtyDaysMs;
  return orders.filter((order) => order.createdAt >= oldest);
}

export function livingCustomers(world: World): Customer[] {
  return world.state.customers.filter((customer) => customer.deletedAt === null);
}
