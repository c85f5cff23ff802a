import type { Ctx } from "../ports.ts";
import { creditLateOrders } from "./credit-late-orders.ts";
import { lastDays } from "./days.ts";
import { makeDays } from "./make-days.ts";

/** The periods a page compares: 30 days and the 30 before. */
const keptDays = 60;

/** What nobody waits for: orders whose message became known late, and the figures of past days before a page asks for them. */
export async function settleResults(ctx: Ctx, shopId: string): Promise<{ credited: number; days: number }> {
  const shop = await ctx.db.shop.findUnique({ where: { id: shopId }, select: { id: true, timeZone: true } });
  if (!shop) return { credited: 0, days: 0 };
  const credited = await creditLateOrders(ctx, shopId);
  return { credited, days: await makeDays(ctx, shop, lastDays(ctx.clock.now(), shop.timeZone, keptDays)) };
}
