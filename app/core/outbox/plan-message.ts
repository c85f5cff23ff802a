import type { MessageState, TemplateCategory } from "#prisma/generated/enums.ts";
import type { TxCtx } from "../ports.ts";
import type { MessageContent } from "./message-content.ts";
import { PRIORITY, type Priority } from "./message-states.ts";

type PlannedMessage = {
  shopId: string;
  contactId: string;
  category: TemplateCategory;
  content: MessageContent;
  /** Planning twice under one key is planning once. Unique in the shop. */
  dedupeKey: string;
  runId?: string | null;
  automationId?: string | null;
  storeEventId?: string | null;
  templateName?: string | null;
  language?: string | null;
  /** Sent by the merchant to a phone of their own: counted nowhere. */
  isTest?: boolean;
};

export type MessageToSend = PlannedMessage & {
  numberId: string;
  /** Default: marketing waits behind everything else. */
  priority?: Priority;
  dueAt: Date;
  /** Not sent, nor tried again, from then on. Default: three days after `dueAt`. */
  expiresAt?: Date | null;
};

/** What was decided not to be sent: kept, so that a merchant can read why. */
export type SuppressedMessage = PlannedMessage & { numberId?: string | null; suppressed: { reason: string } };

export type PlanResult = { outcome: "planned"; messageId: string } | { outcome: "duplicate"; messageId: string };

/** Retries are bounded by time, never by count: an outage of hours loses nothing, a receipt of last week helps nobody. */
const defaultLifetimeMs = 3 * 24 * 3600_000;

/**
 * Puts one message into the outbox, in the caller's transaction: queued with a time from which it may be sent, or
 * suppressed with the reason. The same dedupe key again returns the first message and changes nothing, whatever became of it.
 * Wake "send" after commit.
 */
export async function planMessage(ctx: TxCtx, message: MessageToSend | SuppressedMessage): Promise<PlanResult> {
  const { tx } = ctx;
  const now = ctx.clock.now();
  const messageId = ctx.ids.next();
  const { count } = await tx.message.createMany({
    data: [
      {
        shopId: message.shopId,
        id: messageId,
        contactId: message.contactId,
        runId: message.runId ?? null,
        automationId: message.automationId ?? null,
        storeEventId: message.storeEventId ?? null,
        dedupeKey: message.dedupeKey,
        category: message.category,
        content: message.content,
        templateName: message.templateName ?? (message.content.kind === "template" ? message.content.name : null),
        language: message.language ?? (message.content.kind === "template" ? message.content.language : null),
        isTest: message.isTest ?? false,
        createdAt: now,
        ...("suppressed" in message ? suppressedFields(message, now) : queuedFields(message)),
      },
    ],
    skipDuplicates: true,
  });
  if (count === 1) return { outcome: "planned", messageId };
  const existing = await tx.message.findUniqueOrThrow({
    where: { shopId_dedupeKey: { shopId: message.shopId, dedupeKey: message.dedupeKey } },
    select: { id: true },
  });
  return { outcome: "duplicate", messageId: existing.id };
}

function queuedFields(message: MessageToSend) {
  return {
    state: "queued" as MessageState,
    numberId: message.numberId,
    priority: message.priority ?? priorityOf(message.category),
    dueAt: message.dueAt,
    expiresAt: message.expiresAt ?? new Date(message.dueAt.getTime() + defaultLifetimeMs),
  };
}

function suppressedFields(message: SuppressedMessage, now: Date) {
  return {
    state: "suppressed" as MessageState,
    numberId: message.numberId ?? null,
    priority: priorityOf(message.category),
    dueAt: now,
    reason: message.suppressed.reason,
    endedAt: now,
  };
}

function priorityOf(category: TemplateCategory): Priority {
  return category === "marketing" ? PRIORITY.marketing : PRIORITY.service;
}
