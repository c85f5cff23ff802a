import type { Contact } from "#prisma/generated/client.ts";
import { PRIORITY } from "../outbox/message-states.ts";
import { planMessage } from "../outbox/plan-message.ts";
import { decide, latestSend } from "../policy/decide.ts";
import type { TxCtx } from "../ports.ts";
import { buildMessage } from "./build-message.ts";
import { ruleThatHolds } from "./cancel-rules.ts";
import type { ClaimedStep } from "./claim-step.ts";
import { automationDefinitionSchema, type AutomationDefinition } from "./definition.ts";
import { endRun, settleStep } from "./settle-step.ts";
import { explain } from "./explain.ts";
import { loadPersonFacts, loadShopFacts } from "./load-facts.ts";
import { loadSubjectFacts } from "./subject-facts.ts";

export type StepOutcome = "planned" | "delayed" | "suppressed" | "cancelled";

/**
 * What a due step comes to, in the transaction that claimed it. Facts are read now, not when the run began: a send becomes a
 * queued message, a "not yet" a later due time, a "no" a suppressed message that a merchant can read. The message's dedupe
 * key is the run's and the step's, so that a step repeated after a crash plans nothing twice.
 */
export async function runStep(ctx: TxCtx, step: ClaimedStep, contact: Contact): Promise<StepOutcome> {
  if (step.runState !== "active") {
    await endRun(ctx, step, step.endReason ?? "automation_disabled");
    return "cancelled";
  }
  const read = automationDefinitionSchema.safeParse(step.definition);
  const definition = read.success ? read.data : null;
  const action = definition?.steps[step.position];
  if (!definition || !action) {
    await endRun(ctx, step, "definition_unreadable");
    return "cancelled";
  }
  if (!step.enabled) {
    await endRun(ctx, step, "automation_disabled");
    return "cancelled";
  }
  const subject = { kind: step.subjectKind, id: step.subjectId };
  const subjectFacts = await loadSubjectFacts(ctx.tx, step.shopId, subject, contact.id, new Set(definition.cancelOn));
  // The event that should have stopped it may have been lost, or come before the run began.
  const rule = ruleThatHolds(definition.cancelOn, subjectFacts);
  if (rule) {
    await endRun(ctx, step, rule);
    return "cancelled";
  }
  return decideStep(ctx, step, contact, definition, action, subjectFacts);
}

async function decideStep(
  ctx: TxCtx,
  step: ClaimedStep,
  contact: Contact,
  definition: AutomationDefinition,
  action: AutomationDefinition["steps"][number],
  subjectFacts: Awaited<ReturnType<typeof loadSubjectFacts>>,
): Promise<StepOutcome> {
  const { tx } = ctx;
  const now = ctx.clock.now();
  const shop = await loadShopFacts(tx, step.shopId);
  if (!shop) return "cancelled"; // the shop's rows go with it
  const person = await loadPersonFacts(tx, shop, contact, action.category, now);
  const built = await buildMessage(tx, action, shop, contact, subjectFacts);
  const facts = { ...person, template: built.fact };
  const message = {
    category: action.category,
    expiresAt: step.expiresAt,
    requestedAt: subjectFacts.stockRequest?.requestedAt ?? null,
  };
  const decision = decide(message, facts, now);
  const explanation = explain(message, facts, built, decision, now);

  if (decision.do === "delay") {
    await tx.automationStep.update({
      where: { shopId_id: { shopId: step.shopId, id: step.id } },
      data: { dueAt: decision.until, reason: decision.reason, decision: explanation, decidedAt: now },
    });
    return "delayed";
  }

  const common = {
    shopId: step.shopId,
    contactId: contact.id,
    category: action.category,
    content: built.content,
    dedupeKey: `step:${step.runId}:${step.position}`,
    runId: step.runId,
    automationId: step.automationId,
    storeEventId: step.storeEventId,
  };
  if (decision.do === "send" && shop.numberId) {
    await planMessage(ctx, {
      ...common,
      numberId: shop.numberId,
      dueAt: now,
      expiresAt: latestSend(message, facts, now),
      ...(shop.settings.sendFirst === "oldest" ? { priority: PRIORITY.service } : {}),
    });
    await settleStep(ctx, step, definition, { reason: "planned", explanation, from: now });
    return "planned";
  }
  const reason = decision.do === "suppress" ? decision.reason : "no_number";
  await planMessage(ctx, { ...common, numberId: shop.numberId, suppressed: { reason } });
  // Counted from when it was due: a sequence told of days late is out of date as a whole, not sent anew from its second step.
  await settleStep(ctx, step, definition, { reason, explanation, from: step.dueAt });
  return "suppressed";
}
