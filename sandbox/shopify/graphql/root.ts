import { orderTotals } from "../state/totals.ts";
import type { Customer } from "../state/types.ts";
import type { World } from "../world.ts";
import { connection, type PageArgs } from "./connection.ts";
import type { SearchReport } from "./endpoint.ts";
import { createMutations } from "./mutations.ts";
import { byId, byNumber, byText, byTime, parseSearch, type SearchFields } from "./search.ts";
import { inSegment } from "./segments.ts";
import { gid, idOf, time } from "./views/common.ts";
import { checkoutView } from "./views/checkout.ts";
import { customerView, segmentMemberView } from "./views/customer.ts";
import { fulfillmentView } from "./views/fulfillment.ts";
import { orderView } from "./views/order.ts";
import { productView, variantView } from "./views/product.ts";
import { refundView, returnView } from "./views/refund.ts";
import { appInstallationView, appView, shopView } from "./views/shop.ts";

const sixtyDaysMs = 60 * 24 * 60 * 60 * 1000;

type SearchArgs = PageArgs & { query?: string | null; sortKey?: string | null };

/** Every query and mutation the sandbox answers; the schema knows many more, and those say so. */
export function createRoot(world: World, searches: SearchReport[]): object {
  const { state } = world;
  const zone = state.shop.timeZone;

  function search<T>(name: string, items: T[], query: string | null | undefined, fields: SearchFields<T>): T[] {
    if (!query) return items;
    const { test, warnings } = parseSearch(query, fields);
    searches.push({ path: [name], query, warnings });
    return items.filter(test);
  }

  /** Without read_all_orders only the last 60 days are there. */
  function visibleOrders() {
    if (state.shop.scopes.includes("read_all_orders")) return state.orders;
    const oldest = world.options.clock.now() - sixtyDaysMs;
    return state.orders.filter((order) => order.createdAt >= oldest);
  }

  function searchOrders(name: string, query: string | null | undefined) {
    return search(name, visibleOrders(), query, {
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
        order.fulfillmentStatus === null ? "unfulfilled" : order.fulfillmentStatus,
        order.fulfillmentStatus === "fulfilled" ? "shipped" : null,
      ]),
      tag: byText((order) => order.tags),
      email: byText((order) => [order.email]),
      customer_id: byId((order) => order.customerId),
      cart_token: byText((order) => [order.cartToken]),
      checkout_token: byText((order) => [order.checkoutToken]),
      gateway: byText((order) => [order.kind === "cod" ? "cash_on_delivery" : order.kind]),
    });
  }

  function searchCheckouts(name: string, query: string | null | undefined) {
    const abandoned = state.checkouts.filter(
      (checkout) => checkout.deletedAt === null && (checkout.email !== null || checkout.phone !== null),
    );
    // As in the admin: what has been paid is shown only to those who ask for it.
    const wanted =
      query?.includes("status:") || query?.includes("recovery_state:") ? abandoned : abandoned.filter(isOpen);
    return search(name, wanted, query, {
      default: byText((checkout) => [checkout.email, checkout.name]),
      id: byId((checkout) => checkout.id),
      created_at: byTime((checkout) => checkout.createdAt, zone),
      updated_at: byTime((checkout) => checkout.updatedAt, zone),
      status: (checkout, _operator, value) => (value === "closed") === (checkout.completedAt !== null),
      recovery_state: (checkout, _operator, value) => (value === "recovered") === (checkout.completedAt !== null),
    });
  }

  function searchCustomers(name: string, query: string | null | undefined) {
    return search(name, livingCustomers(world), query, {
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
    });
  }

  const readers: Record<string, (id: string) => object | null> = {
    Order: (id) =>
      mapFound(
        visibleOrders().find((order) => order.id === id),
        (order) => orderView(world, order),
      ),
    Customer: (id) =>
      mapFound(
        livingCustomers(world).find((customer) => customer.id === id),
        (customer) => customerView(world, customer),
      ),
    Product: (id) =>
      mapFound(
        state.products.find((product) => product.id === id),
        (product) => productView(world, product),
      ),
    ProductVariant: (id) => {
      const product = state.products.find((candidate) => candidate.variants.some((variant) => variant.id === id));
      const variant = product?.variants.find((candidate) => candidate.id === id);
      return product && variant ? variantView(world, product, variant) : null;
    },
    Fulfillment: (id) =>
      findIn(
        world,
        (order) => order.fulfillments,
        id,
        (order, found) => fulfillmentView(world, order, found),
      ),
    Refund: (id) =>
      findIn(
        world,
        (order) => order.refunds,
        id,
        (order, found) => refundView(world, order, found),
      ),
    Return: (id) =>
      findIn(
        world,
        (order) => order.returns,
        id,
        (order, found) => returnView(world, order, found),
      ),
    AbandonedCheckout: (id) =>
      mapFound(
        state.checkouts.find((checkout) => checkout.id === id),
        (checkout) => checkoutView(world, checkout),
      ),
    Segment: (id) =>
      mapFound(
        state.segments.find((segment) => segment.id === id),
        (segment) => segmentView(segment),
      ),
    Shop: () => shopView(world),
  };

  function node(globalId: string): object | null {
    const match = /^gid:\/\/shopify\/(\w+)\/(\d+)$/.exec(globalId);
    return match ? (readers[match[1] ?? ""]?.(match[2] ?? "") ?? null) : null;
  }

  function byGid(type: string) {
    return ({ id }: { id: string }) => {
      const digits = idOf(type, id);
      return digits === null ? null : (readers[type]?.(digits) ?? null);
    };
  }

  return {
    ...createMutations(world, node),
    shop: () => shopView(world),
    app: () => appView(world),
    currentAppInstallation: () => appInstallationView(world),
    appInstallation: () => appInstallationView(world),
    shopLocales: () => [
      { __typename: "ShopLocale", locale: state.shop.locale, name: "German", primary: true, published: true },
      { __typename: "ShopLocale", locale: "en", name: "English", primary: false, published: true },
    ],
    node: ({ id }: { id: string }) => node(id),
    nodes: ({ ids }: { ids: string[] }) => ids.map(node),
    job: ({ id }: { id: string }) => {
      const job = state.jobs.find((candidate) => gid("Job", candidate.id) === id);
      return job ? { __typename: "Job", id, done: job.done } : null;
    },
    order: byGid("Order"),
    customer: byGid("Customer"),
    product: byGid("Product"),
    productVariant: byGid("ProductVariant"),
    fulfillment: byGid("Fulfillment"),
    refund: byGid("Refund"),
    return: byGid("Return"),
    segment: byGid("Segment"),
    orders: (args: SearchArgs) =>
      connection(
        args,
        searchOrders("orders", args.query),
        (order) => ({
          id: order.id,
          value:
            args.sortKey === "UPDATED_AT"
              ? order.updatedAt
              : args.sortKey === "TOTAL_PRICE"
                ? orderTotals(order).totalMinor
                : args.sortKey === "ORDER_NUMBER"
                  ? order.number
                  : args.sortKey === "ID"
                    ? 0
                    : order.createdAt,
        }),
        (order) => orderView(world, order),
      ),
    ordersCount: (args: { query?: string | null }) => count(searchOrders("ordersCount", args.query).length),
    abandonedCheckouts: (args: SearchArgs) =>
      connection(
        args,
        searchCheckouts("abandonedCheckouts", args.query),
        (checkout) => ({ id: checkout.id, value: args.sortKey === "CREATED_AT" ? checkout.createdAt : 0 }),
        (checkout) => checkoutView(world, checkout),
      ),
    abandonedCheckoutsCount: (args: { query?: string | null }) =>
      count(searchCheckouts("abandonedCheckoutsCount", args.query).length),
    customers: (args: SearchArgs) =>
      connection(
        args,
        searchCustomers("customers", args.query),
        (customer) => ({
          id: customer.id,
          value:
            args.sortKey === "UPDATED_AT" ? customer.updatedAt : args.sortKey === "CREATED_AT" ? customer.createdAt : 0,
        }),
        (customer) => customerView(world, customer),
      ),
    customerByIdentifier: ({
      identifier,
    }: {
      identifier: { id?: string; phoneNumber?: string; emailAddress?: string };
    }) =>
      mapFound(
        livingCustomers(world).find(
          (customer) =>
            (identifier.id !== undefined && gid("Customer", customer.id) === identifier.id) ||
            (identifier.phoneNumber !== undefined && customer.phone === identifier.phoneNumber) ||
            (identifier.emailAddress !== undefined && customer.email === identifier.emailAddress),
        ),
        (customer) => customerView(world, customer),
      ),
    products: (args: SearchArgs) =>
      connection(
        args,
        search("products", state.products, args.query, {
          default: byText((product) => [product.title, product.handle]),
          id: byId((product) => product.id),
          handle: byText((product) => [product.handle]),
          title: byText((product) => [product.title]),
          tag: byText((product) => product.tags),
          updated_at: byTime((product) => product.updatedAt, zone),
        }),
        (product) => ({ id: product.id, value: args.sortKey === "UPDATED_AT" ? product.updatedAt : 0 }),
        (product) => productView(world, product),
      ),
    productVariants: (args: SearchArgs) =>
      connection(
        args,
        search(
          "productVariants",
          state.products.flatMap((product) => product.variants.map((variant) => ({ product, variant }))),
          args.query,
          {
            default: byText(({ variant }) => [variant.title, variant.sku]),
            id: byId(({ variant }) => variant.id),
            sku: byText(({ variant }) => [variant.sku]),
            product_id: byId(({ product }) => product.id),
          },
        ),
        ({ variant }) => ({ id: variant.id, value: 0 }),
        ({ product, variant }) => variantView(world, product, variant),
      ),
    segments: (args: SearchArgs) =>
      connection(
        args,
        search("segments", state.segments, args.query, {
          name: byText((segment) => [segment.name]),
          default: byText((segment) => [segment.name]),
        }),
        (segment) => ({ id: segment.id, value: segment.createdAt }),
        segmentView,
      ),
    customerSegmentMembers: (args: PageArgs & { query?: string | null; segmentId?: string | null }) => {
      const segment = state.segments.find((candidate) => gid("Segment", candidate.id) === args.segmentId);
      const members = livingCustomers(world).filter((customer) =>
        inSegment(world, customer, args.query ?? segment?.query ?? ""),
      );
      return connection(
        args,
        members,
        (customer) => ({ id: customer.id, value: 0 }),
        (customer) => segmentMemberView(world, customer),
      );
    },
  };
}

function livingCustomers(world: World): Customer[] {
  return world.state.customers.filter((customer) => customer.deletedAt === null);
}

function isOpen(checkout: { completedAt: number | null }): boolean {
  return checkout.completedAt === null;
}

function mapFound<T>(found: T | undefined, view: (found: T) => object): object | null {
  return found === undefined ? null : view(found);
}

function findIn<T extends { id: string }>(
  world: World,
  partsOf: (order: World["state"]["orders"][number]) => T[],
  id: string,
  view: (order: World["state"]["orders"][number], found: T) => object,
): object | null {
  for (const order of world.state.orders) {
    const found = partsOf(order).find((part) => part.id === id);
    if (found) return view(order, found);
  }
  return null;
}

function count(value: number): object {
  return { __typename: "Count", count: value, precision: "EXACT" };
}

function segmentView(segment: World["state"]["segments"][number]): object {
  return {
    __typename: "Segment",
    id: gid("Segment", segment.id),
    name: segment.name,
    query: segment.query,
    creationDate: time(segment.createdAt),
    lastEditDate: time(segment.createdAt),
  };
}
