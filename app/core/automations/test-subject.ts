import type { Contact } from "#prisma/generated/client.ts";
import type { StoreEventKind } from "../shared/store-event.ts";
import type { Tx } from "../ports.ts";
import type { CancelRule } from "./cancel-rules.ts";
import { ruleOfEvent } from "./cancel-rules.ts";
import type { AutomationDefinition } from "./definition.ts";
import type { RunSubject, SubjectFacts } from "./subject-facts.ts";
import { eventsOf } from "./triggers.ts";

/** What a run of this definition would be about, when something really happened to `subject`: a parcel's order, say. */
export async function runSubjectOf(
  tx: Tx,
  shopId: string,
  definition: AutomationDefinition,
  subject: RunSubject,
): Promise<RunSubject | null> {
  if (definition.subject !== "order" || subject.kind === "order") return subject;
  const orderId = await orderIdOf(tx, shopId, subject);
  return orderId ? { kind: "order", id: orderId } : null;
}

async function orderIdOf(tx: Tx, shopId: string, { kind, id }: RunSubject): Promise<string | null> {
  const where = { shopId_id: { shopId, id } };
  const select = { orderId: true };
  if (kind === "fulfillment") return (await tx.fulfillment.findUnique({ where, select }))?.orderId ?? null;
  if (kind === "refund") return (await tx.refund.findUnique({ where, select }))?.orderId ?? null;
  if (kind === "return") return (await tx.orderReturn.findUnique({ where, select }))?.orderId ?? null;
  return kind === "order" ? id : null;
}

/** The person in force whom the subject belongs to; null: nobody known. */
export async function contactOf(tx: Tx, shopId: string, subject: RunSubject): Promise<Contact | null> {
  const contactId = await contactIdOf(tx, shopId, subject);
  if (!contactId) return null;
  const found = await tx.contact.findFirst({ where: { shopId, id: contactId }, include: { mergedInto: true } });
  return found?.mergedInto ?? found;
}

async function contactIdOf(tx: Tx, shopId: string, subject: RunSubject): Promise<string | null> {
  const { kind, id } = subject;
  const select = { contactId: true };
  switch (kind) {
    case "cart":
      return (await tx.cart.findUnique({ where: { shopId_token: { shopId, token: id } }, select }))?.contactId ?? null;
    case "checkout": {
      const where = { shopId_token: { shopId, token: id } };
      return (await tx.checkout.findUnique({ where, select }))?.contactId ?? null;
    }
    case "stock_request":
      return (await tx.productRequest.findFirst({ where: { shopId, id }, select }))?.contactId ?? null;
    case "birthday":
      return id.split(":")[0] ?? null;
    case "customer_tag":
    case "customer": {
      const where = { shopId_kind_value: { shopId, kind: "shopify_customer" as const, value: id.split(":")[0] ?? id } };
      return (await tx.contactIdentity.findUnique({ where, select }))?.contactId ?? null;
    }
    default: {
      const orderId = await orderIdOf(tx, shopId, subject);
      if (!orderId) return null;
      return (await tx.order.findUnique({ where: { shopId_id: { shopId, id: orderId } }, select }))?.contactId ?? null;
    }
  }
}

/**
 * When the automation would have begun: when the event that triggers it was told last, else when the thing itself came to be.
 * Index: StoreEvent (shopId, kind, subjectKind, subjectId, occurrence).
 */
export async function startedAt(
  tx: Tx,
  shopId: string,
  { trigger }: AutomationDefinition,
  subject: RunSubject,
  facts: SubjectFacts,
  now: Date,
): Promise<Date> {
  const told = await lastTold(tx, shopId, eventsOf(trigger), subject);
  const { order, checkout, cart, fulfillment, refund, productRequest } = facts;
  if (told) return told;
  const made = {
    cart: cart?.versionAt,
    checkout: checkout?.versionAt,
    order: order?.createdAt,
    fulfillment: fulfillment?.createdAt,
    refund: refund?.createdAt,
    stock_request: productRequest?.notifiedAt,
  }[subject.kind];
  return made ?? now;
}

/** When a cancel rule that holds now came true; null: nobody wrote it down. */
export async function heldSince(
  tx: Tx,
  shopId: string,
  rule: CancelRule,
  facts: SubjectFacts,
  contactId: string,
): Promise<Date | null> {
  const { order, checkout, cart, fulfillment } = facts;
  if (rule === "order_cancelled") return order?.cancelledAt ?? null;
  if (rule === "cod_decided") return order?.codDecidedAt ?? null;
  if (rule === "checkout_deleted") return checkout?.deletedAt ?? null;
  if (rule === "order_placed") {
    if (checkout?.completedAt) return checkout.completedAt;
    const since = (checkout ?? cart)?.versionAt;
    // Index: Order (shopId, contactId).
    const placed = await tx.order.findFirst({
      where: { shopId, contactId, ...(since ? { createdAt: { gte: since } } : {}) },
      orderBy: { createdAt: "asc" },
      select: { createdAt: true },
    });
    return placed?.createdAt ?? null;
  }
  const kinds = (Object.keys(ruleOfEvent) as StoreEventKind[]).filter((kind) => ruleOfEvent[kind] === rule);
  if (rule === "delivered" && fulfillment) {
    return lastTold(tx, shopId, kinds, { kind: "fulfillment", id: fulfillment.id });
  }
  return order ? lastTold(tx, shopId, kinds, { kind: "order", id: order.id }) : null;
}

async function lastTold(
  tx: Tx,
  shopId: string,
  kinds: readonly StoreEventKind[],
  { kind, id }: RunSubject,
): Promise<Date | null> {
  const told = await tx.storeEvent.findFirst({
    where: { shopId, kind: { in: [...kinds] }, subjectKind: kind, subjectId: id },
    orderBy: { occurredAt: "desc" },
    select: { occurredAt: true },
  });
  return told?.occurredAt ?? null;
}
