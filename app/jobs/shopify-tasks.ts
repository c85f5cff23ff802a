import { applyTags } from "../core/automations/apply-tags.ts";
import { fillDiscountPools } from "../core/automations/fill-discount-pools.ts";
import { readUsageDays } from "../core/automations/read-usage-days.ts";
import { retireDiscountCodes } from "../core/automations/retire-discount-codes.ts";
import { applyCodDecisions } from "../core/conversations/apply-cod-decisions.ts";
import type { Ctx } from "../core/ports.ts";
import type { ShopifyAdmin } from "../core/ports-shopify.ts";
import { lookUpCustomers } from "../core/shopify-consent/look-up-customers.ts";
import { tellShopify } from "../core/shopify-consent/tell-shopify.ts";
import type { Pass } from "./run-loop.ts";

/** While Shopify adds codes, the pool is looked at again this soon. */
const codesInTheMakingMs = 1_500;

/** Everything that Shopify is told or asked outside a page: consent, answers of shoppers, tags, how long products last, discount codes
 * made and taken back. */
export async function shopifyTasksPass(ctx: Ctx, admin: ShopifyAdmin): Promise<Pass> {
  // Before those are told who are found by it.
  const lookups = await lookUpCustomers(ctx, admin);
  const consent = await tellShopify(ctx, admin);
  const decisions = await applyCodDecisions(ctx, admin);
  const tags = await applyTags(ctx, admin);
  const usage = await readUsageDays(ctx, admin);
  const pools = await fillDiscountPools(ctx, admin);
  const codes = await retireDiscountCodes(ctx, admin);
  const more = [lookups, consent, decisions, tags, usage, pools, codes].some((pass) => pass.more);
  return { more, ...(pools.filled > 0 ? { nextInMs: codesInTheMakingMs } : {}) };
}
