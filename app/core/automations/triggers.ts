import type { StoreEventKind } from "../shared/store-event.ts";

/** Events a merchant can answer: those that are about a person, or that somebody waits for. */
const eventTriggers = [
  "cart_updated",
  "checkout_updated",
  "order_created",
  "order_paid",
  "order_updated",
  "order_edited",
  "order_cancelled",
  "order_partially_fulfilled",
  "order_fulfilled",
  "refund_created",
  "fulfillment_created",
  "fulfillment_updated",
  "fulfillment_label_printed",
  "fulfillment_confirmed",
  "fulfillment_carrier_picked_up",
  "fulfillment_in_transit",
  "fulfillment_out_for_delivery",
  "fulfillment_attempted_delivery",
  "fulfillment_delayed",
  "fulfillment_delivered",
  "fulfillment_ready_for_pickup",
  "fulfillment_failure",
  "return_requested",
  "return_approved",
  "return_declined",
  "variant_in_stock",
  "variant_price_dropped",
  "customer_created",
  "customer_updated",
  "customer_tag_added",
  "customer_birthday",
] as const satisfies readonly StoreEventKind[];

/**
 * Triggers that several events can pull, or that mean more than the event says. What must not be so (a completed checkout is
 * not abandoned) is said by the automation's cancel rules, which are also asked before a run starts.
 */
const derivedTriggers = {
  checkout_abandoned: ["checkout_updated"],
  cart_abandoned: ["cart_updated"],
  fulfillment_shipped: ["fulfillment_created", "fulfillment_carrier_picked_up", "fulfillment_in_transit"],
} as const satisfies Record<string, readonly StoreEventKind[]>;

type EventTrigger = (typeof eventTriggers)[number];
type DerivedTrigger = keyof typeof derivedTriggers;
export type Trigger = EventTrigger | DerivedTrigger;

const derived = Object.keys(derivedTriggers) as DerivedTrigger[];
export const triggers: readonly [Trigger, ...Trigger[]] = [...eventTriggers, ...derived];

/** Every trigger one kind of event pulls; none for those nobody can answer. */
export function triggersOf(kind: StoreEventKind): Trigger[] {
  return [
    ...eventTriggers.filter((trigger) => trigger === kind),
    ...derived.filter((trigger) => (derivedTriggers[trigger] as readonly StoreEventKind[]).includes(kind)),
  ];
}

/** The other way round: the kinds of event that pull a trigger. */
export function eventsOf(trigger: Trigger): StoreEventKind[] {
  const own = eventTriggers.filter((kind) => kind === trigger);
  const others = derived.filter((name) => name === trigger).flatMap((name) => [...derivedTriggers[name]]);
  return [...own, ...others];
}
