import type { PageDeps } from "./page-deps.ts";

export function createResultPages(_deps: PageDeps) {
  return {};
}
