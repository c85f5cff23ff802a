import type { Ctx } from "../ports.ts";
import { contactLabel, contactLabelSelect } from "./contact-label.ts";

/** A message that policy holds back for now: nothing is in the outbox yet. */
export type WaitingStep = {
  id: string;
  /** When it is looked at again. */
  until: Date;
  reason: string;
  contact: { id: string; label: string };
  automation: string;
};

const shown = 10;

/** What waits for a reason, the soonest first. Index: AutomationStep_due (shopId, dueAt) of waiting steps. */
export async function listWaiting(ctx: Ctx, shopId: string): Promise<WaitingStep[]> {
  const steps = await ctx.db.automationStep.findMany({
    where: { shopId, state: "waiting", reason: { not: null } },
    orderBy: { dueAt: "asc" },
    take: shown,
    include: { run: { select: { automation: { select: { name: true } }, contact: { select: contactLabelSelect } } } },
  });
  return steps.map((step) => ({
    id: step.id,
    until: step.dueAt,
    reason: step.reason ?? "",
    contact: contactLabel(step.run.contact),
    automation: step.run.automation.name,
  }));
}
