import type { PageDeps } from "./page-deps.ts";

export function createConnectPages(_deps: PageDeps) {
  return {};
}
