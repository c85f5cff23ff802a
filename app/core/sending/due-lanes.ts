import type { Ctx } from "../ports.ts";
import type { LaneKey } from "./claim-lane.ts";

export type WaitingLane = LaneKey & {
  ratePerSecond: number;
  /** When its first message is due, or its back-off ends if that is later. */
  dueAt: Date;
};

/**
 * Every lane that may send and has something queued, with when that is due. Two index probes a lane (Message_queued,
 * one for each priority), whatever the length of the queues.
 */
export async function listWaitingLanes(ctx: Pick<Ctx, "db">): Promise<WaitingLane[]> {
  return ctx.db.$queryRaw<WaitingLane[]>`
    SELECT l."shopId", l."numberId", l."ratePerSecond", GREATEST(f."dueAt", l."pausedUntil") AS "dueAt"
    FROM "SendLane" l
    JOIN "WhatsAppNumber" n ON n."shopId" = l."shopId" AND n."id" = l."numberId"
    JOIN "WhatsAppAccount" a ON a."shopId" = n."shopId" AND a."id" = n."accountId"
    JOIN "Shop" s ON s."id" = l."shopId"
    CROSS JOIN LATERAL (
      SELECT min(q."dueAt") AS "dueAt" FROM (VALUES (0), (10)) AS p("priority") CROSS JOIN LATERAL (
        SELECT m."dueAt" FROM "Message" m
        WHERE m."shopId" = l."shopId" AND m."numberId" = l."numberId" AND m."state" = 'queued'
          AND m."priority" = p."priority"
        ORDER BY m."dueAt", m."id" LIMIT 1
      ) q
    ) f
    WHERE f."dueAt" IS NOT NULL AND n."status" = 'connected' AND a."status" = 'connected' AND s."status" = 'installed'
      AND (s."settings" ->> 'paused') IS DISTINCT FROM 'true'
    ORDER BY l."shopId", l."numberId"`;
}

/** When the first of the oldest due messages of a lane gets its turn with its person again; null when no gap holds them. */
export async function nextPairTurn(ctx: Pick<Ctx, "db">, lane: LaneKey, now: Date): Promise<Date | null> {
  const [row] = await ctx.db.$queryRaw<{ nextAt: Date | null }[]>`
    SELECT min(r."nextAt") AS "nextAt" FROM (VALUES (0), (10)) AS p("priority") CROSS JOIN LATERAL (
      SELECT m."contactId" FROM "Message" m
      WHERE m."shopId" = ${lane.shopId}::uuid AND m."numberId" = ${lane.numberId}::uuid AND m."state" = 'queued'
        AND m."priority" = p."priority" AND m."dueAt" <= ${now.toISOString()}::timestamptz
      ORDER BY m."dueAt", m."id" LIMIT 100
    ) q
    JOIN "RecipientLane" r ON r."shopId" = ${lane.shopId}::uuid AND r."numberId" = ${lane.numberId}::uuid
      AND r."contactId" = q."contactId" AND r."nextAt" > ${now.toISOString()}::timestamptz`;
  return row?.nextAt ?? null;
}
