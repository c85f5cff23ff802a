import type { StoreEventKind } from "../shared/store-event.ts";
import type { SubjectFacts } from "./subject-facts.ts";

/** What makes the rest of a run pointless. Asked when the event comes, again before a run starts, and before each step. */
export const cancelRules = [
  "order_placed",
  "order_paid",
  "order_cancelled",
  "order_fulfilled",
  "order_refunded",
  "return_requested",
  "cod_decided",
  "checkout_started",
  "checkout_deleted",
  "delivered",
  "fulfillment_cancelled",
  "out_of_stock",
  "price_rose",
  "ordered_again",
] as const;
export type CancelRule = (typeof cancelRules)[number];

/** What an event tells. What it tells only sometimes (an order update that paid it) is asked of the rows before each step. */
export const ruleOfEvent: Partial<Record<StoreEventKind, CancelRule>> = {
  order_created: "order_placed",
  order_paid: "order_paid",
  order_cancelled: "order_cancelled",
  order_fulfilled: "order_fulfilled",
  refund_created: "order_refunded",
  return_requested: "return_requested",
  return_approved: "return_requested",
  checkout_updated: "checkout_started",
  checkout_deleted: "checkout_deleted",
  fulfillment_delivered: "delivered",
  variant_out_of_stock: "out_of_stock",
};

const paidStates = ["paid", "partially_refunded", "refunded"];
const deadFulfillments = ["cancelled", "error", "failure"];

/** Does the rule hold, as the rows are now? Null facts: nothing is known, so nothing is cancelled. */
const holds: Record<CancelRule, (facts: SubjectFacts) => boolean> = {
  order_placed: ({ orderPlaced, checkout }) => orderPlaced || !!checkout?.completedAt,
  order_paid: ({ order }) => !!order && (paidStates.includes(order.financialStatus) || order.outstandingMinor <= 0n),
  order_cancelled: ({ order }) => !!order?.cancelledAt,
  order_fulfilled: ({ order }) => order?.fulfillmentStatus === "fulfilled",
  order_refunded: ({ orderRefunded }) => orderRefunded,
  return_requested: ({ orderReturned }) => orderReturned,
  cod_decided: ({ order }) => !!order?.codDecision,
  checkout_started: ({ checkoutOfCart }) => checkoutOfCart,
  checkout_deleted: ({ checkout }) => !!checkout?.deletedAt,
  delivered: ({ fulfillment }) => fulfillment?.shipmentStatus === "delivered",
  fulfillment_cancelled: ({ fulfillment }) => !!fulfillment && deadFulfillments.includes(fulfillment.status),
  // Stock levels are not kept: only the event itself says so.
  out_of_stock: () => false,
  price_rose: ({ productRequest }) => productRequest?.kind === "price_drop" && !hasDropped(productRequest),
  ordered_again: ({ orderedAgain }) => orderedAgain,
};

function hasDropped({ askedPriceMinor, seenPriceMinor }: NonNullable<SubjectFacts["productRequest"]>): boolean {
  return askedPriceMinor !== null && seenPriceMinor !== null && seenPriceMinor < askedPriceMinor;
}

/** The first of the automation's rules that holds; null: go on. */
export function ruleThatHolds(rules: readonly CancelRule[], facts: SubjectFacts): CancelRule | null {
  return rules.find((rule) => holds[rule](facts)) ?? null;
}
