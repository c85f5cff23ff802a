import type { Ctx } from "../ports.ts";

/**
 * A person pressed a link of this message: its first press is kept, every further one changes nothing. False when it is not
 * the first, or the shop has no such message.
 */
export async function recordClick(
  ctx: Ctx,
  { shopDomain, messageId }: { shopDomain: string; messageId: string },
): Promise<boolean> {
  const now = ctx.clock.now();
  const count = await ctx.db.$executeRaw`
    UPDATE "Message" m SET "clickedAt" = ${now} FROM "Shop" s
    WHERE s."domain" = ${shopDomain} AND m."shopId" = s."id" AND m."id" = ${messageId}::uuid AND m."clickedAt" IS NULL`;
  return count > 0;
}
