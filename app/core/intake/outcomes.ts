/** What became of something that happened in a shop, each with a sentence for the merchant (`intake.outcomes.*`). */
export const eventOutcomes = [
  "applied",
  /** Applied; nobody is known to write to. */
  "no_contact",
  /** A newer version of the same thing was known already. */
  "stale",
  /** The checkout's order had come already. */
  "completed",
  /** The checkout had been deleted already. */
  "deleted",
  /** The cart had become a checkout since. */
  "checkout_followed",
] as const;
export type EventOutcome = (typeof eventOutcomes)[number];

/** What became of a Shopify delivery that is done with. */
export const deliveryOutcomes = [
  ...eventOutcomes,
  /** The same event had been told by another delivery. */
  "duplicate",
  "ignored:unknown_topic",
  "ignored:unknown_shop",
  "ignored:shop_uninstalled",
  "ignored:unknown_checkout",
  "ignored:unknown_status",
  /** Shopify says that this person never decided about marketing. */
  "ignored:no_decision",
  /** A product changed whose price nobody waits for. */
  "ignored:nobody_waits",
  /** About somebody who was erased, or was to be, before it was taken in. */
  "ignored:erased",
] as const;
export type DeliveryOutcome = (typeof deliveryOutcomes)[number];

/** Why a delivery waits. */
export const waitingOutcomes = ["waiting_for_order", "waiting_for_fulfillment"] as const;

/** Why a delivery can never be taken in; besides "error:<code>", what was thrown on the last attempt. */
export const deadOutcomes = ["invalid_json", "invalid_payload", "wrong_shop"] as const;

/** What taking in a Shopify delivery comes to (a DeliveryResult with every word known). */
export type IntakeResult =
  | DeliveryOutcome
  | { forget: DeliveryOutcome }
  | { retryAs: (typeof waitingOutcomes)[number] }
  | { deadAs: (typeof deadOutcomes)[number] };
