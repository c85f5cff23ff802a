import type { TxCtx } from "../ports.ts";

/**
 * Somebody wrote: steps of automations that rest until they do are due now. Which way their paths go, the steps read from the
 * message itself; a message that is none of theirs lets them rest on. In the transaction that keeps the message; wake "steps"
 * after commit. Index: AutomationRun (shopId, contactId), AutomationStep (shopId, runId, position).
 */
export async function wakeAwaitedReplies(
  ctx: TxCtx,
  { shopId, contactId, occurredAt }: { shopId: string; contactId: string; occurredAt: Date },
): Promise<void> {
  const now = ctx.clock.now();
  await ctx.tx.$executeRaw`
    UPDATE "AutomationStep" s SET "dueAt" = ${now}
    FROM "AutomationRun" r
    WHERE r."shopId" = ${shopId}::uuid AND r."contactId" = ${contactId}::uuid AND r."state" = 'active'
      AND s."shopId" = r."shopId" AND s."runId" = r."id" AND s."state" = 'waiting'
      AND s."awaitsReplySince" <= ${occurredAt} AND s."dueAt" > ${now}`;
}
