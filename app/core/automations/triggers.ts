import { storeEventKinds, type StoreEventKind } from "../intake/store-event.ts";

/**
 * Triggers that several events can pull, or that mean more than the event says. What must not be so (a completed checkout is
 * not abandoned) is said by the automation's cancel rules, which are also asked before a run starts.
 */
const derivedTriggers = {
  checkout_abandoned: ["checkout_updated"],
  cart_abandoned: ["cart_updated"],
  fulfillment_shipped: ["fulfillment_created", "fulfillment_carrier_picked_up", "fulfillment_in_transit"],
} as const satisfies Record<string, readonly StoreEventKind[]>;

export type DerivedTrigger = keyof typeof derivedTriggers;
export type Trigger = StoreEventKind | DerivedTrigger;

export const triggers: readonly [Trigger, ...Trigger[]] = [
  ...storeEventKinds,
  ...(Object.keys(derivedTriggers) as DerivedTrigger[]),
];

/** Every trigger one kind of event pulls. */
export function triggersOf(kind: StoreEventKind): Trigger[] {
  const derived = (Object.keys(derivedTriggers) as DerivedTrigger[]).filter((trigger) =>
    (derivedTriggers[trigger] as readonly StoreEventKind[]).includes(kind),
  );
  return [kind, ...derived];
}
