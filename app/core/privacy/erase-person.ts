import { namesOfSubject, rememberErased } from "../contacts/erased-identities.ts";
import { lockContactInForce } from "../consent/lock-contact.ts";
import { eraseInTransaction, eraseOrders } from "../customers/erase-customer.ts";
import { inTransaction } from "../customers/in-transaction.ts";
import { deliveryOwners } from "../intake/replay-deliveries.ts";
import type { Ctx, Ids, Tx } from "../ports.ts";
import { joinSubjects, readSubject, type PrivacySubject } from "../shared/privacy-subject.ts";
import { subjectOfTopic } from "../shared/subject-of-topic.ts";
import { findDeliveries, type TheirDelivery } from "./find-deliveries.ts";
import { forgetAnswersAbout } from "./forget-answers.ts";
import type { Lease } from "./lease.ts";
import { mentionsOf } from "./mentions.ts";
import { recognise, type OwnShop } from "./recognise.ts";

export type EraseAnswer =
  | { outcome: "erased" | "nothing_held" }
  /** What waits to be taken in speaks of them, but of others too: it is let through first. */
  | { outcome: "unsettled" };

type Request = { id: string; receivedAt: Date; subject: unknown };

/**
 * Erases a person, whatever they are known by: their contacts (docs/decisions/010), their orders also where no contact has
 * them, what they left without a contact, and every webhook, as it came, that speaks of them; what of it still waits is not
 * taken in. What is somebody else's stays theirs, without what names this person. Each part is done for good before the next
 * begins, and doing it again changes nothing, so that whoever dies half-way is carried on by the next attempt: whom to look
 * for is written down first. Whoever came back after the request is somebody new, at every attempt.
 */
export async function erasePerson(ctx: Ctx, shop: OwnShop, request: Request, lease: Lease): Promise<EraseAnswer> {
  let person = await recognise(ctx.db, shop, readSubject(request.subject), request.receivedAt);
  await writeDown(ctx.db, ctx.ids, shop, request, person);
  const erased = new Set<string>();
  // Another contact may have got something of theirs meanwhile: on until nobody is found any more.
  for (let left = person.contactIds; left.length > 0; left = person.contactIds.filter((id) => !erased.has(id))) {
    for (const contactId of left) {
      await lease.renew();
      person = await eraseContact(ctx, shop, request, person, contactId);
      erased.add(contactId);
    }
    person = await recognise(ctx.db, shop, person, request.receivedAt);
  }
  await eraseStrays(ctx, shop.id, person);
  const swept = await sweepDeliveries(ctx, shop, request, person, lease);
  await forgetAnswersAbout(ctx, shop, person);
  if (swept.unsettled) return { outcome: "unsettled" };
  const held = person.contactIds.length + person.orderIds.length + person.tokens.length + swept.count > 0;
  return { outcome: held ? "erased" : "nothing_held" };
}

/** Before anything goes: whom to look for after a crash, and from here on nothing told late makes them anew. */
async function writeDown(
  db: Tx,
  ids: Ids,
  shop: OwnShop,
  { id, receivedAt }: Request,
  person: PrivacySubject,
): Promise<void> {
  await db.privacyRequest.update({ where: { id }, data: { subject: person } });
  await rememberErased({ db, ids }, shop.id, namesOfSubject(person), receivedAt);
}

/** What they are known by is read with the contact locked: it may have been given more, or been merged, since it was found. */
function eraseContact(
  ctx: Ctx,
  shop: OwnShop,
  request: Request,
  person: PrivacySubject,
  contactId: string,
): Promise<PrivacySubject> {
  return inTransaction(ctx, async (inTx) => {
    const contact = await lockContactInForce(inTx.tx, shop.id, contactId);
    if (!contact) return person;
    const named = readSubject({ contactIds: [contact.id] });
    const all = joinSubjects(person, await recognise(inTx.tx, shop, named));
    await writeDown(inTx.tx, inTx.ids, shop, request, all);
    await eraseInTransaction(inTx, shop.id, contact.id);
    return all;
  });
}

type Swept = { count: number; unsettled: boolean };

async function sweepDeliveries(
  ctx: Ctx,
  shop: OwnShop,
  request: Request,
  person: PrivacySubject,
  lease: Lease,
): Promise<Swept> {
  const owners = await deliveryOwners(ctx.db, shop.id);
  const { split } = mentionsOf(person, shop.country);
  const swept: Swept = { count: 0, unsettled: false };
  for await (const page of findDeliveries(ctx.db, shop, owners, person)) {
    await lease.renew();
    // What came after the request is a person coming anew.
    const told = page.filter(({ receivedAt }) => receivedAt <= request.receivedAt);
    const letThrough = told.filter(({ state, ...delivery }) => state === "pending" && isOfOthersToo(delivery));
    const settled = told.filter((delivery) => !letThrough.includes(delivery));
    const theirs = settled.filter(({ ofAnother }) => !ofAnother);
    // Before the webhooks that say which they are.
    await eraseLeftBehind(ctx, shop.id, request, person, theirs);
    await dropWaiting(
      ctx,
      theirs.filter(({ state }) => state !== "done"),
    );
    const done = theirs.filter(({ state }) => state === "done").map(({ id }) => id);
    await ctx.db.webhookDelivery.updateMany({ where: { id: { in: done } }, data: { body: new Uint8Array() } });
    for (const { id, json } of settled.filter(({ ofAnother }) => ofAnother)) {
      const body = new TextEncoder().encode(JSON.stringify(split(json).rest));
      await ctx.db.webhookDelivery.updateMany({ where: { id, state: { not: "pending" } }, data: { body } });
    }
    swept.count += settled.length;
    swept.unsettled ||= letThrough.length > 0;
  }
  return swept;
}

function isOfOthersToo({ source, ofAnother }: Pick<TheirDelivery, "source" | "ofAnother">): boolean {
  return source === "whatsapp" || ofAnother;
}

/** A worker that has one of them under way finds its lease lost, and undoes what it did. */
async function dropWaiting({ db, clock }: Ctx, deliveries: TheirDelivery[]): Promise<void> {
  await db.webhookDelivery.updateMany({
    where: { id: { in: deliveries.map(({ id }) => id) }, state: { not: "done" } },
    data: { state: "done", outcome: "ignored:erased", body: new Uint8Array(), settledAt: clock.now() },
  });
}

/** Somebody without a phone number leaves carts, checkouts and orders that no contact has; their webhooks say which. */
async function eraseLeftBehind(
  ctx: Ctx,
  shopId: string,
  request: Request,
  person: PrivacySubject,
  deliveries: readonly TheirDelivery[],
): Promise<void> {
  const found: Pick<PrivacySubject, "orderIds" | "tokens"> = { orderIds: [], tokens: [] };
  for (const { topic, json } of deliveries) {
    const { id, token } = json ?? {};
    if (subjectOfTopic(topic) === "order" && typeof id === "string") found.orderIds.push(id);
    if (/^(carts|checkouts)\//.test(topic) && typeof token === "string") found.tokens.push(token);
  }
  if (found.orderIds.length + found.tokens.length === 0) return;
  const left = { ...readSubject({ contactIds: person.contactIds }), ...found };
  await rememberErased(ctx, shopId, namesOfSubject(left), request.receivedAt);
  await eraseStrays(ctx, shopId, left);
}

async function eraseStrays(ctx: Ctx, shopId: string, person: PrivacySubject): Promise<void> {
  const { customerIds, contactIds, tokens, orderIds } = person;
  await inTransaction(ctx, async ({ tx }) => {
    await eraseOrders(tx, shopId, orderIds);
    // A cart or checkout of an order that Shopify named may be another contact's.
    const left = { shopId, token: { in: tokens }, OR: [{ contactId: null }, { contactId: { in: contactIds } }] };
    await tx.checkout.deleteMany({ where: left });
    await tx.cart.deleteMany({ where: left });
    // Events of theirs that no contact has are named by them. Index: StoreEvent (shopId, kind, subjectKind, subjectId, …).
    await tx.$executeRaw`
      UPDATE "StoreEvent" SET "subjectId" = "id"::text
      WHERE "shopId" = ${shopId}::uuid AND "contactId" IS NULL AND (
        ("kind" IN ('customer_created', 'customer_updated', 'customer_deleted', 'whatsapp_consent_updated') AND "subjectKind" = 'customer'
          AND "subjectId" = ANY(${customerIds}))
        OR ("kind" = 'customer_tag_added' AND "subjectKind" = 'customer_tag'
          AND split_part("subjectId", ':', 1) = ANY(${customerIds}))
        OR ("kind" IN ('cart_updated', 'checkout_updated', 'checkout_deleted') AND "subjectKind" IN ('cart', 'checkout')
          AND "subjectId" = ANY(${tokens})))`;
  });
}
