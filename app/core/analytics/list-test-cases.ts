import { z } from "zod";
import type { Prisma } from "#prisma/generated/client.ts";
import type { RequestKind } from "#prisma/generated/enums.ts";
import { triggersOf, type Trigger } from "../automations/triggers.ts";
import { findContacts, readSearch } from "../contacts/find-contacts.ts";
import type { Ctx, Db } from "../ports.ts";
import { storeEventKinds } from "../shared/store-event.ts";
import { contactLabel, contactLabelSelect } from "./contact-label.ts";

/** Something that happened in the shop and that an automation can be tested with. */
export type TestCase = {
  subject: { kind: string; id: string };
  /** "#1001" of an order and of what belongs to one; null: it is known by its amount. */
  name: string | null;
  total: { minor: string; currency: string } | null;
  /** "Oak bowl (M)" of what somebody waits for; of a tag added, the tag. */
  product: string | null;
  contact: string | null;
  at: string;
};

type Found = { kind: string; id: string; contactId: string | null; at: Date; about: string | null };

const foundSelect = { subjectKind: true, subjectId: true, contactId: true, occurredAt: true, details: true } as const;

const named = z.object({ name: z.string() });

function foundIn(event: Prisma.StoreEventGetPayload<{ select: typeof foundSelect }>): Found {
  const { subjectKind: kind, subjectId: id, contactId, occurredAt: at, details } = event;
  // What belongs to an order has its name there; a tag is nowhere else.
  const about = kind === "customer_tag" ? (named.safeParse(details).data?.name ?? null) : null;
  return { kind, id, contactId, at, about };
}

const listedAtMost = 10;
/** Events looked through: one checkout has many of them. */
const eventsAtMost = 120;

/**
 * The newest cases that a trigger would have been pulled by, at most ten; those of one order or person when something is
 * searched for. Indexes: StoreEvent (shopId, kind, id), (shopId, contactId, id) and its key, Order (shopId, name).
 */
export async function listTestCases(
  { db }: Ctx,
  shopId: string,
  query: { trigger: Trigger; search?: string | undefined; country: string | null },
): Promise<TestCase[]> {
  const search = readSearch(query.search);
  const kind = requestKinds[query.trigger];
  if (kind) return listProductRequests(db, shopId, kind, search, query.country);
  const kinds = storeEventKinds.filter((kind) => triggersOf(kind).includes(query.trigger));
  const found = search
    ? await searched(db, shopId, kinds, search, query.country)
    : await newest(db, shopId, kinds, null);
  const subjects = new Map(found.map((one) => [`${one.kind} ${one.id}`, one] as const).reverse());
  const cases = [...subjects.values()].sort((one, other) => other.at.getTime() - one.at.getTime());
  return describe(db, shopId, cases.slice(0, listedAtMost));
}

/** Triggers that answer somebody who asked. */
const requestKinds: Partial<Record<Trigger, RequestKind>> = {
  variant_in_stock: "back_in_stock",
  variant_price_dropped: "price_drop",
};

async function newest(db: Db, shopId: string, kinds: string[], contactIds: string[] | null): Promise<Found[]> {
  const perKind = await Promise.all(
    kinds.map((kind) =>
      db.storeEvent.findMany({
        where: { shopId, kind, ...(contactIds && { contactId: { in: contactIds } }) },
        orderBy: { id: "desc" },
        take: eventsAtMost,
        select: foundSelect,
      }),
    ),
  );
  return perKind.flat().map(foundIn);
}

async function searched(db: Db, shopId: string, kinds: string[], search: string, country: string | null) {
  const [people, ofOrder] = await Promise.all([
    findContacts(db, shopId, search, country),
    ofOrderNamed(db, shopId, kinds, search),
  ]);
  return [...ofOrder, ...(people.length > 0 ? await newest(db, shopId, kinds, people) : [])];
}

/** "1001" and "#1001" both mean the order, and with it its checkout, its parcels, refunds and returns. */
async function ofOrderNamed(db: Db, shopId: string, kinds: string[], search: string): Promise<Found[]> {
  const names = [search, `#${search.replace(/^#/, "")}`];
  const orders = await db.order.findMany({
    where: { shopId, name: { in: names } },
    take: listedAtMost,
    select: { id: true, checkoutToken: true, cartToken: true },
  });
  if (orders.length === 0) return [];
  const orderId = { in: orders.map(({ id }) => id) };
  const within = { where: { shopId, orderId }, select: { id: true } };
  const [fulfillments, refunds, returns] = await Promise.all([
    db.fulfillment.findMany(within),
    db.refund.findMany(within),
    db.orderReturn.findMany(within),
  ]);
  const ids: Record<string, (string | null)[]> = {
    order: orders.map(({ id }) => id),
    checkout: orders.map(({ checkoutToken }) => checkoutToken),
    cart: orders.map(({ cartToken }) => cartToken),
    fulfillment: fulfillments.map(({ id }) => id),
    refund: refunds.map(({ id }) => id),
    return: returns.map(({ id }) => id),
  };
  const events = await db.storeEvent.findMany({
    where: {
      shopId,
      kind: { in: kinds },
      OR: Object.entries(ids).map(([subjectKind, all]) => ({
        subjectKind,
        subjectId: { in: all.filter((id) => id !== null) },
      })),
    },
    orderBy: { id: "desc" },
    take: eventsAtMost,
    select: foundSelect,
  });
  return events.map(foundIn);
}

async function describe(db: Db, shopId: string, found: Found[]): Promise<TestCase[]> {
  const idsOf = (kind: string) => found.filter((one) => one.kind === kind).map(({ id }) => id);
  const byId = (kind: string) => ({ where: { shopId, id: { in: idsOf(kind) } }, select: { id: true, orderId: true } });
  const amount = { totalMinor: true, currency: true, contactId: true } as const;
  const [fulfillments, refunds, returns, checkouts, carts] = await Promise.all([
    db.fulfillment.findMany(byId("fulfillment")),
    db.refund.findMany(byId("refund")),
    db.orderReturn.findMany(byId("return")),
    db.checkout.findMany({ where: { shopId, token: { in: idsOf("checkout") } }, select: { token: true, ...amount } }),
    db.cart.findMany({ where: { shopId, token: { in: idsOf("cart") } }, select: { token: true, ...amount } }),
  ]);
  const orderOf = new Map([...fulfillments, ...refunds, ...returns].map(({ id, orderId }) => [id, orderId]));
  const orders = await db.order.findMany({
    where: { shopId, id: { in: [...idsOf("order"), ...orderOf.values()] } },
    select: { id: true, name: true, ...amount },
  });
  const rows = found.map((one) => {
    const order = orders.find(({ id }) => id === (one.kind === "order" ? one.id : orderOf.get(one.id)));
    const basket = (one.kind === "cart" ? carts : checkouts).find(({ token }) => token === one.id);
    return { one, name: order?.name ?? null, row: order ?? basket ?? null };
  });
  const labels = await labelsOf(
    db,
    shopId,
    rows.map(({ one, row }) => row?.contactId ?? one.contactId),
  );
  return rows.map(({ one, name, row }) => ({
    subject: { kind: one.kind, id: one.id },
    name,
    total: row && { minor: row.totalMinor.toString(), currency: row.currency },
    product: one.about,
    contact: labels.get(row?.contactId ?? one.contactId ?? "") ?? null,
    at: one.at.toISOString(),
  }));
}

async function listProductRequests(
  db: Db,
  shopId: string,
  kind: RequestKind,
  search: string | null,
  country: string | null,
) {
  const people = search ? await findContacts(db, shopId, search, country) : null;
  const requests = await db.productRequest.findMany({
    where: { shopId, kind, ...(people && { contactId: { in: people } }) },
    orderBy: { id: "desc" },
    take: listedAtMost,
  });
  const labels = await labelsOf(
    db,
    shopId,
    requests.map(({ contactId }) => contactId),
  );
  return requests.map((request) => ({
    subject: { kind: "stock_request", id: request.id },
    name: null,
    total: null,
    product: [request.productTitle, request.variantTitle].filter(Boolean).join(", "),
    contact: labels.get(request.contactId) ?? null,
    at: request.requestedAt.toISOString(),
  }));
}

async function labelsOf(db: Db, shopId: string, ids: (string | null)[]): Promise<Map<string, string>> {
  const known = [...new Set(ids.filter((id) => id !== null))];
  if (known.length === 0) return new Map();
  const contacts = await db.contact.findMany({ where: { shopId, id: { in: known } }, select: contactLabelSelect });
  return new Map(contacts.map(contactLabel).map(({ id, label }) => [id, label]));
}
