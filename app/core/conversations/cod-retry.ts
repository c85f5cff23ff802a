import type { ShopifyFailure } from "../ports-shopify.ts";

/** What to do after Shopify did not take a decision. `giveUp` leaves it to the merchant, with the reason on the order. */
export type CodRetry = { waitMs: number; countsAsAttempt: boolean } | { giveUp: true };

const firstWaitMs = 30_000;
const longestWaitMs = 60 * 60_000;

/** A refusal may be a race with another change of the order; twice more is enough to know. About 6 h for the rest. */
const attemptsAtMost: Record<Exclude<ShopifyFailure["outcome"], "throttled">, number> = {
  refused: 3,
  unauthorized: 12,
  shop_closed: 12,
  // Rests until the merchant grants it (resume-granted.ts).
  access_denied: 0,
  unavailable: 12,
};

/** `attempts`: made so far, this one included. Being throttled is no failure of ours: it waits as told and is not counted. */
export function retryAfter(failure: ShopifyFailure, attempts: number): CodRetry {
  if (failure.outcome === "throttled") return { waitMs: Math.max(1_000, failure.retryAfterMs), countsAsAttempt: false };
  if (attempts >= attemptsAtMost[failure.outcome]) return { giveUp: true };
  return { waitMs: Math.min(firstWaitMs * 2 ** (attempts - 1), longestWaitMs), countsAsAttempt: true };
}
