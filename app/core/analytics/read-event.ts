import type { MessageState, RunState } from "#prisma/generated/enums.ts";
import { ruleOfEvent } from "../automations/cancel-rules.ts";
import type { Ctx } from "../ports.ts";
import { storeEventKindSchema } from "../shared/store-event.ts";
import { contactLabel, contactLabelSelect } from "./contact-label.ts";
import { eventRows, eventRowSelect, type EventRow } from "./event-row.ts";
import { orderIdOfKey, orderNames } from "./find-orders.ts";

/** One automation for one person, which the event started or stopped. */
export type CausedRun = {
  id: string;
  automation: { id: string; name: string };
  contact: { id: string; label: string };
  state: RunState;
  endReason: string | null;
  /** When its next step is looked at, and what holds it up. */
  next: { at: Date; reason: string | null } | null;
  messages: { id: string; state: MessageState; templateName: string | null; reason: string | null }[];
};

export type EventStory = EventRow & {
  recordedAt: Date;
  order: { id: string; name: string | null } | null;
  /** The webhook that told of it, while it is kept. */
  delivery: { topic: string; receivedAt: Date; attempts: number } | null;
  started: CausedRun[];
  /** More than are shown here. */
  moreStarted: boolean;
  stopped: CausedRun[];
};

const runsShown = 50;
/** A delivery is applied in one transaction, which lasts no longer. */
const transactionMs = 30_000;

const runSelect = {
  id: true,
  state: true,
  endReason: true,
  cancelKey: true,
  automation: { select: { id: true, name: true } },
  contact: { select: contactLabelSelect },
  steps: { where: { state: "waiting" as const }, orderBy: { position: "asc" as const }, take: 1 },
  messages: {
    orderBy: { id: "asc" as const },
    select: { id: true, state: true, templateName: true, reason: true },
  },
};

/** A store event with what it caused; null when this shop has no such event. */
export async function readEvent(ctx: Ctx, shopId: string, eventId: string): Promise<EventStory | null> {
  const event = await ctx.db.storeEvent.findUnique({
    where: { shopId_id: { shopId, id: eventId } },
    select: { ...eventRowSelect, recordedAt: true, deliveryId: true, contactId: true },
  });
  if (!event) return null;
  const shop = await ctx.db.shop.findUniqueOrThrow({ where: { id: shopId }, select: { domain: true } });
  const [[row], delivery, started, stopped] = await Promise.all([
    eventRows(ctx.db, shopId, [event]),
    event.deliveryId
      ? ctx.db.webhookDelivery.findFirst({
          where: { id: event.deliveryId, shopDomain: shop.domain },
          select: { topic: true, receivedAt: true, attempts: true },
        })
      : null,
    ctx.db.automationRun.findMany({
      where: { shopId, storeEventId: event.id },
      orderBy: { id: "asc" },
      take: runsShown + 1,
      select: runSelect,
    }),
    findStopped(ctx, shopId, event),
  ]);
  if (!row) return null;
  const orderId = event.subjectKind === "order" ? event.subjectId : orderIdOfKey(started[0]?.cancelKey ?? null);
  const orders = await orderNames(ctx.db, shopId, orderId ? [orderId] : []);
  return {
    ...row,
    recordedAt: event.recordedAt,
    order: orderId === null ? null : { id: orderId, name: orders.get(orderId) ?? null },
    delivery,
    started: started.slice(0, runsShown).map(causedRun),
    moreStarted: started.length > runsShown,
    stopped: stopped.map(causedRun),
  };
}

type Happened = { kind: string; contactId: string | null; recordedAt: Date };

/** What the event made pointless: stopped for its reason, for the same person, in its transaction. */
async function findStopped(ctx: Ctx, shopId: string, { kind, contactId, recordedAt }: Happened) {
  const known = storeEventKindSchema.safeParse(kind);
  const endReason = known.success ? ruleOfEvent[known.data] : undefined;
  if (!endReason || !contactId) return [];
  return ctx.db.automationRun.findMany({
    where: {
      shopId,
      contactId,
      endReason,
      state: "cancelled",
      endedAt: { gte: recordedAt, lte: new Date(recordedAt.getTime() + transactionMs) },
    },
    orderBy: { id: "asc" },
    take: runsShown,
    select: runSelect,
  });
}

type SelectedRun = Awaited<ReturnType<typeof findStopped>>[number];

function causedRun({ steps, contact, ...run }: SelectedRun): CausedRun {
  const [step] = steps;
  return {
    id: run.id,
    automation: run.automation,
    contact: contactLabel(contact),
    state: run.state,
    endReason: run.endReason,
    next: step && run.state === "active" ? { at: step.dueAt, reason: step.reason } : null,
    messages: run.messages,
  };
}
