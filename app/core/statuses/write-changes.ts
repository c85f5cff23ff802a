import type { Tx } from "../ports.ts";
import type { StatusChange } from "./fold-statuses.ts";

export type MessageChange = StatusChange & { id: string; erased: boolean };

/** Writes what statuses have changed, all messages in one statement; a second one only when some are to be tried again. */
export async function writeChanges(tx: Tx, shopId: string, changes: readonly MessageChange[]): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map(({ id, erased, state, failure, ...change }) => ({
    id,
    // The state machine knows no way from "accepted" back into the queue but through "failed".
    state: state === "queued" ? "failed" : state,
    // Of somebody who was erased nothing comes back that holds their number.
    wamid: erased ? undefined : change.wamid,
    sentAt: change.sentAt,
    deliveredAt: change.deliveredAt,
    readAt: change.readAt,
    pricing: change.pricing,
    reason: failure?.decision.message.reason,
    code: failure?.refusal.code,
    details: failure && !erased ? (failure.refusal.details ?? failure.refusal.title) : undefined,
    failedAt: failure?.occurredAt,
  }));
  await tx.$executeRaw`
    UPDATE "Message" m SET
      "state" = COALESCE(c."state", m."state"),
      "wamid" = COALESCE(m."wamid", c."wamid"),
      -- Overtaken by its own callback, the answer to the send changes nothing any more: the callback says that Meta took it.
      "acceptedAt" = COALESCE(m."acceptedAt", LEAST(c."sentAt", c."deliveredAt", c."readAt")),
      "sentAt" = LEAST(m."sentAt", c."sentAt"),
      "deliveredAt" = LEAST(m."deliveredAt", c."deliveredAt"),
      "readAt" = LEAST(m."readAt", c."readAt"),
      "pricing" = COALESCE(c."pricing", m."pricing"),
      "reason" = CASE WHEN c."state" IS NULL THEN m."reason" ELSE c."reason" END,
      "errorCode" = CASE WHEN c."state" IS NULL THEN m."errorCode" ELSE c."code" END,
      "errorDetails" = CASE WHEN c."state" IS NULL THEN m."errorDetails" ELSE c."details" END,
      "endedAt" = CASE WHEN c."state" IS NULL THEN m."endedAt" ELSE c."failedAt" END
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS c("id" uuid, "state" "MessageState", "wamid" text,
      "sentAt" timestamptz, "deliveredAt" timestamptz, "readAt" timestamptz, "pricing" jsonb, "reason" text, "code" int,
      "details" text, "failedAt" timestamptz)
    WHERE m."shopId" = ${shopId}::uuid AND m."id" = c."id"`;
  await queueAgain(tx, shopId, changes);
}

/** The next try gets an id of Meta's of its own; the one that failed is kept in MessageStatus. */
async function queueAgain(tx: Tx, shopId: string, changes: readonly MessageChange[]): Promise<void> {
  const rows = changes.flatMap(({ id, state, failure }) => {
    const retry = failure?.decision.message;
    return state === "queued" && retry?.state === "queued"
      ? [{ id, dueAt: retry.dueAt, expiresAt: retry.expiresAt }]
      : [];
  });
  if (rows.length === 0) return;
  await tx.$executeRaw`
    UPDATE "Message" m SET "state" = 'queued', "wamid" = NULL, "acceptedAt" = NULL, "sentAt" = NULL, "endedAt" = NULL,
      "dueAt" = COALESCE(c."dueAt", m."dueAt"), "expiresAt" = COALESCE(c."expiresAt", m."expiresAt")
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS c("id" uuid, "dueAt" timestamptz, "expiresAt" timestamptz)
    WHERE m."shopId" = ${shopId}::uuid AND m."id" = c."id"`;
}
