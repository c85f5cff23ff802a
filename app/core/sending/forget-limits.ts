import type { Ctx } from "../ports.ts";
import { tierWindowMs } from "./limits.ts";

const mostAtOnce = 10_000;

/**
 * Deletes what no longer limits anything: pairs free for a day, people last written to before the tier's window. Returns how
 * many rows; call again while it returns many.
 */
export async function forgetLimits(ctx: Ctx): Promise<number> {
  const before = new Date(ctx.clock.now().getTime() - 2 * tierWindowMs).toISOString();
  const pairs = await ctx.db.$executeRaw`
    WITH old AS MATERIALIZED (
      SELECT r."shopId", r."numberId", r."contactId" FROM "RecipientLane" r WHERE r."nextAt" < ${before}::timestamptz
      LIMIT ${mostAtOnce}::int FOR UPDATE SKIP LOCKED
    )
    DELETE FROM "RecipientLane" r USING old
    WHERE r."shopId" = old."shopId" AND r."numberId" = old."numberId" AND r."contactId" = old."contactId"`;
  const people = await ctx.db.$executeRaw`
    WITH old AS MATERIALIZED (
      SELECT t."shopId", t."accountId", t."contactId" FROM "TierReach" t WHERE t."reachedAt" < ${before}::timestamptz
      LIMIT ${mostAtOnce}::int FOR UPDATE SKIP LOCKED
    )
    DELETE FROM "TierReach" t USING old
    WHERE t."shopId" = old."shopId" AND t."accountId" = old."accountId" AND t."contactId" = old."contactId"`;
  return pairs + people;
}
