import type { Tx } from "../ports.ts";
import { marketingLimitReason } from "./decide-refusal.ts";

type MessageKey = { shopId: string; id: string };

/** Which of these messages were refused for the marketing limit before, by an answer or by a callback. */
export async function hadSecondChance(
  tx: Tx,
  messages: readonly MessageKey[],
): Promise<(message: MessageKey) => boolean> {
  const keys = JSON.stringify(messages.map(({ shopId, id }) => ({ shop: shopId, id })));
  const rows = await tx.$queryRaw<{ messageId: string }[]>`
    SELECT DISTINCT s."messageId"
    FROM json_to_recordset(${keys}::json) AS a("shop" uuid, "id" uuid)
    JOIN "MessageStatus" s ON s."shopId" = a."shop" AND s."messageId" = a."id"
    WHERE s."details" ->> 'reason' = ${marketingLimitReason}`;
  const ids = new Set(rows.map((row) => row.messageId));
  return (message) => ids.has(message.id);
}
