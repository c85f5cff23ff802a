import type { TxCtx } from "../ports.ts";
import type { TagStep } from "./definition.ts";
import type { StepOutcome, StepScene } from "./run-step.ts";
import { settleStep } from "./settle-step.ts";
import { missingFor } from "./step-scopes.ts";
import type { StepReason } from "./step-reasons.ts";

/**
 * Writes down what is to be tagged and goes on; Shopify is told by applyTags, and again once the merchant allows it. Once per
 * run and step.
 */
export async function runTagStep(ctx: TxCtx, scene: StepScene<TagStep>): Promise<StepOutcome> {
  const { claimed, definition, placed, step } = scene;
  const { shopId, runId, position } = claimed;
  const now = ctx.clock.now();
  const targetId = await findTarget(ctx, scene);
  if (targetId !== null) {
    const { on: target, tags } = step;
    const task = { shopId, id: ctx.ids.next(), runId, position, target, targetId, tags };
    await ctx.tx.tagTask.createMany({
      data: [{ ...task, nextAttemptAt: now, createdAt: now }],
      skipDuplicates: true,
    });
  }
  const missing: StepReason = step.on === "order" ? "no_order_to_tag" : "no_customer_to_tag";
  const planned: StepReason = missingFor(step, scene.shop.scopes) ? "tag_not_allowed" : "tag_planned";
  await settleStep(ctx, claimed, definition, {
    reason: targetId === null ? missing : planned,
    explanation: { at: now.toISOString(), on: step.on },
    way: placed.after,
    from: claimed.dueAt,
  });
  return "passed";
}

async function findTarget(ctx: TxCtx, { claimed, contact, step, subject }: StepScene<TagStep>): Promise<string | null> {
  if (step.on === "order") return subject.order?.id ?? null;
  const identity = await ctx.tx.contactIdentity.findFirst({
    where: { shopId: claimed.shopId, contactId: contact.id, kind: "shopify_customer" },
    orderBy: { createdAt: "desc" },
    select: { value: true },
  });
  // Customers' ids come as digits or as Shopify's global id.
  return identity?.value.split("/").at(-1) ?? null;
}
