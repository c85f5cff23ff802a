import type { Ctx } from "../ports.ts";

/** One account and one number serve one shop at a time; what a shop disconnected is free. */
export async function isTaken(
  ctx: Ctx,
  { shopId, wabaId, phoneNumberId }: { shopId: string; wabaId: string; phoneNumberId?: string },
): Promise<boolean> {
  const others = { shopId: { not: shopId } };
  const account = await ctx.db.whatsAppAccount.findFirst({
    where: { ...others, wabaId, disconnectedAt: null },
    select: { id: true },
  });
  if (account || phoneNumberId === undefined) return account !== null;
  const number = await ctx.db.whatsAppNumber.findFirst({
    where: { ...others, phoneNumberId, status: { not: "disconnected" } },
    select: { id: true },
  });
  return number !== null;
}
