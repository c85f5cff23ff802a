import type { PageDeps } from "./page-deps.ts";

export function createTemplatePages(_deps: PageDeps) {
  return {};
}
