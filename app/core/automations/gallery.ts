import {
  automationDefinitionSchema,
  type AutomationDefinition,
  type Duration,
  type SendStep,
  type Step,
} from "./definition.ts";
import type { Condition, ConditionGroup } from "./conditions.ts";
import type { Trigger } from "./triggers.ts";

type GalleryDefinition = Omit<Partial<AutomationDefinition>, "steps"> & { trigger: Trigger; steps: (Step | Step[])[] };

export type GalleryAutomation = { key: string; name: string; definition: AutomationDefinition };

export function automation(key: string, name: string, { steps, ...definition }: GalleryDefinition): GalleryAutomation {
  return {
    key,
    name,
    definition: automationDefinitionSchema.parse({ version: 2, ...definition, steps: steps.flat() }),
  };
}

/** A message with the wait before it. Template names are unique within a definition, so they make good ids. */
export function send(
  category: SendStep["category"],
  template: string,
  times: { after?: Duration; expiresAfter: Duration },
  quickReplyPayloads: string[] = [],
): Step[] {
  const { after, expiresAfter } = times;
  return [
    ...(after ? [{ id: `wait-${template}`, kind: "wait" as const, for: after }] : []),
    { id: template, kind: "send_template", category, template, expiresAfter, quickReplyPayloads },
  ];
}

export const cashOnDelivery: ConditionGroup = {
  all: [{ field: "order.payment_kind", op: "is_one_of", value: ["cod"] }],
};
/** "unknown" is a value of its own: such an order is confirmed like any other. */
const notCashOnDelivery: Condition = { field: "order.payment_kind", op: "is_none_of", value: ["cod"] };
const stillToBePaid: ConditionGroup = {
  all: [notCashOnDelivery, { field: "order.financial_status", op: "is_one_of", value: ["pending", "partially_paid"] }],
};

/** Installed with the app; more to choose from is in gallery-further.ts. Keys and template names are public: a shop's copy is found by its key. */
export const gallery: readonly GalleryAutomation[] = [
  automation("abandoned_checkout", "Abandoned checkout", {
    trigger: "checkout_abandoned",
    restartOnUpdate: true,
    cancelOn: ["order_placed", "checkout_deleted"],
    // 1 h, 24 h and 72 h after the last activity: each wait starts when the step before it is settled. The third lives long
    // enough to wait for the default cap (two in seven days) to let it through.
    steps: [
      send("marketing", "abandoned_checkout_1", { after: { hours: 1 }, expiresAfter: { hours: 24 } }),
      send("marketing", "abandoned_checkout_2", { after: { hours: 23 }, expiresAfter: { hours: 24 } }),
      send("marketing", "abandoned_checkout_3", { after: { hours: 48 }, expiresAfter: { days: 5 } }),
    ],
  }),
  automation("abandoned_cart", "Abandoned cart", {
    trigger: "cart_abandoned",
    restartOnUpdate: true,
    conditions: { all: [{ field: "cart.item_count", op: "more_than", value: 0 }] },
    cancelOn: ["checkout_started", "order_placed"],
    steps: [send("marketing", "abandoned_cart", { after: { hours: 4 }, expiresAfter: { hours: 24 } })],
  }),
  automation("order_confirmed", "Order confirmation", {
    trigger: "order_created",
    conditions: { all: [notCashOnDelivery] },
    cancelOn: ["order_cancelled"],
    steps: [send("utility", "order_confirmed", { expiresAfter: { hours: 24 } })],
  }),
  automation("cod_confirm", "Cash on delivery: confirm or cancel", {
    trigger: "order_created",
    conditions: cashOnDelivery,
    cancelOn: ["order_cancelled", "order_fulfilled", "cod_decided"],
    steps: [
      send("utility", "cod_confirm", { expiresAfter: { hours: 24 } }, [
        "cod:confirm:{order.id}",
        "cod:cancel:{order.id}",
      ]),
    ],
  }),
  automation("payment_reminder", "Payment reminder", {
    trigger: "order_created",
    conditions: stillToBePaid,
    cancelOn: ["order_paid", "order_cancelled"],
    steps: [send("utility", "payment_reminder", { after: { hours: 24 }, expiresAfter: { hours: 48 } })],
  }),
  automation("order_cancelled", "Order cancelled", {
    trigger: "order_cancelled",
    steps: [send("utility", "order_cancelled", { expiresAfter: { hours: 48 } })],
  }),
  automation("refund_issued", "Refund issued", {
    trigger: "refund_created",
    // A restock without money back is a refund of zero to Shopify.
    conditions: { any: [{ field: "refund.amount", op: "is_positive" }] },
    steps: [send("utility", "refund_issued", { expiresAfter: { days: 3 } })],
  }),
  automation("order_shipped", "Shipped", {
    // The carrier's first scan stands in when the fulfilment itself was missed; once per parcel either way.
    trigger: "fulfillment_shipped",
    cancelOn: ["order_cancelled", "delivered", "fulfillment_cancelled"],
    steps: [send("utility", "order_shipped", { expiresAfter: { hours: 48 } })],
  }),
  automation("out_for_delivery", "Out for delivery", {
    trigger: "fulfillment_out_for_delivery",
    cancelOn: ["delivered", "fulfillment_cancelled"],
    steps: [send("utility", "out_for_delivery", { expiresAfter: { hours: 8 } })],
  }),
  automation("delivered", "Delivered", {
    trigger: "fulfillment_delivered",
    steps: [send("utility", "delivered", { expiresAfter: { hours: 24 } })],
  }),
  automation("delivery_attempt_failed", "Delivery attempt failed", {
    trigger: "fulfillment_attempted_delivery",
    cancelOn: ["delivered", "fulfillment_cancelled"],
    steps: [send("utility", "delivery_attempt_failed", { expiresAfter: { hours: 24 } })],
  }),
  automation("delivery_delayed", "Delivery delayed", {
    trigger: "fulfillment_delayed",
    cancelOn: ["delivered", "fulfillment_cancelled"],
    steps: [send("utility", "delivery_delayed", { expiresAfter: { hours: 24 } })],
  }),
  automation("ready_for_pickup", "Ready for pickup", {
    trigger: "fulfillment_ready_for_pickup",
    cancelOn: ["order_cancelled", "delivered", "fulfillment_cancelled"],
    steps: [send("utility", "ready_for_pickup", { expiresAfter: { days: 2 } })],
  }),
  automation("review_request", "Review request", {
    trigger: "fulfillment_delivered",
    // Two parcels of one order are one question.
    subject: "order",
    cancelOn: ["order_cancelled", "order_refunded", "return_requested"],
    steps: [send("utility", "review_request", { after: { days: 3 }, expiresAfter: { days: 4 } })],
  }),
  automation("back_in_stock", "Back in stock", {
    trigger: "variant_in_stock",
    subject: "stock_request",
    cancelOn: ["out_of_stock"],
    steps: [send("marketing", "back_in_stock", { expiresAfter: { days: 2 } })],
  }),
];
