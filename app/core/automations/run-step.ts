import type { Contact } from "#prisma/generated/client.ts";
import type { TxCtx } from "../ports.ts";
import { ruleThatHolds } from "./cancel-rules.ts";
import type { ClaimedStep } from "./claim-step.ts";
import { readDefinitionOrNull, type AutomationDefinition } from "./definition.ts";
import { loadShopFacts, type ShopFacts } from "./load-facts.ts";
import { pathOf, type PlacedStep } from "./path.ts";
import { runConditionStep } from "./run-condition-step.ts";
import { runDiscountStep } from "./run-discount-step.ts";
import { runReplyStep } from "./run-reply-step.ts";
import { runSendStep } from "./run-send-step.ts";
import { runTagStep } from "./run-tag-step.ts";
import { endRun } from "./settle-step.ts";
import { loadSubjectFacts, type SubjectFacts } from "./subject-facts.ts";

/** "passed": something else than a message was done, and the path goes on. */
export type StepOutcome = "planned" | "delayed" | "suppressed" | "cancelled" | "passed";

/** Everything a kind of step is run with. Facts are read when the step is due, not when the run began. */
export type StepScene<S = PlacedStep["step"]> = {
  claimed: ClaimedStep;
  contact: Contact;
  definition: AutomationDefinition;
  placed: PlacedStep;
  step: S;
  subject: SubjectFacts;
  shop: ShopFacts;
};

/**
 * What a due step comes to, in the transaction that claimed it: whatever it writes and the step's own end are one, so that a
 * step repeated after a crash does nothing twice.
 */
export async function runStep(ctx: TxCtx, claimed: ClaimedStep, contact: Contact): Promise<StepOutcome> {
  if (claimed.runState !== "active") {
    await endRun(ctx, claimed, claimed.endReason ?? "automation_disabled");
    return "cancelled";
  }
  const definition = readDefinitionOrNull(claimed.definition);
  const placed = definition && pathOf(definition, claimed.usageDays).at(claimed.position);
  if (!definition || !placed) {
    await endRun(ctx, claimed, "definition_unreadable");
    return "cancelled";
  }
  if (!claimed.enabled) {
    await endRun(ctx, claimed, "automation_disabled");
    return "cancelled";
  }
  const about = { kind: claimed.subjectKind, id: claimed.subjectId };
  const subject = await loadSubjectFacts(ctx.tx, claimed.shopId, about, contact.id, new Set(definition.cancelOn));
  // The event that should have stopped it may have been lost, or come before the run began.
  const rule = ruleThatHolds(definition.cancelOn, subject);
  if (rule) {
    await endRun(ctx, claimed, rule);
    return "cancelled";
  }
  const { step } = placed;
  const shop = await loadShopFacts(ctx.tx, claimed.shopId, step.kind === "send_template" ? step.category : "utility");
  if (!shop) return "cancelled"; // the shop's rows go with it
  return act(ctx, { claimed, contact, definition, placed, subject, shop });
}

function act(ctx: TxCtx, scene: Omit<StepScene, "step">): Promise<StepOutcome> {
  const { step } = scene.placed;
  switch (step.kind) {
    case "send_template":
      return runSendStep(ctx, { ...scene, step });
    case "condition":
      return runConditionStep(ctx, { ...scene, step });
    case "wait_for_reply":
      return runReplyStep(ctx, { ...scene, step });
    case "discount_code":
      return runDiscountStep(ctx, { ...scene, step });
    case "tag":
      return runTagStep(ctx, { ...scene, step });
  }
}
