import type { TxCtx } from "../ports.ts";

/** Without a quote, a word is taken as an answer to the newest message of these days. */
const answersForMs = 3 * 24 * 3_600_000;

type Reply = { shopId: string; numberId: string; contactId: string; replyToWamid: string | null; occurredAt: Date };

/**
 * Notes on the message that was answered when it was first answered: the one that is quoted (a pressed button quotes its
 * message), else the newest that had been sent to this person by this number. Told again or out of order, the earliest
 * stands. The index (shopId, contactId, createdAt) finds it.
 */
export async function noteReply({ tx }: TxCtx, reply: Reply): Promise<void> {
  const { shopId, numberId, contactId, replyToWamid, occurredAt } = reply;
  const since = new Date(occurredAt.getTime() - answersForMs);
  await tx.$executeRaw`
    UPDATE "Message" m SET "repliedAt" = ${occurredAt}
    WHERE m."shopId" = ${shopId}::uuid AND (m."repliedAt" IS NULL OR m."repliedAt" > ${occurredAt}) AND m."id" = (
      SELECT a."id" FROM "Message" a
      WHERE a."shopId" = ${shopId}::uuid AND a."contactId" = ${contactId}::uuid AND a."numberId" = ${numberId}::uuid
        AND (a."wamid" = ${replyToWamid} OR (a."acceptedAt" BETWEEN ${since} AND ${occurredAt} AND a."createdAt" >= ${since}))
      ORDER BY a."wamid" = ${replyToWamid} DESC NULLS LAST, a."createdAt" DESC, a."id" DESC LIMIT 1)`;
}
