import { readHome } from "../core/analytics/read-home.ts";
import type { PageDeps } from "./page-deps.ts";

export function createHomePages({ ctx }: PageDeps) {
  return {
    read: (shopId: string) => readHome(ctx, shopId),
  };
}
