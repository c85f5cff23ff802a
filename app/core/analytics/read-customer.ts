import type { IdentityKind, MessageState } from "#prisma/generated/enums.ts";
import { contactInForce } from "../consent/contact-in-force.ts";
import type { ConsentNow } from "../consent/read-consent.ts";
import type { Ctx } from "../ports.ts";
import { consentOf } from "./consent-of.ts";
import { contactLabel, contactLabelSelect } from "./contact-label.ts";
import { inboundText } from "./inbound-text.ts";
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
  history: ConsentLine[];
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
  replies: { id: string; at: Date; type: string; text: string | null; outcome: string }[];
  orders: {
    id: string;
    name: string;
    at: Date;
    totalMinor: string;
    currency: string;
    financialStatus: string;
    cancelled: boolean;
  }[];
  runs: { id: string; automation: { id: string; name: string }; next: { at: Date; reason: string | null } | null }[];
};

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
  const [consents, history, messages, replies, orders, runs] = await Promise.all([
    consentOf(db, shopId, [contactId]),
    readConsentHistory(ctx, shopId, contactId),
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
    readReplies(ctx, shopId, contactId),
    db.order.findMany({ where: theirs, orderBy: { createdAt: "desc" }, take: shownPerList }),
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
      history,
      messages: messages.map(({ run, createdAt, ...message }) => ({
        ...message,
        at: createdAt,
        automation: run?.automation.name ?? null,
      })),
      replies,
      orders: orders.map((order) => ({
        id: order.id,
        name: order.name,
        at: order.createdAt,
        totalMinor: order.totalMinor.toString(),
        currency: order.currency,
        financialStatus: order.financialStatus,
        cancelled: order.cancelledAt !== null,
      })),
      runs: runs.map(({ steps: [step], ...run }) => ({
        ...run,
        next: step ? { at: step.dueAt, reason: step.reason } : null,
      })),
    },
  };
}

/** Index: a shop has few numbers, and a conversation is found by number and contact. */
async function readReplies(ctx: Ctx, shopId: string, contactId: string): Promise<Customer["replies"]> {
  const numbers = await ctx.db.whatsAppNumber.findMany({ where: { shopId }, select: { id: true } });
  const conversations = await ctx.db.conversation.findMany({
    where: { shopId, contactId, numberId: { in: numbers.map(({ id }) => id) } },
    select: { id: true },
  });
  const rows = await ctx.db.inboundMessage.findMany({
    where: { shopId, conversationId: { in: conversations.map(({ id }) => id) } },
    orderBy: { occurredAt: "desc" },
    take: shownPerList,
  });
  return rows.map(({ id, occurredAt, type, content, outcome }) => ({
    id,
    at: occurredAt,
    type,
    text: inboundText(content),
    outcome,
  }));
}
