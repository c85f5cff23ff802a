import type { Ctx } from "../ports.ts";
import type { ShopifyAdmin, ShopifyFailure } from "../ports-shopify.ts";
import { failureText } from "../automations/shopify-retry.ts";
import { comparePage } from "./compare-page.ts";
import { shopToCompare, type ComparedShop } from "./compared-shop.ts";
import {
  addCounts,
  askForComparison,
  moveOn,
  noteFailure,
  noteKnown,
  readProgress,
  type ComparisonCounts,
  type RunningComparison,
} from "./comparison-progress.ts";

export type ComparisonResult =
  | { outcome: "compared"; counts: ComparisonCounts }
  /** Pages are left: call again. */
  | { outcome: "more" }
  /** Somebody else works on it, or the shop is gone. */
  | { outcome: "left_alone" }
  | ShopifyFailure;

export type ComparisonAdmin = Pick<ShopifyAdmin, "customerConsents" | "updateCustomerConsent">;

/** Of a hundred customers each; the rest is the next job's, so that none runs for hours. */
const pagesAtMost = 100;

/**
 * Compares the consent of all of Shopify's customers with the ledger and mends either side by the rule of compareDecisions. Who
 * has no customer at Shopify has nothing to be compared with, so walking Shopify's side is walking both. How far it came is
 * kept with the counts after each page: dying half-way costs a page, and a page done twice finds everything equal.
 */
export async function compareConsent(ctx: Ctx, admin: ComparisonAdmin, shopId: string): Promise<ComparisonResult> {
  const shop = await shopToCompare(ctx, shopId);
  if (!shop) return { outcome: "left_alone" };
  await askForComparison(ctx, shopId);
  for (let page = 0; page < pagesAtMost; page++) {
    const { running, last } = await readProgress(ctx.db, shopId);
    if (!running) return { outcome: "left_alone" };
    const step = await compareNextPage(ctx, admin, shop, running);
    if (step.outcome !== "page") {
      await noteFailure(ctx, shopId, failureText(step));
      return step;
    }
    const now = ctx.clock.now();
    const { startedAt } = running;
    const { counts, endCursor } = step;
    const next =
      endCursor === undefined
        ? { running: null, last: { startedAt, endedAt: now, counts } }
        : { running: { startedAt, at: now, after: endCursor, counts }, last };
    if (endCursor === undefined) await noteKnown(ctx, shopId, startedAt);
    if (!(await moveOn(ctx, shopId, running, next))) return { outcome: "left_alone" };
    if (endCursor === undefined) {
      ctx.log.info("consent_compared", { shopId, ...counts });
      if (counts.failed > 0) ctx.wakes.wake("shopify_tasks");
      return { outcome: "compared", counts };
    }
  }
  return { outcome: "more" };
}

type Step = { outcome: "page"; counts: ComparisonCounts; endCursor?: string } | ShopifyFailure;

async function compareNextPage(
  ctx: Ctx,
  admin: ComparisonAdmin,
  shop: ComparedShop,
  { after, counts }: RunningComparison,
): Promise<Step> {
  const page = await admin.customerConsents(shop.domain, after === "" ? undefined : after);
  if (page.outcome !== "ok") return page;
  const compared = await comparePage(ctx, admin, shop, page.customers);
  if (compared.outcome !== "ok") return compared;
  const { endCursor } = page;
  const turned = endCursor !== undefined && endCursor !== after;
  return { outcome: "page", counts: addCounts(counts, compared.counts), ...(turned && { endCursor }) };
}
