import type { Db } from "../ports.ts";
import type { PrivacySubject } from "../shared/privacy-subject.ts";
import { subjectOfTopic } from "../shared/subject-of-topic.ts";

type Delivery = { id: string; source: string; topic: string; json: Record<string, unknown> | null };
type About = { id: string; orderId: string | null; token: string | null; customerId: string | null };

/**
 * Of Shopify's webhooks that name a person, which are about somebody else: their order, checkout or cart has another contact,
 * or the customer they tell of is one. Callbacks of WhatsApp's are about everybody in them, and are left out. Indexes: the keys
 * of Order, Checkout, Cart and ContactIdentity.
 */
export async function aboutOthers(
  db: Db,
  shopId: string,
  person: PrivacySubject,
  deliveries: readonly Delivery[],
): Promise<Set<string>> {
  const about = deliveries.filter(({ source }) => source === "shopify").map(aboutWhat);
  const orders = about.flatMap(({ orderId }) => orderId ?? []).filter((id) => !person.orderIds.includes(id));
  const tokens = about.flatMap(({ token }) => token ?? []).filter((token) => !person.tokens.includes(token));
  const customers = about
    .flatMap(({ customerId }) => customerId ?? [])
    .filter((id) => !person.customerIds.includes(id));
  if (orders.length + tokens.length + customers.length === 0) return new Set();
  const others = { shopId, contactId: { not: null, notIn: person.contactIds } };
  const [theirOrders, checkouts, carts, identities] = await Promise.all([
    db.order.findMany({ where: { ...others, id: { in: orders } }, select: { id: true } }),
    db.checkout.findMany({ where: { ...others, token: { in: tokens } }, select: { token: true } }),
    db.cart.findMany({ where: { ...others, token: { in: tokens } }, select: { token: true } }),
    db.contactIdentity.findMany({
      where: {
        ...{ shopId, kind: "shopify_customer", value: { in: customers } },
        contactId: { notIn: person.contactIds },
      },
      select: { value: true },
    }),
  ]);
  const bought = new Set([
    ...theirOrders.map(({ id }) => `order ${id}`),
    ...[...checkouts, ...carts].map(({ token }) => `token ${token}`),
  ]);
  const known = new Set(identities.map(({ value }) => value));
  return new Set(about.filter(isAnothers).map(({ id }) => id));

  function isAnothers({ orderId, token, customerId }: About): boolean {
    if (bought.has(`order ${orderId}`) || bought.has(`token ${token}`)) return true;
    const own =
      (orderId !== null && person.orderIds.includes(orderId)) || (token !== null && person.tokens.includes(token));
    return !own && customerId !== null && known.has(customerId);
  }
}

/** The order, the cart or checkout and the customer a webhook of Shopify's is about, by the ids Shopify gives them. */
function aboutWhat({ id, topic, json }: Omit<Delivery, "source">): About {
  const at = (...path: string[]) => path.reduce<unknown>(inside, json);
  const subject = subjectOfTopic(topic);
  const order = subject === "order" ? at("id") : at("order_id");
  return {
    id,
    orderId: text(order) ?? text(at("order", "id")) ?? text(at("order_edit", "order_id")),
    token: /^(carts|checkouts)\//.test(topic) ? text(at("token")) : null,
    customerId:
      subject === "customer"
        ? (text(at("customer_id")) ?? text(at("customerId")) ?? text(at("id")))
        : text(at("customer", "id")),
  };
}

function inside(json: unknown, key: string): unknown {
  return typeof json === "object" && json !== null ? (json as Record<string, unknown>)[key] : undefined;
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
