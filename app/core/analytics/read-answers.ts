import type { Ctx } from "../ports.ts";
import { answerOf, type Answer } from "./answer-of.ts";

type Asked = {
  id: string;
  numberId: string | null;
  contactId: string;
  wamid: string | null;
  acceptedAt: Date | null;
};

const windowMs = 24 * 3_600_000;
const shownAtMost = 20;

/**
 * What the shopper answered to one message: what quotes it or presses its buttons, whenever, and what was written within a
 * day of it before the next message went out. Indexes: Conversation's pair, InboundMessage (shopId, conversationId, occurredAt).
 */
export async function readAnswers(ctx: Ctx, shopId: string, message: Asked): Promise<Answer[]> {
  const { numberId, contactId, wamid, acceptedAt } = message;
  if (!numberId || !acceptedAt) return [];
  const [conversation, next] = await Promise.all([
    ctx.db.conversation.findUnique({
      where: { shopId_numberId_contactId: { shopId, numberId, contactId } },
      select: { id: true },
    }),
    ctx.db.message.findFirst({
      where: { shopId, contactId, id: { not: message.id }, acceptedAt: { gt: acceptedAt } },
      orderBy: { acceptedAt: "asc" },
      select: { acceptedAt: true },
    }),
  ]);
  if (!conversation) return [];
  const dayLater = acceptedAt.getTime() + windowMs;
  const until = new Date(Math.min(dayLater, next?.acceptedAt?.getTime() ?? dayLater));
  const rows = await ctx.db.inboundMessage.findMany({
    where: {
      shopId,
      conversationId: conversation.id,
      OR: [
        ...(wamid ? [{ replyToWamid: wamid }] : []),
        { replyToWamid: null, occurredAt: { gte: acceptedAt, lt: until } },
      ],
    },
    orderBy: { occurredAt: "asc" },
    take: shownAtMost,
  });
  return rows.map(answerOf);
}
