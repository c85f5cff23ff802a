import { erasedAmong, someoneKnown, type Name } from "../contacts/erased-identities.ts";
import type { Tx, TxCtx } from "../ports.ts";
import { subjectOfTopic } from "../shared/subject-of-topic.ts";
import { namesIn } from "./names-in.ts";
import { time } from "./payloads/fields.ts";

export type ToldLate =
  /** Of nobody who was erased, or of something that began since: taken in like anything else. */
  | { outcome: "no" }
  /** Of somebody who was erased and has not come back: nothing of it is taken in but what is no person's. */
  | { outcome: "late"; names: Name[] };

/** A shop's own number and address, or a product's, are nobody's. */
const ofPeople = /^(carts|checkouts|orders|refunds|fulfillments|fulfillment_events|returns|customers?)[/._]/;

/**
 * Whether a webhook of Shopify's tells of somebody who was erased (docs/decisions/012). An order, a cart, a checkout or a
 * customer that began after that is new, and so is whatever is told of somebody who came back by one; an older one stays
 * nobody's for good. `orderId`: of what belongs to an order, which counts alone: a new order of theirs has their old address.
 */
export async function toldLate(
  { tx, ids }: TxCtx,
  shop: { id: string; country: string | null },
  topic: string,
  json: Record<string, unknown>,
  orderId: string | null,
): Promise<ToldLate> {
  if (!ofPeople.test(topic)) return { outcome: "no" };
  const names = orderId === null ? namesIn(json, topic, shop.country) : [{ kind: "order" as const, value: orderId }];
  const erased = await erasedAmong({ db: tx, ids }, shop.id, names);
  if (erased.length === 0) return { outcome: "no" };
  const beganAt = began(topic, json);
  if (beganAt !== null && erased.every(({ erasedAt }) => beganAt > erasedAt)) return { outcome: "no" };
  if (await isAnothers(tx, shop.id, topic, json)) return { outcome: "no" };
  if (subjectOfTopic(topic) === "customer" && (await someoneKnown(tx, shop.id, names))) return { outcome: "no" };
  return { outcome: "late", names };
}

/** An order, cart or checkout that a contact has is theirs, whoever else is named in it: of somebody erased nobody has it. */
async function isAnothers(tx: Tx, shopId: string, topic: string, { id, token }: Record<string, unknown>) {
  const known = { shopId, contactId: { not: null } };
  const select = { contactId: true };
  if (subjectOfTopic(topic) === "order")
    return typeof id === "string" && (await tx.order.findFirst({ where: { ...known, id }, select })) !== null;
  if (typeof token !== "string") return false;
  if (topic.startsWith("checkouts/"))
    return (await tx.checkout.findFirst({ where: { ...known, token }, select })) !== null;
  return topic.startsWith("carts/") && (await tx.cart.findFirst({ where: { ...known, token }, select })) !== null;
}

/** When what the whole webhook is about came to be, where it says so. */
function began(topic: string, json: Record<string, unknown>): Date | null {
  return /^(orders|checkouts|carts|customers)\//.test(topic) ? time.parse(json.created_at) : null;
}
