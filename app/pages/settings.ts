import type { PageDeps } from "./page-deps.ts";

export function createSettingsPages(_deps: PageDeps) {
  return {};
}
