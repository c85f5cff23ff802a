import { orderTotals } from "../state/totals.ts";
import type { Order } from "../state/types.ts";
import type { World } from "../world.ts";
import { connection, type PageArgs } from "./connection.ts";
import { createFindById, segmentView, shown } from "./find-by-id.ts";
import { findRedeemCode } from "../state/discounts.ts";
import { discountNode } from "./discount-views.ts";
import { createMutations } from "./mutations.ts";
import { createSearches, livingCustomers, type SearchReport } from "./searches.ts";
import { inSegment } from "./segments.ts";
import { gid } from "./views/common.ts";
import { createViews } from "./views/create-views.ts";
import { appInstallationView, appView, shopView } from "./views/shop.ts";

type SearchArgs = PageArgs & { query?: string | null; sortKey?: string | null };
type CustomerIdentifier = { id?: string; phoneNumber?: string; emailAddress?: string };

/** Every query and mutation the sandbox answers; the schema knows many more, and those say so. */
export function createRoot(world: World, reports: SearchReport[]): object {
  const { state } = world;
  const views = createViews(world);
  const search = createSearches(world, reports);
  const find = createFindById(world, views);

  /** A list whose things are sorted by the time the caller asks for, else by id. */
  function timed<T extends { id: string; createdAt: number; updatedAt: number }>(
    args: SearchArgs,
    items: T[],
    view: (item: T) => object,
  ) {
    const valueOf = (item: T) =>
      args.sortKey === "UPDATED_AT" ? item.updatedAt : args.sortKey === "CREATED_AT" ? item.createdAt : 0;
    return connection(args, items, (item) => ({ id: item.id, value: valueOf(item) }), view);
  }

  return {
    ...createMutations(world, views, find.node),
    shop: () => shopView(world),
    app: () => appView(world),
    currentAppInstallation: () => appInstallationView(world),
    appInstallation: () => appInstallationView(world),
    shopLocales: () => [
      { __typename: "ShopLocale", locale: state.shop.locale, name: "German", primary: true, published: true },
      { __typename: "ShopLocale", locale: "en", name: "English", primary: false, published: true },
    ],
    node: ({ id }: { id: string }) => find.node(id),
    nodes: ({ ids }: { ids: string[] }) => ids.map(find.node),
    job: ({ id }: { id: string }) => {
      const job = state.jobs.find((candidate) => gid("Job", candidate.id) === id);
      return job ? { __typename: "Job", id, done: job.done } : null;
    },
    codeDiscountNode: find.resolver("DiscountCodeNode"),
    codeDiscountNodeByCode: ({ code }: { code: string }) => {
      const found = findRedeemCode(state, code);
      return found ? discountNode(world, found.discount) : null;
    },
    discountRedeemCodeBulkCreation: find.resolver("DiscountRedeemCodeBulkCreation"),
    order: find.resolver("Order"),
    customer: find.resolver("Customer"),
    product: find.resolver("Product"),
    productVariant: find.resolver("ProductVariant"),
    fulfillment: find.resolver("Fulfillment"),
    refund: find.resolver("Refund"),
    return: find.resolver("Return"),
    segment: find.resolver("Segment"),
    orders: (args: SearchArgs) =>
      connection(
        args,
        search.orders("orders", args.query),
        (order) => ({ id: order.id, value: orderSortValue(order, args.sortKey) }),
        views.order,
      ),
    ordersCount: (args: SearchArgs) => count(search.orders("ordersCount", args.query)),
    abandonedCheckouts: (args: SearchArgs) =>
      timed(args, search.checkouts("abandonedCheckouts", args.query), views.checkout),
    abandonedCheckoutsCount: (args: SearchArgs) => count(search.checkouts("abandonedCheckoutsCount", args.query)),
    customers: (args: SearchArgs) => timed(args, search.customers("customers", args.query), views.customer),
    customerByIdentifier: ({ identifier }: { identifier: CustomerIdentifier }) =>
      shown(
        livingCustomers(world).find(
          (customer) =>
            (identifier.id !== undefined && gid("Customer", customer.id) === identifier.id) ||
            (identifier.phoneNumber !== undefined && digitsOf(customer.phone) === digitsOf(identifier.phoneNumber)) ||
            (identifier.emailAddress !== undefined && customer.email === identifier.emailAddress),
        ),
        views.customer,
      ),
    products: (args: SearchArgs) => timed(args, search.products("products", args.query), views.product),
    productVariants: (args: SearchArgs) =>
      connection(
        args,
        search.variants("productVariants", args.query),
        ({ variant }) => ({ id: variant.id, value: 0 }),
        ({ product, variant }) => views.variant(product, variant),
      ),
    segments: (args: SearchArgs) =>
      connection(
        args,
        search.segments("segments", args.query),
        (segment) => ({ id: segment.id, value: segment.createdAt }),
        segmentView,
      ),
    customerSegmentMembers: (args: PageArgs & { query?: string | null; segmentId?: string | null }) => {
      const segment = state.segments.find((candidate) => gid("Segment", candidate.id) === args.segmentId);
      const condition = args.query ?? segment?.query ?? "";
      return connection(
        args,
        livingCustomers(world).filter((customer) => inSegment(world, customer, condition)),
        (customer) => ({ id: customer.id, value: 0 }),
        views.segmentMember,
      );
    },
  };
}

/** Shopify keeps customers' numbers in E.164; those typed here with spaces are compared as if they were. */
function digitsOf(phone: string | null): string | undefined {
  return phone?.replace(/[^+\d]/g, "");
}

function orderSortValue(order: Order, sortKey: string | null | undefined): number {
  if (sortKey === "UPDATED_AT") return order.updatedAt;
  if (sortKey === "TOTAL_PRICE") return orderTotals(order).totalMinor;
  if (sortKey === "ORDER_NUMBER") return order.number;
  return sortKey === "ID" ? 0 : order.createdAt;
}

function count(found: unknown[]): object {
  return { __typename: "Count", count: found.length, precision: "EXACT" };
}
