import type { Ctx } from "../ports.ts";

/** Meta tells `sent` within seconds; callbacks that could not be delivered come again within minutes. */
const silentForMs = 10 * 60_000;
/** The newest callback of the number must be so much later than the try: then the way back was open after it. */
const callbackLaterMs = 2 * 60_000;
/** The way back was open when the message left: a status of that moment was told within this time. Missed in less, it comes again in time. */
const wayOpenWithinMs = 2 * 60_000;
/** Meta's times are whole seconds, cut off. */
const statusTimeCutMs = 1_000;
/** Callbacks that nobody has taken in for so long are a backlog: what they tell may be what is missing. */
const inboxLagMs = 60_000;
/** Messages tried within this time of the try speak for it. */
const aboutThenMs = 10 * 60_000;
/** How many messages before and after it are asked. */
const neighbours = 100;
/** Share of the neighbours, in percent, that callbacks must have settled. */
const settledPercent = 90;
/** After this long nobody will tell any more, and sending it now would help nobody. */
const givenUpAfterMs = 24 * 3600_000;
const mostAtOnce = 500;

export type Settled = { queuedAgain: number; failed: number };

/**
 * What becomes of messages whose outcome nobody knows and no callback has told.
 *
 * A second send of something Meta has accepted is a double message, the worst a shopper sees; a message that stays away is a
 * lesser evil that a merchant can see and repeat. So one is sent again only when its silence means something: no callback for
 * ten minutes, although callbacks of this number came later, and although (nearly) all messages sent about the same time had
 * theirs. Were Meta late, the neighbours would be silent too, and it goes on waiting. Were our own house down from that moment
 * on (what broke the connection often does more), Meta would come again only much later: so a neighbour's status must have
 * happened after the try and reached us soon. And nothing that came since the try may lie unread in our own inbox. A number
 * with nothing sent about then proves nothing: it waits. After a day it fails as "outcome_unknown".
 *
 * Queued again it carries no error, an earlier try's neither: by that writeAccepted tells it from what was refused, when the
 * answer comes after all.
 *
 * Each pass asks some of the silent ones, by lot: those that nothing proves stay for a day, and must not be asked alone.
 * Neighbours are found by id, which sorts by creation: two short ranges of the primary key, whatever the table's size.
 */
export async function settleUnknown(ctx: Ctx): Promise<Settled> {
  const now = ctx.clock.now();
  const ago = (ms: number) => new Date(now.getTime() - ms).toISOString();
  const failed = await ctx.db.$executeRaw`
    WITH lost AS MATERIALIZED (
      SELECT m."shopId", m."id" FROM "Message" m
      WHERE m."state" IN ('sending', 'unknown') AND m."state" = 'unknown'
        AND m."claimedAt" <= ${ago(givenUpAfterMs)}::timestamptz
      ORDER BY m."shopId", m."id" LIMIT ${mostAtOnce}::int FOR NO KEY UPDATE OF m SKIP LOCKED
    )
    UPDATE "Message" m SET "state" = 'failed', "reason" = 'outcome_unknown', "endedAt" = ${now.toISOString()}::timestamptz
    FROM lost WHERE m."shopId" = lost."shopId" AND m."id" = lost."id" AND m."state" = 'unknown'`;

  const queuedAgain = await ctx.db.$executeRaw`
    WITH unread AS MATERIALIZED (
      SELECT max(d."receivedAt") AS "until" FROM (
        SELECT "receivedAt" FROM "WebhookDelivery" WHERE state = 'pending' AND "source" = 'whatsapp'
        UNION ALL
        SELECT "receivedAt" FROM "WebhookDelivery" WHERE state = 'dead' AND "source" = 'whatsapp'
      ) d WHERE d."receivedAt" <= ${ago(inboxLagMs)}::timestamptz
    ), silent AS MATERIALIZED (
      SELECT m."shopId", m."id", m."numberId", m."claimedAt"
      FROM "Message" m
      JOIN "WhatsAppNumber" n ON n."shopId" = m."shopId" AND n."id" = m."numberId"
      WHERE m."state" IN ('sending', 'unknown') AND m."state" = 'unknown'
        AND m."claimedAt" <= ${ago(silentForMs)}::timestamptz AND m."claimedAt" > ${ago(givenUpAfterMs)}::timestamptz
        AND n."lastCallbackAt" >= m."claimedAt" + make_interval(secs => ${callbackLaterMs / 1000}::int)
        AND m."claimedAt" > COALESCE((SELECT "until" FROM unread), '-infinity')
      ORDER BY random() LIMIT ${mostAtOnce}::int
    ), proven AS MATERIALIZED (
      SELECT s."shopId", s."id" FROM silent s CROSS JOIN LATERAL (
        SELECT count(*) AS "asked",
          count(*) FILTER (WHERE o."state" IN ('sent', 'delivered', 'read') OR (o."state" = 'failed' AND o."wamid" IS NOT NULL))
            AS "settled",
          bool_or((SELECT true FROM "MessageStatus" t
            WHERE t."shopId" = o."shopId" AND t."messageId" = o."id" AND t."status" <> 'refused'
              AND t."occurredAt" > s."claimedAt" - make_interval(secs => ${statusTimeCutMs / 1000}::int)
              AND t."recordedAt" BETWEEN s."claimedAt" AND s."claimedAt" + make_interval(secs => ${wayOpenWithinMs / 1000}::int)
            LIMIT 1)) AS "wayWasOpen"
        FROM (
          (SELECT o.* FROM "Message" o WHERE o."shopId" = s."shopId" AND o."id" < s."id"
            ORDER BY o."shopId" DESC, o."id" DESC LIMIT ${neighbours}::int)
          UNION ALL
          (SELECT o.* FROM "Message" o WHERE o."shopId" = s."shopId" AND o."id" > s."id"
            ORDER BY o."shopId", o."id" LIMIT ${neighbours}::int)
        ) o
        WHERE o."numberId" = s."numberId" AND o."wamid" IS NOT NULL
          AND abs(EXTRACT(EPOCH FROM o."claimedAt" - s."claimedAt")) <= ${aboutThenMs / 1000}::int
      ) about
      WHERE about."settled" > 0 AND about."settled" * 100 >= about."asked" * ${settledPercent}::int
        AND about."wayWasOpen"
    ), held AS MATERIALIZED (
      SELECT m."shopId", m."id" FROM proven p JOIN "Message" m ON m."shopId" = p."shopId" AND m."id" = p."id"
      WHERE m."state" = 'unknown' ORDER BY m."shopId", m."id" FOR NO KEY UPDATE OF m SKIP LOCKED
    )
    UPDATE "Message" m SET "state" = 'queued', "reason" = 'sent_again', "errorCode" = NULL, "errorDetails" = NULL
    FROM held h
    WHERE m."shopId" = h."shopId" AND m."id" = h."id" AND m."state" = 'unknown'`;

  if (failed + queuedAgain > 0) ctx.log.warn("unknown_outcomes_settled", { failed, queuedAgain });
  if (queuedAgain > 0) ctx.wakes.wake("send");
  return { queuedAgain, failed };
}
