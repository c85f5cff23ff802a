import type { Ctx, Tx } from "../ports.ts";

const mostAtOnce = 1_000;

/**
 * Brings what is still queued at a disconnected number to the one that took its place: a send that was under way at that
 * moment may have come back to the queue since. Returns how many.
 */
export async function followSuccessors(ctx: Ctx): Promise<number> {
  const moved = await ctx.db.$executeRaw`
    WITH late AS MATERIALIZED (
      SELECT m."shopId", m."id", n."successorId" FROM "WhatsAppNumber" n JOIN "Message" m
        ON m."shopId" = n."shopId" AND m."numberId" = n."id" AND m."state" = 'queued'
      WHERE n."status" = 'disconnected' AND n."successorId" IS NOT NULL AND m."content" ->> 'kind' = 'template'
      ORDER BY m."shopId", m."id" LIMIT ${mostAtOnce}::int FOR NO KEY UPDATE OF m SKIP LOCKED
    )
    UPDATE "Message" m SET "numberId" = l."successorId", "reason" = NULL FROM late l
    WHERE m."shopId" = l."shopId" AND m."id" = l."id" AND m."state" = 'queued'`;
  if (moved > 0) ctx.wakes.wake("send");
  return moved;
}

/**
 * From here on no claim takes a message of this number, in the caller's transaction, which must also stop the number. Waits
 * for a claim under way; one that began before and comes after finds the bucket other than it saw it, and takes nothing.
 */
export async function closeLane(tx: Tx, shopId: string, numberId: string, now: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE "SendLane" SET "tokens" = 0,
      "refilledAt" = GREATEST("refilledAt", ${now.toISOString()}::timestamptz) + interval '1 millisecond'
    WHERE "shopId" = ${shopId}::uuid AND "numberId" = ${numberId}::uuid`;
}

/** All that waits at one number goes from another; answers inside a conversation stay: it is held with the number itself. */
export async function moveQueue(tx: Tx, shopId: string, from: string, to: string): Promise<number> {
  return tx.$executeRaw`
    UPDATE "Message" SET "numberId" = ${to}::uuid, "reason" = NULL
    WHERE "shopId" = ${shopId}::uuid AND "numberId" = ${from}::uuid AND "state" = 'queued'
      AND "content" ->> 'kind' = 'template'`;
}
