import type { ShopifyFailure } from "../ports-shopify.ts";

const firstWaitMs = 15_000;
const longestWaitMs = 60 * 60_000;

/** How long to wait after the n-th failure in a row. A refusal is not mended by hurrying: the merchant must act first. */
export function retryWaitMs(failure: ShopifyFailure, attempts: number): number {
  switch (failure.outcome) {
    case "throttled":
      return Math.max(1_000, failure.retryAfterMs);
    case "refused":
    case "unauthorized":
    case "access_denied":
    case "shop_closed":
      return longestWaitMs;
    case "unavailable":
      return Math.min(firstWaitMs * 2 ** Math.max(0, attempts - 1), longestWaitMs);
  }
}

/** The kind of failure and Shopify's own words, for the merchant. */
export function failureText(failure: ShopifyFailure): string {
  switch (failure.outcome) {
    case "refused":
      return `refused: ${failure.messages.join("; ")}`.slice(0, 500);
    case "shop_closed":
    case "unavailable":
      return `${failure.outcome}: ${failure.cause}`.slice(0, 500);
    default:
      return failure.outcome;
  }
}
