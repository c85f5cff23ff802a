import type { AutomationDefinition } from "./definition.ts";

/** What a run can know of, by the first word of conditions and variables ("order" of "order.total"). */
export type KnownPart =
  | "customer"
  | "shop"
  | "consent"
  | "cart"
  | "checkout"
  | "order"
  | "fulfillment"
  | "refund"
  | "product"
  | "price"
  | "discount"
  | "tag";

/** By the trigger where it is of its own, else by its first word. */
const byTrigger: Record<string, readonly KnownPart[]> = {
  cart: ["cart"],
  checkout: ["checkout"],
  order: ["order"],
  refund: ["refund", "order"],
  fulfillment: ["fulfillment", "order"],
  return: ["order"],
  variant: ["product"],
  variant_price_dropped: ["product", "price"],
  customer: [],
  customer_tag_added: ["tag"],
};

/** The parts that subject-facts.ts loads for runs of this trigger and subject. Discounts are the path's own matter. */
export function knownAt({
  trigger,
  subject,
}: Pick<AutomationDefinition, "trigger" | "subject">): ReadonlySet<KnownPart> {
  const parts = byTrigger[trigger] ?? byTrigger[trigger.split("_")[0] ?? ""] ?? [];
  // A run about the order knows the order, not which of its parcels or refunds began it.
  const own = subject === "order" ? parts.filter((part) => part === "order") : parts;
  return new Set<KnownPart>(["customer", "shop", "consent", ...own]);
}
