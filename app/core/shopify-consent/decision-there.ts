import type { CustomerConsent } from "../ports-shopify.ts";
import type { ConsentDecision } from "../shared/consent-state.ts";

/**
 * What Shopify holds, as a decision. One without a date is older than any other; but whom Shopify has redacted must not be
 * written to from now on, whatever was said before.
 */
export function decisionThere({ state, updatedAt }: CustomerConsent, now: Date): ConsentDecision | null {
  if (state === null) return null;
  return { state, occurredAt: updatedAt ?? (state === "revoked" ? now : new Date(0)) };
}
