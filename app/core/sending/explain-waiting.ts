import type { Ctx } from "../ports.ts";
import { tierReservePercent, tierWindowMs } from "./limits.ts";

const mostAtOnce = 1_000;

/** A message due for less needs no explanation. */
const patienceMs = 5_000;

/**
 * Writes on due messages of a number that may not send, or of an account whose tier is spent, why they wait, for the merchant
 * to read; a few at a time, oldest first. The claim takes the reason away again.
 */
export async function explainWaiting(ctx: Ctx): Promise<number> {
  return (await explainShut(ctx)) + (await explainTier(ctx));
}

async function explainShut(ctx: Ctx): Promise<number> {
  const dueBefore = new Date(ctx.clock.now().getTime() - patienceMs).toISOString();
  return ctx.db.$executeRaw`
    WITH shut AS MATERIALIZED (
      SELECT n."shopId", n."id" AS "numberId", CASE
        WHEN s."status" <> 'installed' THEN 'shop_uninstalled'
        WHEN (s."settings" ->> 'paused') = 'true' THEN 'shop_paused'
        WHEN n."status" = 'disconnected' THEN 'number_disconnected'
        WHEN a."status" <> 'connected' THEN 'account_' || a."status"
        ELSE 'number_' || n."status"
      END AS "reason"
      FROM "WhatsAppNumber" n
      JOIN "WhatsAppAccount" a ON a."shopId" = n."shopId" AND a."id" = n."accountId"
      JOIN "Shop" s ON s."id" = n."shopId"
      WHERE n."status" <> 'connected' OR a."status" <> 'connected' OR s."status" <> 'installed'
        OR (s."settings" ->> 'paused') = 'true'
    ), waiting AS MATERIALIZED (
      SELECT m."shopId", m."id", shut."reason" FROM shut JOIN "Message" m
        ON m."shopId" = shut."shopId" AND m."numberId" = shut."numberId" AND m."state" = 'queued'
      WHERE m."dueAt" <= ${dueBefore}::timestamptz AND m."reason" IS DISTINCT FROM shut."reason"
      ORDER BY m."shopId", m."id" LIMIT ${mostAtOnce}::int FOR NO KEY UPDATE OF m SKIP LOCKED
    )
    UPDATE "Message" m SET "reason" = w."reason" FROM waiting w
    WHERE m."shopId" = w."shopId" AND m."id" = w."id" AND m."state" = 'queued'`;
}

/** Marketing leaves a reserve of the tier to the rest, so it waits first. Accounts are counted only when something waits. */
async function explainTier(ctx: Ctx): Promise<number> {
  const now = ctx.clock.now().getTime();
  const dueBefore = new Date(now - patienceMs).toISOString();
  const countedFrom = new Date(now - tierWindowMs).toISOString();
  return ctx.db.$executeRaw`
    WITH spent AS MATERIALIZED (
      SELECT n."shopId", n."id" AS "numberId", a."tierLimit",
        a."tierLimit" - (SELECT count(*) FROM "TierReach" t WHERE t."shopId" = a."shopId" AND t."accountId" = a."id"
          AND t."reachedAt" > ${countedFrom}::timestamptz) AS "left"
      FROM "WhatsAppAccount" a
      JOIN "WhatsAppNumber" n ON n."shopId" = a."shopId" AND n."accountId" = a."id"
      JOIN "Shop" s ON s."id" = a."shopId"
      WHERE a."tierLimit" IS NOT NULL AND a."status" = 'connected' AND n."status" = 'connected'
        AND s."status" = 'installed' AND (s."settings" ->> 'paused') IS DISTINCT FROM 'true' AND EXISTS (
        SELECT 1 FROM "Message" m WHERE m."shopId" = n."shopId" AND m."numberId" = n."id" AND m."state" = 'queued'
          AND m."priority" IN (0, 10) AND m."dueAt" <= ${dueBefore}::timestamptz)
    ), waiting AS MATERIALIZED (
      SELECT m."shopId", m."id" FROM spent JOIN "Message" m
        ON m."shopId" = spent."shopId" AND m."numberId" = spent."numberId" AND m."state" = 'queued'
      WHERE m."dueAt" <= ${dueBefore}::timestamptz AND m."reason" IS DISTINCT FROM 'tier_exhausted'
        AND spent."left" <= CASE WHEN m."priority" > 0 THEN (spent."tierLimit" * ${tierReservePercent}::int + 99) / 100 ELSE 0 END
      ORDER BY m."shopId", m."id" LIMIT ${mostAtOnce}::int FOR NO KEY UPDATE OF m SKIP LOCKED
    )
    UPDATE "Message" m SET "reason" = 'tier_exhausted' FROM waiting w
    WHERE m."shopId" = w."shopId" AND m."id" = w."id" AND m."state" = 'queued'`;
}
