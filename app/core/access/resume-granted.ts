import type { TxCtx } from "../ports.ts";
import { missingScopes } from "../shared/scopes.ts";

/**
 * Takes up again what rested for want of a scope that the shop grants now: tags, answers to the cash-on-delivery question,
 * discount codes, consent to be told. Twice is once. Wake "shopify_tasks" after commit. Indexes: TagTask_denied,
 * Order_cod_denied, ConsentSync_failed, CustomerLookup_failed, DiscountPool's primary key (a pool for each discount step).
 */
export async function resumeGranted(ctx: TxCtx, shopId: string, granted: readonly string[]): Promise<number> {
  const { tx } = ctx;
  const now = ctx.clock.now();
  const may = (scope: string) => missingScopes(granted, [scope]).length === 0;
  const again = { nextAttemptAt: now, lastError: null, attempts: 0 };
  const targets = [...(may("write_orders") ? ["order"] : []), ...(may("write_customers") ? ["customer"] : [])];
  let resumed = 0;
  if (targets.length > 0) {
    const { count } = await tx.tagTask.updateMany({
      where: { shopId, lastError: "access_denied", doneAt: null, target: { in: targets } },
      data: again,
    });
    resumed += count;
  }
  if (may("write_customers")) {
    const { count } = await tx.consentSync.updateMany({ where: { shopId, lastError: "access_denied" }, data: again });
    const lookups = await tx.customerLookup.updateMany({ where: { shopId, lastError: "access_denied" }, data: again });
    resumed += count + lookups.count;
  }
  if (may("write_orders")) {
    const { count } = await tx.order.updateMany({
      where: { shopId, codError: "access_denied", codAppliedAt: null },
      data: { codNextAttemptAt: now, codError: null, codAttempts: 0 },
    });
    resumed += count;
  }
  if (may("write_discounts")) {
    const { count } = await tx.discountPool.updateMany({ where: { shopId, lastError: "access_denied" }, data: again });
    resumed += count;
  }
  return resumed;
}
