import type { Ctx } from "../ports.ts";

/** A claim without an answer for so long belongs to a process that died, or to a request that will not be answered. */
const leaseMs = 60_000;
const mostAtOnce = 5_000;

/**
 * Turns what was claimed and never answered into `unknown`: perhaps Meta has it, perhaps the process died before it wrote a
 * byte. Never back into the queue from here: only settleUnknown may do that. Returns how many. Index: Message_unsettled.
 */
export async function recoverStale(ctx: Ctx): Promise<number> {
  const before = new Date(ctx.clock.now().getTime() - leaseMs).toISOString();
  const count = await ctx.db.$executeRaw`
    WITH stale AS MATERIALIZED (
      SELECT m."shopId", m."id" FROM "Message" m
      WHERE m."state" IN ('sending', 'unknown') AND m."state" = 'sending' AND m."claimedAt" <= ${before}::timestamptz
      ORDER BY m."shopId", m."id" LIMIT ${mostAtOnce}::int
      FOR NO KEY UPDATE OF m SKIP LOCKED
    )
    UPDATE "Message" m SET "state" = 'unknown', "reason" = 'no_answer' FROM stale s
    WHERE m."shopId" = s."shopId" AND m."id" = s."id" AND m."state" = 'sending'`;
  if (count > 0) ctx.log.warn("sends_without_answer", { count });
  return count;
}
