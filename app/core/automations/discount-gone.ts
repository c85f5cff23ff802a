import type { Ctx } from "../ports.ts";
import { codeFrom, readTerms } from "./discount-terms.ts";

type Pool = { shopId: string; id: string; terms: string; discountId: string };

/**
 * The merchant deleted the discount in Shopify: none of its codes works any more, those that people have neither. None is given
 * or spoken of from here on, and the pool makes a new discount. Twice is once.
 */
export async function discountGone(ctx: Ctx, { shopId, id: poolId, terms, discountId }: Pool): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const { count } = await tx.discountPool.updateMany({
      where: { shopId, id: poolId, discountId },
      data: {
        discountId: null,
        bulkCreationId: null,
        seedCode: codeFrom(ctx.ids.next(), readTerms(terms).prefix),
        nextAttemptAt: ctx.clock.now(),
        attempts: 0,
        lastError: null,
      },
    });
    if (count === 0) return;
    const ofPool = { shopId, poolId };
    await tx.discountCode.updateMany({ where: { ...ofPool, state: "given" }, data: { state: "expired" } });
    await tx.discountCode.updateMany({
      where: { ...ofPool, state: { in: ["free", "adding"] } },
      data: { state: "void" },
    });
  });
  ctx.log.warn("automation.discount_gone", { shopId, poolId });
}
