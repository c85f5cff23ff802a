/**
 * Ticked when the guide asks what to switch on: what shoppers expect to hear about their own order, and the reminder of a
 * checkout, which goes only to those who agreed to offers.
 */
const recommended: ReadonlySet<string> = new Set([
  "abandoned_checkout",
  "order_confirmed",
  "order_cancelled",
  "refund_issued",
  "order_shipped",
  "out_for_delivery",
  "delivered",
  "delivery_attempt_failed",
  "ready_for_pickup",
]);

export function isRecommended(key: string): boolean {
  return recommended.has(key);
}
