/**
 * Whose id stands at the top of a webhook of this topic: a customer's or an order's; "" where it is of something else, or where
 * there is none. An order's edit is told with the id of the edit.
 */
export function subjectOfTopic(topic: string): "customer" | "order" | "" {
  if (/^customers?[/._]/.test(topic)) return "customer";
  return topic.startsWith("orders/") && topic !== "orders/edited" ? "order" : "";
}
