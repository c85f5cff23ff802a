import { listCredits } from "../core/results/list-credits.ts";
import { listRateTables } from "../core/results/list-rate-tables.ts";
import { readAutomationResults } from "../core/results/read-automation-results.ts";
import { readOverview } from "../core/results/read-overview.ts";
import { sampleRateCard } from "../core/results/sample-rate-card.ts";
import { removeRates, saveRates, saveSampleRates, type NewRates } from "../core/results/save-rates.ts";
import type { PageDeps } from "./page-deps.ts";

export function createResultPages({ ctx }: PageDeps) {
  return {
    /** The last 30 days against the 30 before. */
    readOverview: (shopId: string) => readOverview(ctx, shopId),
    /** The same 30 days by automation, the one that earned most first. */
    readAutomations: (shopId: string) => readAutomationResults(ctx, shopId),
    /** The counted orders with why each counts, the newest first. */
    listCredits: (shopId: string, filters: Parameters<typeof listCredits>[2]) => listCredits(ctx, shopId, filters),
    /** The rate tables, the newest first, and the sample that comes with the app. */
    readRates: async (shopId: string) => ({ tables: await listRateTables(ctx, shopId), sample: sampleRateCard }),
    /** Nothing is changed when a line is wrong; `problems` have their words under results.rateProblems. */
    saveRates: (shopId: string, rates: NewRates) => saveRates(ctx, shopId, rates),
    saveSampleRates: (shopId: string) => saveSampleRates(ctx, shopId),
    removeRates: (shopId: string, validFrom: string) => removeRates(ctx, shopId, validFrom),
  };
}
