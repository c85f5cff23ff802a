import type { Ctx, SendAnswer, Tx } from "../ports.ts";
import { applyConsequences, type Consequence } from "../outbox/apply-consequences.ts";
import { decideRefusal } from "../outbox/decide-refusal.ts";
import { hadSecondChance, refusalDetails } from "../outbox/second-chance.ts";
import type { Answered } from "./apply-answers.ts";

type Refused = Answered<Extract<SendAnswer, { outcome: "refused" }>>;

/** Meta has said no: each message waits or fails as the table of errors says, and so does what it belongs to. */
export async function writeRefused(ctx: Ctx, refused: readonly Refused[]): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const txCtx = { tx, clock: ctx.clock, ids: ctx.ids, log: ctx.log };
    const spentChances = await hadSecondChance(
      tx,
      refused.map(({ message }) => message),
    );
    const consequences = refused.map((answered) => consequenceOf(answered, spentChances(answered.message.id)));
    await writeMessages(tx, refused, consequences);
    await applyConsequences(txCtx, consequences);
  });
}

function consequenceOf({ message, answer, answeredAt }: Refused, hadItsSecondChance: boolean): Consequence {
  const template = message.content.kind === "template" ? message.content : null;
  return {
    at: {
      shopId: message.shopId,
      numberId: message.numberId,
      accountId: message.accountId,
      contactId: message.contactId,
      messageId: message.id,
      templateName: template?.name ?? null,
      language: template?.language ?? null,
      laneBackoffs: message.laneBackoffs,
    },
    refusal: answer.refusal,
    decision: decideRefusal(answer.refusal, { ...message, hadItsSecondChance }, answeredAt),
  };
}

/** Only this very try: a callback that came first, or a later try, knows better. Each refusal is kept for the message's story. */
async function writeMessages(tx: Tx, refused: readonly Refused[], consequences: readonly Consequence[]): Promise<void> {
  const rows = consequences.map(({ at, refusal, decision }, index) => ({
    shop: at.shopId,
    id: at.messageId,
    claimedAt: refused[index]?.message.claimedAt.toISOString(),
    answeredAt: refused[index]?.answeredAt.toISOString(),
    state: decision.message.state,
    reason: decision.message.reason,
    dueAt: decision.message.state === "queued" ? decision.message.dueAt?.toISOString() : undefined,
    expiresAt: decision.message.state === "queued" ? decision.message.expiresAt?.toISOString() : undefined,
    code: refusal.code,
    details: refusal.details ?? refusal.title,
    told: refusalDetails(refusal),
  }));
  await tx.$executeRaw`
    WITH refused AS MATERIALIZED (
      SELECT * FROM json_to_recordset(${JSON.stringify(rows)}::json) AS a("shop" uuid, "id" uuid, "claimedAt" timestamptz,
        "answeredAt" timestamptz, "state" "MessageState", "reason" text, "dueAt" timestamptz, "expiresAt" timestamptz,
        "code" int, "details" text, "told" jsonb)
    ), held AS MATERIALIZED (
      SELECT m."shopId", m."id" FROM refused a JOIN "Message" m ON m."shopId" = a."shop" AND m."id" = a."id"
      WHERE m."state" IN ('sending', 'unknown') AND m."claimedAt" = a."claimedAt"
      ORDER BY m."shopId", m."id" FOR NO KEY UPDATE OF m
    ), moved AS (
      UPDATE "Message" m SET "state" = a."state", "reason" = a."reason", "errorCode" = a."code", "errorDetails" = a."details",
        "dueAt" = COALESCE(a."dueAt", m."dueAt"), "expiresAt" = COALESCE(a."expiresAt", m."expiresAt"),
        "endedAt" = CASE WHEN a."state" = 'failed' THEN a."answeredAt" END
      FROM held h JOIN refused a ON a."shop" = h."shopId" AND a."id" = h."id"
      WHERE m."shopId" = h."shopId" AND m."id" = h."id" AND m."state" IN ('sending', 'unknown')
      RETURNING m."shopId", m."id", a."answeredAt", a."code", a."told"
    )
    INSERT INTO "MessageStatus" ("shopId", "messageId", "status", "occurredAt", "recordedAt", "errorCode", "details")
    SELECT "shopId", "id", 'refused', "answeredAt", "answeredAt", "code", "told"
    FROM moved ON CONFLICT DO NOTHING`;
}
