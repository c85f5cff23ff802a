import type { ConsentState } from "#prisma/generated/enums.ts";

/** By what a decision came; part of the proof. */
export const consentSources = [
  "keyword",
  "button",
  // A yes at checkout too: Shopify says "collected by Shopify" of its checkout, its point of sale and its admin alike.
  "shopify",
  "meta_preferences",
  "meta_error",
  "merchant",
  "import",
  "form",
  "thank_you",
  "order_status",
  "account",
  "chat",
  "preferences",
  "merge",
  "erasure",
] as const;
export type ConsentSource = (typeof consentSources)[number];

/** What asks nobody anything: a pending of theirs is a yes that was held back, or Shopify's own asking. */
export const asksNobody: readonly string[] = ["shopify", "merchant"] satisfies ConsentSource[];

/**
 * How much a yes and a no weigh, by what they came: 3 the person's own word, 2 the merchant's hand, 1 Shopify, 0 what anybody
 * may have filled in. A no is lifted only by a later yes of at least its own weight (docs/decisions/008). "chat" is a START of
 * somebody who never agreed: an asking. What came by a merge weighs as what it came from (`origin`).
 */
export const weights: Readonly<Record<ConsentSource, { yes: number; no: number }>> = {
  keyword: { yes: 3, no: 3 },
  button: { yes: 3, no: 3 },
  preferences: { yes: 3, no: 3 },
  meta_preferences: { yes: 3, no: 3 },
  meta_error: { yes: 0, no: 3 },
  merchant: { yes: 2, no: 2 },
  import: { yes: 0, no: 2 },
  shopify: { yes: 1, no: 1 },
  form: { yes: 0, no: 3 },
  thank_you: { yes: 0, no: 3 },
  order_status: { yes: 0, no: 3 },
  account: { yes: 0, no: 3 },
  chat: { yes: 0, no: 3 },
  merge: { yes: 0, no: 3 },
  erasure: { yes: 0, no: 3 },
};

export const ownWeight = 3;

export function weightOf(said: { state: ConsentState; source: string; origin?: string | null }): number {
  const source = consentSources.find((one) => one === (said.origin ?? said.source)) ?? "merge";
  return weights[source][said.state === "revoked" ? "no" : "yes"];
}
