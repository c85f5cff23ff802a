import type { Tx } from "../ports.ts";
import { checksum } from "../shared/checksum.ts";

const dayMs = 24 * 3_600_000;
/** Phones change hands, and so do those who look after a shop. */
const confirmedForMs = 30 * dayMs;

/** What the merchant writes from a phone to say that it is theirs; another for each phone. */
export function confirmingWords(shopId: string, phone: string): string {
  return `TEST ${String(checksum(`${shopId} ${phone}`) % 10_000).padStart(4, "0")}`;
}

/**
 * Whether this phone wrote its confirming words to the shop lately: a real customer's details must not reach a stranger by a
 * slip of the finger. Nothing else would write them, so what was received is the proof. Indexes: ContactIdentity (shopId, kind,
 * value), Conversation (shopId, numberId, contactId), InboundMessage (shopId, conversationId, occurredAt).
 */
export async function isConfirmed(tx: Tx, shopId: string, phone: string, now: Date): Promise<boolean> {
  const words = confirmingWords(shopId, phone);
  const since = new Date(now.getTime() - confirmedForMs);
  const [found] = await tx.$queryRaw<{ found: boolean }[]>`
    SELECT EXISTS (
      SELECT 1
      FROM "ContactIdentity" i
      JOIN "WhatsAppNumber" n ON n."shopId" = i."shopId"
      JOIN "Conversation" c ON c."shopId" = i."shopId" AND c."numberId" = n."id" AND c."contactId" = i."contactId"
      JOIN "InboundMessage" m ON m."shopId" = c."shopId" AND m."conversationId" = c."id"
      WHERE i."shopId" = ${shopId}::uuid AND i."kind" = 'phone' AND i."value" = ${phone} AND m."occurredAt" > ${since}
        AND upper(btrim(m."content" #>> '{text,body}')) = ${words}
    ) AS "found"`;
  return found?.found ?? false;
}
