import type { Prisma } from "#prisma/generated/client.ts";
import type { TxCtx } from "../ports.ts";
import type { ClaimedStep } from "./claim-step.ts";
import type { AutomationDefinition } from "./definition.ts";
import { stepTimes } from "./insert-runs.ts";
import type { Way } from "./path.ts";
import type { StepReason } from "./step-reasons.ts";

type Settlement = {
  reason: StepReason;
  explanation: Prisma.InputJsonObject;
  /** Which way the path goes on; null: it ends. */
  way: Way;
  from: Date;
};

/** The step is done; the next one waits as long as the way to it says, counted from `from`, or the run is finished. */
export async function settleStep(
  { tx, clock, ids }: TxCtx,
  step: ClaimedStep,
  definition: AutomationDefinition,
  { reason, explanation, way, from }: Settlement,
): Promise<void> {
  const { shopId, runId } = step;
  const now = clock.now();
  await tx.automationStep.update({
    where: { shopId_id: { shopId, id: step.id } },
    data: { state: "done", reason, decision: explanation, decidedAt: now },
  });
  const next = stepTimes(definition, way, from);
  if (way && next) {
    await tx.automationStep.createMany({
      data: [{ shopId, id: ids.next(), runId, position: way.position, state: "waiting", ...next }],
      skipDuplicates: true,
    });
  } else {
    await tx.automationRun.update({
      where: { shopId_id: { shopId, id: runId } },
      data: { state: "finished", endedAt: now },
    });
  }
}

/** The step will not be decided any more, and nothing comes after it. */
export async function endRun({ tx, clock }: TxCtx, step: ClaimedStep, reason: string): Promise<void> {
  const { shopId, runId } = step;
  const now = clock.now();
  await tx.automationStep.updateMany({
    where: { shopId, runId, state: "waiting" },
    data: { state: "cancelled", reason, decidedAt: now },
  });
  await tx.automationRun.updateMany({
    where: { shopId, id: runId, state: "active" },
    data: { state: "cancelled", endReason: reason, endedAt: now },
  });
}
