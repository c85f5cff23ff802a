import { listRateTables } from "../core/results/list-rate-tables.ts";
import { readOverview } from "../core/results/read-overview.ts";
import { sampleRateCard } from "../core/results/sample-rate-card.ts";
import { removeRates, saveRates, saveSampleRates, type NewRates } from "../core/results/save-rates.ts";
import type { PageDeps } from "./page-deps.ts";

export function createResultPages({ ctx }: PageDeps) {
  return {
    /** The last 30 days against the 30 before. */
    readOverview: (shopId: string) => readOverview(ctx, shopId),
    /** The rate tables, the newest first, and the sample that comes with the app. */
    readRates: async (shopId: string) => ({ tables: await listRateTables(ctx, shopId), sample: sampleRateCard }),
    /** Nothing is changed when a line is wrong; `problems` have their words under results.rateProblems. */
    saveRates: (shopId: string, rates: NewRates) => saveRates(ctx, shopId, rates),
    saveSampleRates: (shopId: string) => saveSampleRates(ctx, shopId),
    removeRates: (shopId: string, validFrom: string) => removeRates(ctx, shopId, validFrom),
  };
}
