import type { TxCtx } from "../ports.ts";
import type { DiscountStep } from "./definition.ts";
import { giveDiscountCode } from "./give-discount-code.ts";
import type { StepOutcome, StepScene } from "./run-step.ts";
import { settleStep } from "./settle-step.ts";
import type { StepReason } from "./step-reasons.ts";

/** Codes are made a few hundred at a time in seconds; a run that comes first looks again this often. */
const lookAgainMs = 15_000;
/** A merchant takes longer to allow something than Shopify to make codes. */
const lookForPermissionMs = 60_000;

/** The run gets its code, or waits for Shopify to make some or for the permission to, or goes on without one and says so. */
export async function runDiscountStep(ctx: TxCtx, scene: StepScene<DiscountStep>): Promise<StepOutcome> {
  const { claimed, definition, placed, step, shop } = scene;
  const { shopId, runId, automationId } = claimed;
  const now = ctx.clock.now();
  const given = await giveDiscountCode(ctx, { shopId, automationId, runId, step, timeZone: shop.timeZone });
  const explanation = { at: now.toISOString(), outcome: given.outcome };
  const permission = given.outcome === "not_allowed";
  const lookAgainAt = new Date(now.getTime() + (permission ? lookForPermissionMs : lookAgainMs));

  if ((permission || given.outcome === "awaited") && claimed.expiresAt && lookAgainAt < claimed.expiresAt) {
    const reason: StepReason = permission ? "discounts_not_allowed" : "discount_code_awaited";
    await ctx.tx.automationStep.update({
      where: { shopId_id: { shopId, id: claimed.id } },
      data: { dueAt: lookAgainAt, reason, decision: explanation, decidedAt: now },
    });
    return "delayed";
  }
  await settleStep(ctx, claimed, definition, {
    reason: given.outcome === "given" ? "discount_code_given" : "no_discount_code",
    explanation,
    way: placed.after,
    from: claimed.dueAt,
  });
  return "passed";
}
