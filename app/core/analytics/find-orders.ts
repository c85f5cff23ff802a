import type { Db } from "../ports.ts";

export type FoundOrder = {
  id: string;
  name: string;
  contactId: string | null;
  checkoutToken: string | null;
  cartToken: string | null;
};

const foundAtMost = 20;

/** Orders by their name as people write it: "#1001", "1001", "en-1001". Index: Order (shopId, name). */
export function findOrders(db: Db, shopId: string, search: string): Promise<FoundOrder[]> {
  const bare = search.replace(/^#\s*/, "");
  const spellings = [search, bare, `#${bare}`].flatMap((name) => [name, name.toUpperCase()]);
  return db.order.findMany({
    where: { shopId, name: { in: [...new Set(spellings)] } },
    select: { id: true, name: true, contactId: true, checkoutToken: true, cartToken: true },
    orderBy: { createdAt: "desc" },
    take: foundAtMost,
  });
}

/**
 * The runs that belong to these orders: their own, and the reminders of the checkout and the cart they came from.
 * Index: AutomationRun (shopId, contactId).
 */
export async function runsOfOrders(db: Db, shopId: string, orders: readonly FoundOrder[]): Promise<string[]> {
  const contactIds = orders.flatMap(({ contactId }) => contactId ?? []);
  if (contactIds.length === 0) return [];
  const keys = orders.flatMap(({ id, checkoutToken, cartToken }) => [`order:${id}`, checkoutToken, cartToken]);
  const runs = await db.automationRun.findMany({
    where: { shopId, contactId: { in: contactIds }, cancelKey: { in: keys.filter((key) => key !== null) } },
    select: { id: true },
  });
  return runs.map((run) => run.id);
}

/** The order that a run is about, read off its key. */
export function orderIdOfKey(cancelKey: string | null): string | null {
  return cancelKey?.startsWith("order:") ? cancelKey.slice("order:".length) : null;
}

/** Names of orders by their id. */
export async function orderNames(db: Db, shopId: string, ids: Iterable<string>): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const orders = await db.order.findMany({ where: { shopId, id: { in: wanted } }, select: { id: true, name: true } });
  return new Map(orders.map((order) => [order.id, order.name]));
}
