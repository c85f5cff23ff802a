import { PRIORITY } from "../outbox/message-states.ts";
import { planMessage } from "../outbox/plan-message.ts";
import { latestSend } from "../policy/decide.ts";
import type { Tx, TxCtx } from "../ports.ts";
import { preferencesUrl } from "../shared/preference-reference.ts";
import { decideSend } from "./decide-send.ts";
import type { SendStep } from "./definition.ts";
import { explain } from "./explain.ts";
import { readGivenDiscount } from "./give-discount-code.ts";
import type { StepOutcome, StepScene } from "./run-step.ts";
import { settleStep } from "./settle-step.ts";

/**
 * A send becomes a queued message, a "not yet" a later due time, a "no" a suppressed message that a merchant can read. The
 * message's dedupe key is the run's and the step's: planning it twice is planning it once.
 */
export async function runSendStep(ctx: TxCtx, scene: StepScene<SendStep>): Promise<StepOutcome> {
  const { claimed, contact, definition, placed, step, subject, shop } = scene;
  const { tx } = ctx;
  const now = ctx.clock.now();
  const discount = await readGivenDiscount(tx, claimed.shopId, claimed.runId, now);
  const { expiresAt, shopId } = claimed;
  const ownPage = preferencesUrl(ctx.ids, { ...shop, id: shopId }, contact.id);
  const requestedAt = await unansweredRequest(tx, scene);
  const proposed = { step, shop, contact, subject, discount, preferencesUrl: ownPage, requestedAt, expiresAt };
  const decided = await decideSend(tx, proposed, now);
  const { message, facts, built, decision } = decided;
  const explanation = explain(message, facts, built, decision, now);

  if (decision.do === "delay") {
    await tx.automationStep.update({
      where: { shopId_id: { shopId: claimed.shopId, id: claimed.id } },
      data: { dueAt: decision.until, reason: decision.reason, decision: explanation, decidedAt: now },
    });
    return "delayed";
  }

  const common = {
    shopId: claimed.shopId,
    contactId: contact.id,
    category: step.category,
    content: built.content,
    dedupeKey: `step:${claimed.runId}:${claimed.position}`,
    runId: claimed.runId,
    automationId: claimed.automationId,
    storeEventId: claimed.storeEventId,
  };
  const way = placed.after;
  if (decision.do === "send" && shop.numberId) {
    await planMessage(ctx, {
      ...common,
      numberId: shop.numberId,
      dueAt: now,
      expiresAt: latestSend(message, facts, now),
      ...(shop.settings.sendFirst === "oldest" ? { priority: PRIORITY.service } : {}),
    });
    await settleStep(ctx, claimed, definition, { reason: "planned", explanation, way, from: now });
    return "planned";
  }
  const reason = decision.do === "suppress" ? decision.reason : "no_number";
  await planMessage(ctx, { ...common, numberId: shop.numberId, suppressed: { reason } });
  // Counted from when it was due: a sequence told of days late is out of date as a whole, not sent anew from its second step.
  await settleStep(ctx, claimed, definition, { reason, explanation, way, from: claimed.dueAt });
  return "suppressed";
}

/**
 * When the person asked for this message, while nothing answers that yet: asking to be told once is consent to one message,
 * not to what else the path holds, nor to a second automation of the same restock. The person is locked, so two steps never
 * both see nothing. Indexes: AutomationRun (shopId, contactId), Message (shopId, runId).
 */
async function unansweredRequest(tx: Tx, { claimed, subject }: StepScene<SendStep>): Promise<Date | null> {
  if (!subject.productRequest) return null;
  const { shopId, contactId, subjectKind, subjectId } = claimed;
  const answer = await tx.message.findFirst({
    where: { shopId, run: { shopId, contactId, subjectKind, subjectId } },
    select: { id: true },
  });
  return answer ? null : subject.productRequest.requestedAt;
}
