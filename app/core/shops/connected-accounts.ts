import type { Ctx } from "../ports.ts";

/** The accounts of a shop whose token is believed to work. */
export function connectedAccounts(ctx: Ctx, shopId: string): Promise<{ id: string }[]> {
  return ctx.db.whatsAppAccount.findMany({
    where: { shopId, status: { not: "needs_reconnect" }, disconnectedAt: null },
    select: { id: true },
  });
}
