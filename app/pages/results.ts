import { readOverview } from "../core/results/read-overview.ts";
import type { PageDeps } from "./page-deps.ts";

export function createResultPages({ ctx }: PageDeps) {
  return {
    /** The last 30 days against the 30 before. */
    readOverview: (shopId: string) => readOverview(ctx, shopId),
  };
}
