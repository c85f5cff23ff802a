import type { ConsentFilters } from "../core/analytics/consent-filters.ts";
import { exportConsent } from "../core/analytics/export-consent.ts";
import { listConsent } from "../core/analytics/list-consent.ts";
import { readConsentComparison } from "../core/analytics/read-consent-comparison.ts";
import { readConsentGrowth } from "../core/analytics/read-consent-growth.ts";
import { checkConsentImport, importConsent, type GivenConsentFile } from "../core/customers/import-consent.ts";
import { askForComparison } from "../core/shopify-consent/comparison-progress.ts";
import { retryTelling } from "../core/shopify-consent/tell-again.ts";
import type { PageDeps } from "./page-deps.ts";

export function createConsentPages({ ctx, queue }: PageDeps) {
  return {
    /** The ledger, the newest entry first. */
    list: (shopId: string, filters: ConsentFilters) => listConsent(ctx, shopId, filters),
    /** The last 30 days by source. */
    readGrowth: (shopId: string) => readConsentGrowth(ctx, shopId),
    /** How far the ledger and Shopify are in step. */
    readComparison: (shopId: string) => readConsentComparison(ctx, shopId),
    compare: async (shopId: string) => {
      await askForComparison(ctx, shopId);
      await queue.send("compare-consent", { shopId }, { singletonKey: shopId });
    },
    /** What could not be told to Shopify is tried again. */
    tellAgain: (shopId: string) => retryTelling(ctx, shopId),
    /** The ledger as pieces of CSV. */
    export: (shopId: string, filters: ConsentFilters) => exportConsent(ctx, shopId, filters),
    /** A dry run. */
    checkImport: (shopId: string, file: GivenConsentFile) => checkConsentImport(ctx, shopId, file),
    import: (shopId: string, file: GivenConsentFile) => importConsent(ctx, shopId, file),
  };
}
