import type { DeliverySource } from "#prisma/generated/enums.ts";
import type { Ctx } from "../ports.ts";
import type { Delivery } from "./delivery.ts";

/**
 * A claimed delivery is nobody else's for this long; when its worker dies, another takes it after that. Settling is fenced
 * by the attempt's number, so that a worker slower than its lease changes nothing.
 */
export const leaseMs = 60_000;

/** `share`: the most its shop could have in this claim; one that had less has no more. */
export type ClaimedDelivery = Delivery & { share: number };

/**
 * Claims up to `limit` due deliveries, shared out evenly among the shops that have any: a shop with a hundred thousand
 * waiting takes its share of the batch and no more. Oldest first within a shop, and shops take turns in the answer.
 *
 * Plan: the shops are found by jumping through the index WebhookDelivery_pending (source, shopDomain, nextAttemptAt), one
 * probe per shop, and each share is read from its front.
 */
export async function claimDeliveries(ctx: Ctx, source: DeliverySource, limit: number): Promise<ClaimedDelivery[]> {
  const now = ctx.clock.now();
  const leasedUntil = new Date(now.getTime() + leaseMs);
  const claimed = await ctx.db.$queryRaw<(ClaimedDelivery & { turn: bigint; dueAt: Date })[]>`
    WITH RECURSIVE waiting AS (
      (SELECT "shopDomain", "nextAttemptAt" FROM "WebhookDelivery"
       WHERE state = 'pending' AND "source" = ${source}::"DeliverySource"
       ORDER BY "shopDomain", "nextAttemptAt" LIMIT 1)
      UNION ALL
      SELECT next.* FROM waiting CROSS JOIN LATERAL (
        SELECT d."shopDomain", d."nextAttemptAt" FROM "WebhookDelivery" d
        WHERE d.state = 'pending' AND d."source" = ${source}::"DeliverySource" AND d."shopDomain" > waiting."shopDomain"
        ORDER BY d."shopDomain", d."nextAttemptAt" LIMIT 1) next
    ),
    shops AS (
      SELECT "shopDomain", count(*) OVER () AS "of" FROM (
        SELECT "shopDomain" FROM waiting WHERE "nextAttemptAt" <= ${now}
        ORDER BY "nextAttemptAt", "shopDomain" LIMIT ${limit}) due
    ),
    picked AS (
      SELECT share."id", share."nextAttemptAt" AS "dueAt", ceil(${limit}::numeric / shops."of")::int AS "share",
             row_number() OVER (PARTITION BY shops."shopDomain" ORDER BY share."nextAttemptAt", share."id") AS "turn"
      FROM shops CROSS JOIN LATERAL (
        SELECT d."id", d."nextAttemptAt" FROM "WebhookDelivery" d
        WHERE d.state = 'pending' AND d."source" = ${source}::"DeliverySource" AND d."shopDomain" = shops."shopDomain"
          AND d."nextAttemptAt" <= ${now}
        ORDER BY d."nextAttemptAt", d."id"
        LIMIT ceil(${limit}::numeric / shops."of")
        FOR UPDATE SKIP LOCKED) share
    ),
    chosen AS (SELECT * FROM picked ORDER BY "turn", "dueAt" LIMIT ${limit})
    UPDATE "WebhookDelivery" d SET "attempts" = d."attempts" + 1, "nextAttemptAt" = ${leasedUntil}
    FROM chosen WHERE d."id" = chosen."id"
    RETURNING d."id", d."source"::text AS "source", d."externalId", d."shopDomain", d."topic", d."triggeredAt",
              d."receivedAt", d."body", d."attempts", chosen."share", chosen."turn", chosen."dueAt"`;
  return claimed.sort(inTurns);
}

function inTurns(a: { turn: bigint; dueAt: Date; id: string }, b: { turn: bigint; dueAt: Date; id: string }): number {
  return Number(a.turn - b.turn) || a.dueAt.getTime() - b.dueAt.getTime() || (a.id < b.id ? -1 : 1);
}
