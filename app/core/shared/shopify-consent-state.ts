import type { ConsentState } from "#prisma/generated/enums.ts";

/** SUBSCRIBED and subscribed are one. A redacted person must not be written to. */
const states = new Map<string, ConsentState>([
  ["subscribed", "granted"],
  ["pending", "pending"],
  ["unsubscribed", "revoked"],
  ["redacted", "revoked"],
]);

/** Shopify's word for a state of consent, in the ledger's words; null: nobody decided, or a word we do not know. */
export function consentStateOf(shopifyState: string): ConsentState | null {
  return states.get(shopifyState.toLowerCase()) ?? null;
}
