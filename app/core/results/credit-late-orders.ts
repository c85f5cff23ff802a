import type { Ctx } from "../ports.ts";
import { creditOrder } from "./credit-order.ts";

/** Callbacks that were held up, answers taken in late: after so long nothing more is expected. */
const lateForMs = 3 * 24 * 3_600_000;
const batch = 200;

/**
 * Looks again at a shop's newest orders that count for no message, or for no link though their person came by one: the
 * message's delivery, the press or the answer may have become known after the order. Answers how many were credited. Index:
 * Order (shopId, createdAt).
 */
export async function creditLateOrders(ctx: Ctx, shopId: string): Promise<number> {
  const since = new Date(ctx.clock.now().getTime() - lateForMs);
  let credited = 0;
  let after = { createdAt: since, id: "" };
  for (;;) {
    const orders = await ctx.db.$queryRaw<{ id: string; createdAt: Date }[]>`
      SELECT o."id", o."createdAt" FROM "Order" o
      WHERE o."shopId" = ${shopId}::uuid AND (o."createdAt", o."id") > (${after.createdAt}, ${after.id})
        AND (NOT EXISTS (SELECT 1 FROM "OrderCredit" c WHERE c."shopId" = o."shopId" AND c."orderId" = o."id")
          OR ((EXISTS (SELECT 1 FROM "LinkArrival" a WHERE a."shopId" = o."shopId" AND a."contactId" = o."contactId")
              OR EXISTS (SELECT 1 FROM "PageArrival" p WHERE p."shopId" = o."shopId" AND p."contactId" = o."contactId"))
            AND NOT EXISTS (SELECT 1 FROM "LinkOrder" l WHERE l."shopId" = o."shopId" AND l."orderId" = o."id")))
      ORDER BY o."createdAt", o."id" LIMIT ${batch}`;
    for (const { id } of orders) {
      const outcome = await ctx.db.$transaction((tx) => creditOrder({ ...ctx, tx }, shopId, id));
      if (outcome === "credited") credited += 1;
    }
    const last = orders.at(-1);
    if (!last || orders.length < batch) return credited;
    after = last;
  }
}
