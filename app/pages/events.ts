import type { PageDeps } from "./page-deps.ts";

export function createEventPages(_deps: PageDeps) {
  return {};
}
