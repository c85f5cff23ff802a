import type { Ctx } from "../ports.ts";
import { claimStep, findDueSteps, lockContact, type DueStep } from "./claim-step.ts";
import { putOffFailedStep } from "./put-off-failed-step.ts";
import { runStep, type StepOutcome } from "./run-step.ts";

export type StepsPass = Record<StepOutcome, number> & {
  /** Steps that broke; each is tried again later, and holds up no other. */
  failed: number;
  /** There was as much to do as was asked for: look again at once. */
  more: boolean;
};

/** Several people's steps at once hide the way to the database and back; PGlite takes them one after the other anyway. */
const atOnce = 4;

/**
 * One pass over the steps that are due: each is decided in a transaction of its own, by one worker only, however many run.
 * Dying anywhere leaves a step either wholly done or still waiting. One person's steps are decided in the order in which they
 * fell due: each locks the person (lockContact), so that other workers keep to it too, and "shipped" comes before "out for
 * delivery". Wakes "send" as soon as something was queued.
 */
export async function runDueSteps(ctx: Ctx, limit = 100): Promise<StepsPass> {
  const due = await findDueSteps(ctx.db, ctx.clock.now(), limit);
  const pass: StepsPass = {
    planned: 0,
    delayed: 0,
    suppressed: 0,
    cancelled: 0,
    passed: 0,
    failed: 0,
    more: due.length === limit,
  };
  const people = Map.groupBy(due, ({ shopId, contactId }) => `${shopId} ${contactId}`);
  const queue = people.values();
  async function work(): Promise<void> {
    for (const steps of queue) {
      for (const step of steps) {
        const outcome = await attempt(ctx, step);
        if (outcome !== "taken") pass[outcome] += 1;
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, people.size) }, work));
  return pass;
}

async function attempt(ctx: Ctx, step: DueStep): Promise<StepOutcome | "failed" | "taken"> {
  try {
    const outcome = await ctx.db.$transaction(async (tx) => {
      const contact = await lockContact(tx, step.shopId, step.contactId);
      const claimed = contact && (await claimStep(tx, step, ctx.clock.now()));
      if (!claimed) return "taken";
      return runStep({ tx, clock: ctx.clock, ids: ctx.ids, log: ctx.log }, claimed, contact);
    });
    if (outcome === "planned") ctx.wakes.wake("send");
    // The step after it may be due at once, and Shopify may have been given something to do.
    if (outcome === "passed") ctx.wakes.wake("steps");
    if (outcome === "passed" || outcome === "delayed") ctx.wakes.wake("shopify_tasks");
    return outcome;
  } catch (error) {
    ctx.log.error("automation.step_failed", { shopId: step.shopId, stepId: step.id, error });
    await putOffFailedStep(ctx, step);
    return "failed";
  }
}
