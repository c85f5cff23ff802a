import { failureText } from "../automations/shopify-retry.ts";
import type { Ctx } from "../ports.ts";
import type { ShopifyAdmin, ShopifyFailure } from "../ports-shopify.ts";
import { comparePage } from "./compare-page.ts";
import { shopToCompare, type ComparedShop } from "./compared-shop.ts";
import { addCounts, noCounts, readProgress, type ComparisonCounts } from "./comparison-progress.ts";

export type UpdatedComparison =
  { outcome: "compared"; counts: ComparisonCounts } | { outcome: "left_alone" } | ShopifyFailure;

type UpdatedAdmin = Pick<ShopifyAdmin, "customerConsentsSince" | "updateCustomerConsent">;

/** Shopify's clock is not ours, and what is updated while pages are turned may move behind the cursor. */
const overlapMs = 10 * 60_000;

/**
 * Compares the consent of customers that were updated at Shopify since the last look, as the weekly comparison does with all: a
 * no whose webhook never came is known within minutes. The first look begins where the last comparison of all began. How far
 * it came is kept after each page.
 */
export async function compareUpdated(ctx: Ctx, admin: UpdatedAdmin, shopId: string): Promise<UpdatedComparison> {
  const shop = await shopToCompare(ctx, shopId);
  if (!shop) return { outcome: "left_alone" };
  const startedAt = ctx.clock.now();
  const where = { shopId_kind: { shopId, kind: "customers" } };
  const note = (data: { seenUntil?: Date; lastError: string | null }) =>
    ctx.db.syncCursor.upsert({
      where,
      create: { shopId, kind: "customers", lastRunAt: startedAt, ...data },
      update: { lastRunAt: startedAt, ...data },
    });
  const seenUntil = (await ctx.db.syncCursor.findUnique({ where }))?.seenUntil;
  const from = seenUntil ?? (await readProgress(ctx.db, shopId)).last?.startedAt ?? shop.installedAt;
  // What was before the installation is looked at by the comparison that began with it.
  const since = new Date(Math.max(from.getTime() - overlapMs, shop.installedAt.getTime()));

  let counts = noCounts;
  for (let after: string | undefined, done = false; !done;) {
    const page = await comparePageSince(ctx, admin, shop, since, after);
    if (page.outcome !== "ok") {
      await note({ lastError: failureText(page) });
      return page;
    }
    counts = addCounts(counts, page.counts);
    done = page.endCursor === undefined || page.endCursor === after;
    after = page.endCursor;
    const seen = done ? startedAt : page.seenUntil;
    await note({ ...(seen && { seenUntil: seen }), lastError: null });
  }
  if (counts.failed > 0) ctx.wakes.wake("shopify_tasks");
  return { outcome: "compared", counts };
}

async function comparePageSince(ctx: Ctx, admin: UpdatedAdmin, shop: ComparedShop, since: Date, after?: string) {
  const page = await admin.customerConsentsSince(shop.domain, since, after);
  if (page.outcome !== "ok") return page;
  const compared = await comparePage(ctx, admin, shop, page.customers);
  return compared.outcome === "ok" ? { ...page, counts: compared.counts } : compared;
}
