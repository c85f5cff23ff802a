import type { TxCtx } from "../ports.ts";
import { conditionFacts } from "./condition-facts.ts";
import { asksForConsent, fits } from "./conditions.ts";
import type { ConditionStep } from "./definition.ts";
import { readPerson } from "./read-person.ts";
import type { StepOutcome, StepScene } from "./run-step.ts";
import { settleStep } from "./settle-step.ts";

/** Takes the way that the facts of this moment point to. */
export async function runConditionStep(ctx: TxCtx, scene: StepScene<ConditionStep>): Promise<StepOutcome> {
  const { claimed, contact, definition, placed, step, subject } = scene;
  const person = await readPerson(ctx.tx, claimed.shopId, contact.id, asksForConsent(step.if));
  const met = fits(step.if, conditionFacts(subject, person, person?.marketing ?? null));
  await settleStep(ctx, claimed, definition, {
    reason: met ? "condition_met" : "condition_not_met",
    explanation: { at: ctx.clock.now().toISOString(), branch: met ? "then" : "otherwise" },
    way: placed.branches.get(met ? "then" : "otherwise") ?? null,
    from: claimed.dueAt,
  });
  return "passed";
}
