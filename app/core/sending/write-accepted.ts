import type { Ctx, SendAnswer } from "../ports.ts";
import type { Answered } from "./apply-answers.ts";
import { pairGapMs } from "./limits.ts";

type Accepted = Answered<Extract<SendAnswer, { outcome: "accepted" }>>;

/** Of the gap between two messages to one person, what is left for the way to Meta: slower answers move the gap. */
const quickAnswerMs = 200;

/** Meta has taken these: the hot path, one statement in almost every case. */
export async function writeAccepted(ctx: Ctx, accepted: readonly Accepted[]): Promise<void> {
  const rows = accepted.map(({ message, answer, answeredAt }) => ({
    shop: message.shopId,
    id: message.id,
    wamid: answer.wamid,
    at: answeredAt.toISOString(),
  }));
  // Rows are locked in the order of their key, as callbacks lock them too. What callbacks have moved on already needs nothing
  // more. Queued without an error: a stalled process answers so late that settleUnknown has queued its message; with one, it was
  // refused meanwhile, and this answer is older than that. Not its reason says so: that is overwritten by what it waits for now.
  await ctx.db.$executeRaw`
    WITH answer AS MATERIALIZED (
      SELECT * FROM json_to_recordset(${JSON.stringify(rows)}::json) AS a("shop" uuid, "id" uuid, "wamid" text, "at" timestamptz)
    ), held AS MATERIALIZED (
      SELECT m."shopId", m."id" FROM answer a JOIN "Message" m ON m."shopId" = a."shop" AND m."id" = a."id"
      WHERE m."state" IN ('sending', 'unknown') OR (m."state" = 'queued' AND m."errorCode" IS NULL)
      ORDER BY m."shopId", m."id" FOR NO KEY UPDATE OF m
    )
    UPDATE "Message" m SET "state" = 'accepted', "wamid" = a."wamid", "acceptedAt" = a."at",
      "reason" = NULL, "errorCode" = NULL, "errorDetails" = NULL
    FROM held h JOIN answer a ON a."shop" = h."shopId" AND a."id" = h."id"
    WHERE m."shopId" = h."shopId" AND m."id" = h."id"`;
  await openLanes(ctx, accepted);
  await keepPairGap(ctx, accepted);
  await learnAddresses(ctx, accepted);
}

/** The probe of a lane that backed off went through. Compare and set, as in backOffLane. */
async function openLanes(ctx: Ctx, accepted: readonly Accepted[]): Promise<void> {
  const probes = new Map(
    accepted.filter(({ message }) => message.laneBackoffs > 0).map(({ message }) => [message.numberId, message]),
  );
  for (const { shopId, numberId, laneBackoffs } of probes.values()) {
    await ctx.db.sendLane.updateMany({
      where: { shopId, numberId, backoffCount: laneBackoffs },
      data: { backoffCount: 0, pausedUntil: null },
    });
  }
}

/**
 * The claim counted the gap from when the message left. One that took long may have arrived late, so the gap starts again at
 * its answer; and a pair that Meta had held back is free again.
 */
async function keepPairGap(ctx: Ctx, accepted: readonly Accepted[]): Promise<void> {
  const rows = accepted
    .filter(
      ({ message, answeredAt }) =>
        message.pairBackoffs > 0 || answeredAt.getTime() - message.claimedAt.getTime() > quickAnswerMs,
    )
    .map(({ message, answeredAt }) => ({
      shop: message.shopId,
      number: message.numberId,
      contact: message.contactId,
      nextAt: new Date(answeredAt.getTime() + pairGapMs).toISOString(),
    }));
  if (rows.length === 0) return;
  await ctx.db.$executeRaw`
    WITH slow AS MATERIALIZED (
      SELECT * FROM json_to_recordset(${JSON.stringify(rows)}::json)
        AS s("shop" uuid, "number" uuid, "contact" uuid, "nextAt" timestamptz)
    )
    UPDATE "RecipientLane" r SET "nextAt" = GREATEST(r."nextAt", s."nextAt"), "backoffs" = 0
    FROM slow s WHERE r."shopId" = s."shop" AND r."numberId" = s."number" AND r."contactId" = s."contact"`;
}

/** WhatsApp may know a number by another spelling (Brazil with and without the 9): it answers to that one. */
async function learnAddresses(ctx: Ctx, accepted: readonly Accepted[]): Promise<void> {
  for (const { message, answer } of accepted) {
    if (!answer.waId || !("phone" in message.recipient)) continue;
    const address = `+${answer.waId}`;
    if (address === message.recipient.phone) continue;
    await ctx.db.$executeRaw`
      UPDATE "ContactIdentity" SET "address" = ${address}
      WHERE "shopId" = ${message.shopId}::uuid AND "contactId" = ${message.contactId}::uuid AND "kind" = 'phone'
        AND COALESCE("address", "value") = ${message.recipient.phone}`;
  }
}
