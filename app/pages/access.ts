import { refreshAccess } from "../core/access/refresh-access.ts";
import type { PageDeps } from "./page-deps.ts";

export function createAccessPages({ ctx, shopifyAdmin }: PageDeps) {
  return {
    refresh: (shopId: string) => refreshAccess(ctx, shopifyAdmin, shopId),
  };
}
