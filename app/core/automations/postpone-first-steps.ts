import type { TxCtx } from "../ports.ts";
import { waitsForUsage } from "./definition.ts";
import { firstStepTimes, type NewRun } from "./insert-runs.ts";

/**
 * The subject was touched again: the first step, while it waits, counts from then. Never earlier than it was: an old event
 * told late pushes nothing back. Steps after the first follow from it.
 */
export async function postponeFirstSteps(ctx: TxCtx, shopId: string, run: NewRun, from: Date): Promise<void> {
  const { definition, subject, automationId } = run;
  const key = { shopId, automationId, subjectKind: subject.kind, subjectId: subject.id };
  const known = waitsForUsage(definition)
    ? await ctx.tx.automationRun.findFirst({ where: key, select: { usageDays: true } })
    : null;
  const { dueAt, expiresAt } = firstStepTimes(definition, from, known?.usageDays ?? null);
  await ctx.tx.$executeRaw`
    UPDATE "AutomationStep" s SET "dueAt" = ${dueAt}, "expiresAt" = ${expiresAt}, "reason" = NULL
    FROM "AutomationRun" r
    WHERE r."shopId" = ${shopId}::uuid AND r."automationId" = ${run.automationId}::uuid
      AND r."subjectKind" = ${run.subject.kind} AND r."subjectId" = ${run.subject.id} AND r."state" = 'active'
      AND s."shopId" = r."shopId" AND s."runId" = r."id" AND s."position" = 0 AND s."state" = 'waiting'
      AND s."dueAt" < ${dueAt}`;
}
