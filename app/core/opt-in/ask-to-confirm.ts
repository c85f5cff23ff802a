import type { ConsentPurpose } from "#prisma/generated/enums.ts";
import { buildFromFacts } from "../automations/build-message.ts";
import { consentFacts, loadPersonFacts, type ShopFacts } from "../automations/load-facts.ts";
import { noSubjectFacts } from "../automations/subject-facts.ts";
import { variableFactsOf } from "../automations/variable-facts-of.ts";
import { messageContentSchema } from "../outbox/message-content.ts";
import { planMessage } from "../outbox/plan-message.ts";
import { decide, latestSend } from "../policy/decide.ts";
import { untilExpiry, type SuppressReason } from "../policy/reasons.ts";
import type { TxCtx } from "../ports.ts";
import { preferencesUrl } from "../shared/preference-reference.ts";
import { confirmOptInTemplate } from "../shared/opt-in-question.ts";
import { confirmPayload, readConfirmPayload } from "./confirm-payload.ts";

/** "suppressed": nothing could be sent; the message's row says why. */
export type Asked = "planned" | "asked_lately" | "suppressed";

type Question = {
  shopId: string;
  contactId: string;
  purposes: readonly ConsentPurpose[];
  locale: string | null;
  occurredAt: Date;
  /** A no of theirs: questions from before it can not be answered any more. */
  since?: Date | null;
};

const dayMs = 24 * 3_600_000;
/** A question that comes days later is about something they no longer remember. */
const lifetimeMs = dayMs;
/** However often a number is typed into forms, whoever does not answer is asked so often and no more. */
const most = { times: 3, days: 30 };

/**
 * Plans the message that asks whether it was them. It was asked for, so it needs no consent to marketing; once a day at most,
 * and three times in thirty days. What today's question does not ask is asked anew, together with what it does ask, so that one
 * press answers all. The caller holds the contact, so two at once plan one.
 */
export async function askToConfirm(ctx: TxCtx, shop: ShopFacts, question: Question): Promise<Asked> {
  const { tx } = ctx;
  const { shopId, contactId } = question;
  const now = ctx.clock.now();
  const earlier = await earlierQuestions(ctx, shopId, contactId);
  const sent = earlier.filter(({ state }) => !neverLeft.has(state));
  const isToday = ({ createdAt }: { createdAt: Date }) => now.getTime() - createdAt.getTime() < dayMs;
  const canBeAnswered = ({ createdAt }: { createdAt: Date }) => !question.since || createdAt > question.since;
  const askedToday = sent.filter((one) => isToday(one) && canBeAnswered(one)).flatMap(purposesOf);
  const isCovered = question.purposes.every((purpose) => askedToday.includes(purpose));
  if (isCovered || sent.length >= most.times) return "asked_lately";

  const contact = await tx.contact.findUniqueOrThrow({ where: { shopId_id: { shopId, id: contactId } } });
  const consent = await consentFacts(tx, shopId, contactId);
  const isOpen = (purpose: ConsentPurpose) => consent[purpose].state !== "granted";
  const purposes = new Set([...question.purposes, ...askedToday.filter(isOpen)]);
  const step = { template: confirmOptInTemplate, quickReplyPayloads: [confirmPayload([...purposes])] };
  const ownPage = preferencesUrl(ctx.ids, { ...shop, id: shopId }, contactId);
  const built = await buildFromFacts(tx, shopId, step, shop, {
    wanted: [question.locale, contact.locale],
    facts: variableFactsOf(shop, contact, noSubjectFacts, null, ownPage),
    orderId: null,
  });
  const facts = { ...(await loadPersonFacts(tx, shop, contact, "utility", now)), template: built.fact };
  const expiresAt = new Date(now.getTime() + lifetimeMs);
  const message = { category: "utility" as const, expiresAt, requestedAt: question.occurredAt };
  const decision = decide(message, facts, now);
  const common = {
    shopId,
    contactId,
    category: message.category,
    content: built.content,
    dedupeKey: `confirm-opt-in:${contactId}:${now.getTime()}`,
  };
  const canWait = decision.do !== "suppress" && built.fact.state === "approved";
  if (canWait && shop.numberId) {
    const dueAt = decision.do === "delay" ? decision.until : now;
    const latest = latestSend(message, facts, dueAt) ?? expiresAt;
    await planMessage(ctx, { ...common, numberId: shop.numberId, dueAt, expiresAt: latest });
    return "planned";
  }
  // Once a day is enough for a merchant to read why.
  if (earlier.some(isToday)) return "suppressed";
  await planMessage(ctx, { ...common, numberId: shop.numberId, suppressed: { reason: reasonOf(decision) } });
  return "suppressed";
}

const neverLeft: ReadonlySet<string> = new Set(["suppressed", "cancelled", "failed"]);

/** Index: Message(shopId, contactId, createdAt). */
function earlierQuestions({ tx, clock }: TxCtx, shopId: string, contactId: string) {
  return tx.message.findMany({
    where: {
      shopId,
      contactId,
      templateName: confirmOptInTemplate,
      isTest: false,
      createdAt: { gt: new Date(clock.now().getTime() - most.days * dayMs) },
    },
    select: { state: true, createdAt: true, content: true },
  });
}

/** What the press of its button is a yes to. */
function purposesOf({ content }: { content: unknown }): ConsentPurpose[] {
  const read = messageContentSchema.safeParse(content).data;
  const buttons = read?.kind === "template" ? read.buttons : [];
  return buttons.flatMap(({ value }) => readConfirmPayload(value) ?? []);
}

function reasonOf(decision: ReturnType<typeof decide>): SuppressReason {
  if (decision.do === "suppress") return decision.reason;
  return decision.do === "delay" ? untilExpiry(decision.reason) : "no_number";
}
