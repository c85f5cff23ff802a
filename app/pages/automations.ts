import type { PageDeps } from "./page-deps.ts";

export function createAutomationPages(_deps: PageDeps) {
  return {};
}
