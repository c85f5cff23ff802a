import type { MessageState } from "#prisma/generated/enums.ts";
import { messageContentSchema } from "../outbox/message-content.ts";
import type { Ctx } from "../ports.ts";
import { costOfMessage, type MessageCost } from "../results/cost-of-message.ts";
import type { Answer } from "./answer-of.ts";
import { cameBy, type CameBy } from "./came-by.ts";
import { contactLabel, contactLabelSelect } from "./contact-label.ts";
import { orderIdOfKey, orderNames } from "./find-orders.ts";
import { readAnswers } from "./read-answers.ts";
import { renderMessage, type RenderedMessage } from "./render-message.ts";

/** One thing that happened to a message, in the order it happened. */
export type StoryLine = {
  at: Date;
  /** "event", "started", "decided", "planned", "claimed", "accepted", "status", "ended" */
  kind: string;
  /** The kind's own detail: a store event's kind, a reason key, a status, a state. */
  detail: string | null;
  errorCode: number | null;
  errorDetails: string | null;
};

export type MessageStory = {
  id: string;
  state: MessageState;
  category: string;
  templateName: string | null;
  language: string | null;
  reason: string | null;
  dueAt: Date;
  attempts: number;
  contact: { id: string; label: string };
  automation: { id: string; name: string } | null;
  /** The store event it began with. */
  event: { id: string; kind: string } | null;
  /** Shopify's id, and its name unless it is not known any more. */
  order: { id: string; name: string | null } | null;
  rendered: RenderedMessage | null;
  pricing: { category: string | null; type: string | null } | null;
  cost: MessageCost;
  story: StoryLine[];
  answers: Answer[];
  /** What brought this person into the chat with the number that the message is of. */
  cameBy: CameBy | null;
};

/** A message with everything that led to it and came of it; null when this shop has no such message. */
export async function readMessageStory(ctx: Ctx, shopId: string, messageId: string): Promise<MessageStory | null> {
  const message = await ctx.db.message.findUnique({
    where: { shopId_id: { shopId, id: messageId } },
    include: {
      contact: { select: contactLabelSelect },
      statuses: { orderBy: [{ occurredAt: "asc" }, { recordedAt: "asc" }] },
      run: { include: { automation: true, storeEvent: true, steps: { orderBy: { position: "asc" } } } },
    },
  });
  if (!message) return null;
  const { run, statuses } = message;
  const content = messageContentSchema.safeParse(message.content);
  const template =
    message.templateName && message.language
      ? await ctx.db.template.findFirst({ where: { shopId, name: message.templateName, language: message.language } })
      : null;
  const orderId = orderIdOfKey(run?.cancelKey ?? null);
  const [answers, origin, cost, orders] = await Promise.all([
    readAnswers(ctx, shopId, message),
    readOrigin(ctx, shopId, message),
    costOfMessage(ctx, message),
    orderNames(ctx.db, shopId, orderId ? [orderId] : []),
  ]);
  const step = run?.steps.find((candidate) => message.dedupeKey === `step:${run.id}:${candidate.position}`);

  const story: StoryLine[] = [
    line(run?.storeEvent?.occurredAt, "event", run?.storeEvent?.kind),
    line(run?.startedAt, "started", run?.automation.name),
    line(step?.decidedAt, "decided", step?.reason),
    message.state === "suppressed" ? null : line(message.createdAt, "planned", null),
    line(message.claimedAt, "claimed", String(message.attempts)),
    line(message.acceptedAt, "accepted", null),
    ...statuses.map((status) => ({
      at: status.occurredAt,
      kind: "status",
      detail: status.status,
      errorCode: status.errorCode,
      errorDetails: null,
    })),
    ...endLine(message),
  ].filter((entry): entry is StoryLine => entry !== null);

  return {
    id: message.id,
    state: message.state,
    category: message.category,
    templateName: message.templateName,
    language: message.language,
    reason: message.reason,
    dueAt: message.dueAt,
    attempts: message.attempts,
    contact: contactLabel(message.contact),
    automation: run && { id: run.automation.id, name: run.automation.name },
    event: run?.storeEvent ? { id: run.storeEvent.id, kind: run.storeEvent.kind } : null,
    order: orderId === null ? null : { id: orderId, name: orders.get(orderId) ?? null },
    rendered: content.success ? renderMessage(content.data, template?.components) : null,
    pricing: readPricing(message.pricing),
    cost,
    story: story.sort(inOrder),
    answers,
    cameBy: cameBy(origin),
  };
}

/** Index: Conversation's pair. */
async function readOrigin({ db }: Ctx, shopId: string, message: { numberId: string | null; contactId: string }) {
  const { numberId, contactId } = message;
  if (!numberId) return null;
  const pair = { shopId_numberId_contactId: { shopId, numberId, contactId } };
  return (await db.conversation.findUnique({ where: pair, select: { origin: true } }))?.origin ?? null;
}

/** What led to the message comes first, in the order in which one causes the next; then what became of it. */
const causes = ["event", "started", "decided", "planned"];
const rankOfKind = [...causes, "claimed", "accepted", "status", "ended"];
const rankOfStatus = ["refused", "sent", "delivered", "read", "played", "failed"];

/** Shopify and Meta tell whole seconds where we know milliseconds: within one second things stand as they can only have happened. */
function inOrder(a: StoryLine, b: StoryLine): number {
  const rank = (line: StoryLine) => rankOfKind.indexOf(line.kind);
  if (causes.includes(a.kind) || causes.includes(b.kind)) return rank(a) - rank(b);
  const second = (line: StoryLine) => Math.floor(line.at.getTime() / 1_000);
  const status = (line: StoryLine) => rankOfStatus.indexOf(line.detail ?? "");
  return second(a) - second(b) || rank(a) - rank(b) || status(a) - status(b);
}

function line(at: Date | null | undefined, kind: string, detail: string | null | undefined): StoryLine | null {
  return at ? { at, kind, detail: detail ?? null, errorCode: null, errorDetails: null } : null;
}

type Ended = {
  state: MessageState;
  endedAt: Date | null;
  reason: string | null;
  errorCode: number | null;
  errorDetails: string | null;
};

function endLine({ state, endedAt, reason, errorCode, errorDetails }: Ended): StoryLine[] {
  if (!endedAt || !["failed", "cancelled"].includes(state)) return [];
  return [{ at: endedAt, kind: "ended", detail: reason, errorCode, errorDetails }];
}

function readPricing(pricing: unknown): MessageStory["pricing"] {
  if (typeof pricing !== "object" || pricing === null) return null;
  const { category, type } = pricing as { category?: unknown; type?: unknown };
  return { category: typeof category === "string" ? category : null, type: typeof type === "string" ? type : null };
}
