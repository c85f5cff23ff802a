import type { Ctx } from "../ports.ts";

/** Enough to set an address up and mend a typing error, too little to trouble a stranger with. */
export const testMailsPerHour = 5;

const hourMs = 3_600_000;

/**
 * Takes one of the shop's test mails of this hour, whether the mail server will have it or not; false when none is left.
 * Presses at the same moment wait for each other: the shop's row is held.
 */
export async function takeTestMail(ctx: Ctx, shopId: string): Promise<boolean> {
  const now = ctx.clock.now();
  return ctx.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Shop" WHERE "id" = ${shopId}::uuid FOR UPDATE`;
    const shop = await tx.shop.findUnique({ where: { id: shopId }, select: { testMailsAt: true } });
    if (!shop) return false;
    const lately = shop.testMailsAt.filter((at) => at.getTime() > now.getTime() - hourMs);
    if (lately.length >= testMailsPerHour) return false;
    await tx.shop.update({ where: { id: shopId }, data: { testMailsAt: [...lately, now] } });
    return true;
  });
}
