import type { Refusal, RefusalAction, Tx } from "../ports.ts";

/** What MessageStatus.details keeps of a refusal, whether an answer or a callback told it. */
export function refusalDetails(refusal: Refusal): { action: RefusalAction; details: string } {
  return { action: refusal.action, details: refusal.details ?? refusal.title };
}

/** Which of these messages have had their one more try after Meta held them back for the person's sake. */
export async function hadSecondChance(
  tx: Tx,
  messages: readonly { shopId: string; id: string }[],
): Promise<(messageId: string) => boolean> {
  if (messages.length === 0) return () => false;
  const keys = JSON.stringify(messages.map(({ shopId, id }) => ({ shop: shopId, id })));
  const rows = await tx.$queryRaw<{ messageId: string }[]>`
    SELECT DISTINCT s."messageId"
    FROM json_to_recordset(${keys}::json) AS a("shop" uuid, "id" uuid)
    JOIN "MessageStatus" s ON s."shopId" = a."shop" AND s."messageId" = a."id"
    WHERE s."details" ->> 'action' = ${"retry_after_24h" satisfies RefusalAction}`;
  const ids = new Set(rows.map((row) => row.messageId));
  return (messageId) => ids.has(messageId);
}
