import { Prisma } from "#prisma/generated/client.ts";
import type { ClaimLane, QueuePlace } from "./claim-lane.ts";
import {
  clocksDifferMs,
  marginPercent,
  pairGapMs,
  probeGapMs,
  retryHoldsMs,
  templateRecheckMs,
  tierReservePercent,
  tierWindowMs,
  unknownHoldsMs,
} from "./limits.ts";
import { isStandingNo, saysWhatStands } from "../shared/consent-sql.ts";
import { confirmOptInTemplate } from "../shared/opt-in-question.ts";
import { stretchStatement, withinStretch } from "./stretch-statement.ts";

/** One row per message moved, or a single one without message; none when the lane is not to be had. */
export type ClaimRow = {
  phoneNumberId: string;
  accessToken: string;
  accountId: string;
  ratePerSecond: number;
  backoffCount: number;
  filled: number;
  tierLeft: number | null;
  tierReserve: number | null;
  lookAfter: QueuePlace[] | null;
  id: string | null;
  contactId: string | null;
  state: string | null;
  content: unknown;
  attempts: number | null;
  expiresAt: Date | null;
  kind: string | null;
  address: string | null;
  isNew: boolean | null;
  pairBackoffs: number | null;
};

/** Instants as text: drivers disagree about the zone of a Date parameter. */
function instant(at: Date): Prisma.Sql {
  return Prisma.sql`${at.toISOString()}::timestamptz`;
}

/**
 * The claim, in steps:
 *   lane     locks the number's row without waiting and refills its tokens; no row when it may not send. A clock that was set
 *            back gives one second's tokens, and the lane counts from the new time.
 *   ready    how many may go. The plain read beside the locked row catches the one race SKIP LOCKED leaves open: another
 *            worker committed after this statement began, so its messages still look queued here. Then nothing is claimed.
 *   stretch  how far each priority is looked through.
 *   due      the oldest due messages of each priority that nothing holds: index Message_queued in order. The questions asked
 *            of each row are scalar subqueries on purpose: as joins the planner may turn them into scans of whole tables.
 *   decided  what each becomes: sending, or what forbids it by now. Decisions were made when the message was planned; this
 *            looks again at what can have changed while it waited or was tried again.
 *   held     locks those rows; what somebody else holds (a cancellation under way) is passed by. The state is compared as
 *            text so that only the primary key fits: a planner without statistics takes the index on states.
 *   moved    one UPDATE for all of them, whatever they become. Not joined with held: a planner that expects one row reads all
 *            of decided, contents included, for each row of it.
 */
export function claimStatement(input: ClaimLane, at: Date): Prisma.Sql {
  const shopId = Prisma.sql`${input.shopId}::uuid`;
  const numberId = Prisma.sql`${input.numberId}::uuid`;
  const now = instant(at);
  const later = (ms: number) => instant(new Date(at.getTime() + ms));
  const rate = Prisma.sql`GREATEST(1, l."ratePerSecond" * ${marginPercent}::int / 100)`;

  // Of one person's messages: one total order, or two could wait for each other. What was tried before goes before what was
  // not: its new due time says when to try again, not whose turn it is.
  const turn = (row: "o" | "m") => {
    const column = (name: string) => Prisma.raw(`${row}."${name}"`);
    const dueAt = Prisma.sql`CASE WHEN ${column("attempts")} > 0 THEN '-infinity' ELSE ${column("dueAt")} END`;
    return Prisma.sql`(${column("priority")}, ${column("attempts")} = 0, ${dueAt}, ${column("id")})`;
  };
  // Asked as "the first row from this key on", an order only the primary key gives: a plain equality lets a planner without
  // statistics take the index on reachedAt, and read the whole account once for each message.
  const reachedLately = (contactId: Prisma.Sql) => Prisma.sql`(
    SELECT t."shopId" = ${shopId} AND t."accountId" = ready."accountId" AND t."contactId" = ${contactId}
      AND t."reachedAt" > ${later(-tierWindowMs)}
    FROM "TierReach" t
    WHERE (t."shopId", t."accountId", t."contactId") >= (${shopId}, ready."accountId", ${contactId})
    ORDER BY t."shopId", t."accountId", t."contactId" LIMIT 1)`;
  const windowIsOpen = (contactId: Prisma.Sql) => Prisma.sql`(
    SELECT w."windowExpiresAt" > ${now} FROM "Conversation" w
    WHERE w."shopId" = ${shopId} AND w."numberId" = ${numberId} AND w."contactId" = ${contactId})`;

  return Prisma.sql`
WITH lane AS MATERIALIZED (
  SELECT l."tokens", l."refilledAt", l."ratePerSecond", l."backoffCount",
    n."accountId", n."phoneNumberId", a."accessToken", a."tierLimit",
    LEAST(GREATEST(1, l."ratePerSecond" - ${rate}),
      l."tokens" + ${rate} * CASE WHEN l."refilledAt" > ${later(clocksDifferMs)} THEN 1
        ELSE GREATEST(0, EXTRACT(EPOCH FROM ${now} - l."refilledAt")::float8) END) AS "filled"
  FROM "SendLane" l
  JOIN "WhatsAppNumber" n ON n."shopId" = l."shopId" AND n."id" = l."numberId"
  JOIN "WhatsAppAccount" a ON a."shopId" = n."shopId" AND a."id" = n."accountId"
  JOIN "Shop" s ON s."id" = l."shopId"
  WHERE l."shopId" = ${shopId} AND l."numberId" = ${numberId}
    AND (l."pausedUntil" IS NULL OR l."pausedUntil" <= ${now})
    AND n."status" = 'connected' AND a."status" = 'connected' AND s."status" = 'installed'
    AND (s."settings" ->> 'paused') IS DISTINCT FROM 'true'
  FOR NO KEY UPDATE OF l SKIP LOCKED
),
ready AS MATERIALIZED (
  SELECT lane.*,
    LEAST(floor(lane."filled"), ${input.limit}::int, CASE WHEN lane."backoffCount" > 0 THEN 1 END)::int AS "room",
    CASE WHEN lane."tierLimit" IS NULL THEN NULL
      ELSE COALESCE(${input.tierLeftAtLeast ?? null}::int, lane."tierLimit" - (
        SELECT count(*)::int FROM "TierReach" t
        WHERE t."shopId" = ${shopId} AND t."accountId" = lane."accountId" AND t."reachedAt" > ${later(-tierWindowMs)}
      )) END AS "tierLeft",
    (lane."tierLimit" * ${tierReservePercent}::int + 99) / 100 AS "tierReserve"
  FROM lane
  JOIN "SendLane" seen ON seen."shopId" = ${shopId} AND seen."numberId" = ${numberId}
    AND seen."tokens" = lane."tokens" AND seen."refilledAt" = lane."refilledAt"
),
stretch AS MATERIALIZED (${stretchStatement(input, now)}),
due AS MATERIALIZED (
  SELECT m.*, ${windowIsOpen(Prisma.sql`m."contactId"`)} IS TRUE AS "inWindow"
  FROM ready
  CROSS JOIN stretch p
  CROSS JOIN LATERAL (
    SELECT m."id", m."contactId", m."priority", m."dueAt", m."category", m."content", m."templateName", m."language",
      m."expiresAt", m."createdAt"
    FROM "Message" m
    WHERE m."shopId" = ${shopId} AND m."numberId" = ${numberId} AND m."state" = 'queued'
      AND m."priority" = p."priority" AND m."dueAt" <= ${now}
      ${input.lookAfter ? withinStretch : Prisma.empty}
      AND (SELECT r."nextAt" > ${now} FROM "RecipientLane" r
        WHERE r."shopId" = ${shopId} AND r."numberId" = ${numberId} AND r."contactId" = m."contactId") IS NOT TRUE
      AND (SELECT true FROM "Message" o
        WHERE o."shopId" = ${shopId} AND o."numberId" = ${numberId} AND o."contactId" = m."contactId"
          AND o."state" IN ('queued', 'sending', 'unknown') AND o."id" <> m."id"
          AND (o."state" = 'sending'
            OR (o."state" = 'unknown' AND o."priority" <= m."priority" AND o."claimedAt" > ${later(-unknownHoldsMs)})
            OR (o."state" = 'queued' AND ${turn("o")} < ${turn("m")}
              AND (o."dueAt" <= ${now} OR (o."attempts" > 0 AND o."dueAt" <= ${later(retryHoldsMs)}))))
        LIMIT 1) IS NULL
      AND (ready."tierLimit" IS NULL
        OR ready."tierLeft" > CASE WHEN p."priority" > 0 THEN ready."tierReserve" ELSE 0 END
        OR ${windowIsOpen(Prisma.sql`m."contactId"`)} OR ${reachedLately(Prisma.sql`m."contactId"`)})
    ORDER BY m."dueAt", m."id"
    LIMIT ready."room"
  ) m
),
known AS MATERIALIZED (
  SELECT due.*, i."kind", i."address",
    ready."tierLimit" IS NOT NULL AND NOT due."inWindow"
      AND ${reachedLately(Prisma.sql`due."contactId"`)} IS NOT TRUE AS "isNew",
    CASE
      WHEN due."expiresAt" <= ${now} THEN 'expired'
      WHEN c."blockedAt" IS NOT NULL THEN 'contact_blocked'
      WHEN c."unreachableAt" IS NOT NULL THEN 'contact_unreachable'
      WHEN i."address" IS NULL THEN 'no_address'
      WHEN due."content" ->> 'kind' = 'text' THEN CASE WHEN due."inWindow" THEN NULL ELSE 'window_closed' END
      WHEN o."optedOut" THEN 'opted_out'
      WHEN t."status" = 'approved' AND t."category" <> due."category" THEN 'template_recategorised'
      WHEN t."status" = 'deleted' THEN 'template_missing'
      WHEN t."status" <> 'approved' THEN 'template_' || t."status"
    END AS "veto"
  FROM due
  CROSS JOIN ready
  JOIN "Contact" c ON c."shopId" = ${shopId} AND c."id" = due."contactId"
  LEFT JOIN LATERAL (
    SELECT i."kind"::text AS "kind", COALESCE(i."address", i."value") AS "address" FROM "ContactIdentity" i
    WHERE i."shopId" = ${shopId} AND i."contactId" = COALESCE(c."mergedIntoId", c."id")
      AND i."kind" IN ('phone', 'business_scoped_id')
    ORDER BY (i."kind" = 'phone') DESC, i."createdAt" DESC, i."value" LIMIT 1
  ) i ON true
  LEFT JOIN LATERAL (
    SELECT true AS "optedOut" FROM "ConsentEntry" e
    WHERE e."shopId" = ${shopId} AND e."contactId" = COALESCE(c."mergedIntoId", c."id")
      AND CASE WHEN e."purpose" = 'marketing'
        THEN due."category" = 'marketing' OR due."templateName" = ${confirmOptInTemplate}
        -- Without a yes to offers, a no to messages about orders is a no to all (policy).
        ELSE due."category" <> 'marketing' OR NOT EXISTS (
          SELECT 1 FROM "ConsentEntry" offers
          WHERE offers."shopId" = e."shopId" AND offers."contactId" = e."contactId" AND offers."purpose" = 'marketing'
            AND offers."state" = 'granted' AND ${saysWhatStands("offers")}) END
      AND e."recordedAt" >= due."createdAt" AND ${isStandingNo("e")}
    LIMIT 1
  ) o ON true
  LEFT JOIN "Template" t ON t."shopId" = ${shopId} AND t."accountId" = ready."accountId"
    AND t."name" = due."templateName" AND t."language" = due."language"
),
allowed AS MATERIALIZED (
  SELECT counted."id" FROM ready, (
    SELECT known.*, count(*) FILTER (WHERE known."isNew") OVER (ORDER BY known."priority", known."dueAt", known."id") AS "newUpTo"
    FROM known WHERE known."veto" IS NULL
  ) counted
  WHERE NOT counted."isNew"
    OR counted."newUpTo" <= ready."tierLeft" - CASE WHEN counted."priority" > 0 THEN ready."tierReserve" ELSE 0 END
  ORDER BY counted."priority", counted."dueAt", counted."id"
  LIMIT (SELECT COALESCE(max("room"), 0) FROM ready)
),
decided AS MATERIALIZED (
  SELECT known.*,
    (CASE
      WHEN known."veto" IS NULL THEN 'sending'
      WHEN known."veto" IN ('expired', 'opted_out') THEN 'cancelled'
      WHEN known."veto" LIKE 'template_%' AND known."veto" <> 'template_disabled' THEN 'queued'
      ELSE 'suppressed'
    END)::"MessageState" AS "to"
  FROM known
  WHERE known."veto" IS NOT NULL OR known."id" IN (SELECT "id" FROM allowed)
),
held AS MATERIALIZED (
  SELECT m."id" FROM "Message" m
  WHERE m."shopId" = ${shopId} AND m."id" = ANY (ARRAY(SELECT "id" FROM decided)) AND m."state"::text = 'queued'
  ORDER BY m."id"
  FOR NO KEY UPDATE OF m SKIP LOCKED
),
moved AS (
  UPDATE "Message" m SET
    "state" = d."to",
    "reason" = d."veto",
    "claimedAt" = CASE WHEN d."to" = 'sending' THEN ${now} ELSE m."claimedAt" END,
    "claimedBy" = CASE WHEN d."to" = 'sending' THEN ${input.workerId} ELSE m."claimedBy" END,
    "dialPrefix" = CASE WHEN d."to" = 'sending' THEN dial_prefix(d."kind", d."address") ELSE m."dialPrefix" END,
    "attempts" = m."attempts" + (d."to" = 'sending')::int,
    "dueAt" = CASE WHEN d."to" = 'queued' THEN ${later(templateRecheckMs)} ELSE m."dueAt" END,
    "endedAt" = CASE WHEN d."to" IN ('cancelled', 'suppressed') THEN ${now} END
  FROM held h JOIN decided d ON d."id" = h."id"
  WHERE m."shopId" = ${shopId} AND m."id" = h."id"
  RETURNING m."id", m."contactId", m."state"::text AS "state", m."content", m."attempts", m."expiresAt",
    d."kind", d."address", d."isNew", d."inWindow", d."priority" AS "place1", d."dueAt" AS "place2"
),
paired AS (
  INSERT INTO "RecipientLane" AS r ("shopId", "numberId", "contactId", "nextAt")
  SELECT ${shopId}, ${numberId}, moved."contactId", ${later(pairGapMs)} FROM moved WHERE moved."state" = 'sending'
  ON CONFLICT ("shopId", "numberId", "contactId") DO UPDATE SET "nextAt" = EXCLUDED."nextAt"
  RETURNING r."contactId", r."backoffs"
),
reached AS (
  INSERT INTO "TierReach" ("shopId", "accountId", "contactId", "reachedAt")
  SELECT ${shopId}, ready."accountId", moved."contactId", ${now} FROM moved, ready
  WHERE moved."state" = 'sending' AND ready."tierLimit" IS NOT NULL AND NOT moved."inWindow"
  ORDER BY moved."contactId"
  ON CONFLICT ("shopId", "accountId", "contactId") DO UPDATE SET "reachedAt" = EXCLUDED."reachedAt"
),
spent AS (
  UPDATE "SendLane" l SET
    "tokens" = GREATEST(0, ready."filled" - (SELECT count(*) FROM moved WHERE moved."state" = 'sending')),
    "refilledAt" = CASE WHEN l."refilledAt" > ${later(clocksDifferMs)} THEN ${now} ELSE GREATEST(l."refilledAt", ${now}) END,
    "pausedUntil" = CASE WHEN ready."backoffCount" > 0 THEN ${later(probeGapMs)} ELSE l."pausedUntil" END
  FROM ready
  WHERE l."shopId" = ${shopId} AND l."numberId" = ${numberId} AND EXISTS (SELECT 1 FROM moved WHERE moved."state" = 'sending')
)
SELECT ready."phoneNumberId", ready."accessToken", ready."accountId", ready."ratePerSecond", ready."backoffCount",
  ready."filled", ready."tierLeft", ready."tierReserve",
  (SELECT jsonb_agg(jsonb_build_object('priority', p."priority", 'dueAt', p."upToDueAt", 'id', p."upToId"))
    FROM stretch p WHERE p."isPart") AS "lookAfter",
  moved."id", moved."contactId", moved."state", moved."content", moved."attempts",
  moved."expiresAt", moved."kind", moved."address", moved."isNew", paired."backoffs" AS "pairBackoffs"
FROM ready
LEFT JOIN moved ON true
LEFT JOIN paired ON paired."contactId" = moved."contactId"
ORDER BY moved."place1", moved."place2", moved."id"`;
}
