import type { PageDeps } from "./page-deps.ts";

export function createCustomerPages(_deps: PageDeps) {
  return {};
}
