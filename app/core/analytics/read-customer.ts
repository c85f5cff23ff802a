import type { ConsentPurpose, IdentityKind, MessageState } from "#prisma/generated/enums.ts";
import { contactInForce } from "../consent/contact-in-force.ts";
import { purposesHeldBack } from "../consent/held-back.ts";
import type { ConsentNow } from "../consent/read-consent.ts";
import type { Ctx } from "../ports.ts";
import { answerOf, type Answer } from "./answer-of.ts";
import { cameBy, type CameBy } from "./came-by.ts";
import { consentOf } from "./consent-of.ts";
import { contactLabel, contactLabelSelect } from "./contact-label.ts";
import { reasonOf } from "./read-consent-comparison.ts";
import { readConsentHistory, type ConsentLine } from "./read-consent-history.ts";

export type Customer = {
  id: string;
  label: string;
  firstName: string | null;
  lastName: string | null;
  locale: string | null;
  country: string | null;
  createdAt: Date;
  blockedAt: Date | null;
  unreachableAt: Date | null;
  identities: { kind: IdentityKind; value: string }[];
  consent: ConsentNow;
  /** To what they said no themselves: no yes that the merchant notes lifts it. */
  ownNo: ConsentPurpose[];
  history: ConsentLine[];
  /** Whether Shopify holds what is decided here; null: it has nothing to be told. */
  atShopify: AtShopify | null;
  messages: {
    id: string;
    at: Date;
    state: MessageState;
    templateName: string | null;
    automation: string | null;
    /** The merchant sent it to their own phone. */
    isTest: boolean;
    reason: string | null;
  }[];
  replies: Answer[];
  /** What brought them into the chat, by the newest of their conversations that says so. */
  cameBy: CameBy | null;
  orders: {
    id: string;
    name: string;
    at: Date;
    totalMinor: string;
    currency: string;
    financialStatus: string;
    cancelled: boolean;
    /** The link into the chat that it counts for: the kind of page, or "link" for one the merchant made. */
    cameBy: { page: string; name: string | null; campaign: string | null } | null;
  }[];
  runs: { id: string; automation: { id: string; name: string }; next: { at: Date; reason: string | null } | null }[];
};

/** `reason` is the kind of failure, `words` all that is known of it. */
export type AtShopify = { state: "told" } | { state: "waiting" } | { state: "failing"; reason: string; words: string };

export type CustomerRead =
  | { outcome: "found"; customer: Customer }
  /** This one has become part of another. */
  | { outcome: "merged"; into: string }
  | { outcome: "unknown" };

export const shownPerList = 10;

/** Everything known of one person; each list is its newest few. Indexes: (shopId, contactId, …) of each table. */
export async function readCustomer(ctx: Ctx, shopId: string, contactId: string): Promise<CustomerRead> {
  const { db } = ctx;
  const contact = await db.contact.findUnique({
    where: { shopId_id: { shopId, id: contactId } },
    select: {
      ...contactLabelSelect,
      locale: true,
      country: true,
      createdAt: true,
      blockedAt: true,
      unreachableAt: true,
      erasedAt: true,
      mergedIntoId: true,
    },
  });
  if (!contact || contact.erasedAt) return { outcome: "unknown" };
  if (contact.mergedIntoId) return { outcome: "merged", into: await contactInForce(db, shopId, contactId) };
  const theirs = { shopId, contactId };
  const [consents, ownNo, history, atShopify, messages, talk, orders, runs] = await Promise.all([
    consentOf(db, shopId, [contactId]),
    purposesHeldBack(db, shopId, contactId, "merchant"),
    readConsentHistory(ctx, shopId, contactId),
    readAtShopify(ctx, shopId, contact.id, contact.identities),
    db.message.findMany({
      where: theirs,
      orderBy: { createdAt: "desc" },
      take: shownPerList,
      select: {
        id: true,
        createdAt: true,
        state: true,
        templateName: true,
        reason: true,
        isTest: true,
        run: { select: { automation: { select: { name: true } } } },
      },
    }),
    readTalk(ctx, shopId, contactId),
    readOrders(ctx, shopId, contactId),
    db.automationRun.findMany({
      where: { ...theirs, state: "active" },
      orderBy: { startedAt: "desc" },
      take: shownPerList,
      select: {
        id: true,
        automation: { select: { id: true, name: true } },
        steps: { where: { state: "waiting" }, orderBy: { position: "asc" }, take: 1 },
      },
    }),
  ]);
  const { erasedAt: _erasedAt, mergedIntoId: _mergedIntoId, ...person } = contact;
  return {
    outcome: "found",
    customer: {
      ...person,
      label: contactLabel(contact).label,
      consent: consents.get(contactId) ?? { marketing: "none", transactional: "none" },
      ownNo,
      history,
      atShopify,
      messages: messages.map(({ run, createdAt, ...message }) => ({
        ...message,
        at: createdAt,
        automation: run?.automation.name ?? null,
      })),
      ...talk,
      orders,
      runs: runs.map(({ steps: [step], ...run }) => ({
        ...run,
        next: step ? { at: step.dueAt, reason: step.reason } : null,
      })),
    },
  };
}

/** The newest, with the link that each counts for. Indexes: Order (shopId, contactId, …), LinkOrder's key, ChatLink's key. */
async function readOrders({ db }: Ctx, shopId: string, contactId: string): Promise<Customer["orders"]> {
  const orders = await db.order.findMany({
    where: { shopId, contactId },
    orderBy: { createdAt: "desc" },
    take: shownPerList,
  });
  const counted = await db.linkOrder.findMany({
    where: { shopId, orderId: { in: orders.map(({ id }) => id) } },
    select: { orderId: true, page: true, handle: true, campaign: true, link: { select: { name: true } } },
  });
  return orders.map((order) => {
    const by = counted.find(({ orderId }) => orderId === order.id);
    return {
      id: order.id,
      name: order.name,
      at: order.createdAt,
      totalMinor: order.totalMinor.toString(),
      currency: order.currency,
      financialStatus: order.financialStatus,
      cancelled: order.cancelledAt !== null,
      cameBy: by ? { page: by.page ?? "link", name: by.link?.name ?? by.handle, campaign: by.campaign } : null,
    };
  });
}

/** Of somebody who is several customers of Shopify, what is worst. Indexes: the keys of ConsentSync and CustomerLookup. */
async function readAtShopify(
  { db }: Ctx,
  shopId: string,
  contactId: string,
  identities: Customer["identities"],
): Promise<AtShopify | null> {
  const customerIds = identities.flatMap(({ kind, value }) => (kind === "shopify_customer" ? [value] : []));
  const [told, lookup] = await Promise.all([
    db.consentSync.findMany({ where: { shopId, customerId: { in: customerIds } } }),
    db.customerLookup.findUnique({ where: { shopId_contactId: { shopId, contactId } } }),
  ]);
  const rows = [...told, ...(lookup ? [{ ...lookup, toldState: null }] : [])];
  const words = rows.find(({ lastError }) => lastError !== null)?.lastError;
  if (words) return { state: "failing", reason: reasonOf(words), words };
  if (rows.some(({ nextAttemptAt }) => nextAttemptAt !== null)) return { state: "waiting" };
  return rows.some(({ toldState }) => toldState !== null) ? { state: "told" } : null;
}

/** Indexes: a shop has few numbers, and a conversation is found by number and contact. */
async function readTalk(ctx: Ctx, shopId: string, contactId: string): Promise<Pick<Customer, "replies" | "cameBy">> {
  const numbers = await ctx.db.whatsAppNumber.findMany({ where: { shopId }, select: { id: true } });
  const conversations = await ctx.db.conversation.findMany({
    where: { shopId, contactId, numberId: { in: numbers.map(({ id }) => id) } },
    orderBy: { lastInboundAt: { sort: "desc", nulls: "last" } },
    select: { id: true, origin: true },
  });
  const rows = await ctx.db.inboundMessage.findMany({
    where: { shopId, conversationId: { in: conversations.map(({ id }) => id) } },
    orderBy: { occurredAt: "desc" },
    take: shownPerList,
  });
  const [newest = null] = conversations.flatMap(({ origin }) => cameBy(origin) ?? []);
  return { replies: rows.map(answerOf), cameBy: newest };
}
