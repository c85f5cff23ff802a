import type { TagStep } from "./definition.ts";
import { automation, cashOnDelivery, gallery, send, type GalleryAutomation } from "./gallery.ts";

/** What the survey's buttons send back; the same in every language. */
const good = "survey:good";
const bad = "survey:bad";

/** Ready to be added by those who want them: each says more, asks more, or gives more than every shop would. */
export const furtherGallery: readonly GalleryAutomation[] = [
  automation("abandoned_checkout_code", "Abandoned checkout with a discount code", {
    trigger: "checkout_abandoned",
    restartOnUpdate: true,
    cancelOn: ["order_placed", "checkout_deleted"],
    steps: [
      send("marketing", "abandoned_checkout_1", { after: { hours: 1 }, expiresAfter: { hours: 24 } }),
      { id: "wait-code", kind: "wait", for: { hours: 23 } },
      {
        id: "code",
        kind: "discount_code",
        value: { kind: "percent", percent: 10 },
        validFor: { days: 3 },
        prefix: "BACK",
      },
      send("marketing", "abandoned_checkout_offer", { expiresAfter: { hours: 24 } }),
    ],
  }),
  automation("order_receipt", "Receipt as a PDF", {
    trigger: "order_paid",
    cancelOn: ["order_cancelled", "order_refunded"],
    steps: [send("utility", "order_receipt", { expiresAfter: { days: 3 } })],
  }),
  automation("price_drop", "Price drop", {
    trigger: "variant_price_dropped",
    subject: "stock_request",
    cancelOn: ["price_rose", "out_of_stock"],
    steps: [send("marketing", "price_drop", { expiresAfter: { days: 2 } })],
  }),
  automation("in_transit", "In transit", {
    trigger: "fulfillment_in_transit",
    cancelOn: ["order_cancelled", "delivered", "fulfillment_cancelled"],
    steps: [send("utility", "in_transit", { expiresAfter: { hours: 24 } })],
  }),
  // In place of "Out for delivery": who has both on tells those who pay in cash twice.
  automation("out_for_delivery_cod", "Out for delivery, with the amount for the courier", {
    trigger: "fulfillment_out_for_delivery",
    cancelOn: ["delivered", "fulfillment_cancelled"],
    steps: [
      {
        id: "cash",
        kind: "condition",
        if: cashOnDelivery,
        then: send("utility", "cod_out_for_delivery", { expiresAfter: { hours: 8 } }),
        otherwise: send("utility", "out_for_delivery", { expiresAfter: { hours: 8 } }),
      },
    ],
  }),
  automation("satisfaction_survey", "Satisfaction survey", {
    trigger: "fulfillment_delivered",
    subject: "order",
    cancelOn: ["order_cancelled", "order_refunded", "return_requested"],
    steps: [
      send("utility", "satisfaction_survey", { after: { days: 2 }, expiresAfter: { days: 3 } }, [good, bad]),
      {
        id: "answer",
        kind: "wait_for_reply",
        timeout: { days: 3 },
        answers: [
          { texts: [good], steps: [{ id: "tag-happy", kind: "tag", on: "order", tags: ["happy"] }] },
          {
            texts: [bad],
            steps: [
              { id: "tag-unhappy", kind: "tag", on: "order", tags: ["unhappy"] },
              ...send("utility", "survey_sorry", { expiresAfter: { hours: 24 } }),
            ],
          },
        ],
        anyReply: [],
        noReply: [],
      },
    ],
  }),
  automation("nps_survey", "NPS survey", {
    trigger: "fulfillment_delivered",
    subject: "order",
    cancelOn: ["order_cancelled", "order_refunded", "return_requested"],
    // Eleven numbers are more than a template has buttons: they are typed.
    steps: [
      send("utility", "nps_survey", { after: { days: 5 }, expiresAfter: { days: 3 } }),
      {
        id: "score",
        kind: "wait_for_reply",
        timeout: { days: 5 },
        answers: [
          { texts: ["9", "10"], steps: [tagCustomer("nps-promoter")] },
          { texts: ["7", "8"], steps: [tagCustomer("nps-passive")] },
          {
            texts: ["0", "1", "2", "3", "4", "5", "6"],
            steps: [tagCustomer("nps-detractor"), ...send("utility", "nps_sorry", { expiresAfter: { hours: 24 } })],
          },
        ],
        anyReply: [],
        noReply: [],
      },
    ],
  }),
  automation("win_back", "Win back one-time buyers", {
    trigger: "order_created",
    conditions: { all: [{ field: "order.is_first", op: "is", value: true }] },
    cancelOn: ["order_cancelled", "order_refunded", "ordered_again"],
    steps: [send("marketing", "win_back", { after: { days: 60 }, expiresAfter: { days: 7 } })],
  }),
  automation("win_back_lapsing", "Win back lapsing customers", {
    trigger: "order_created",
    conditions: { all: [{ field: "order.is_first", op: "is", value: false }] },
    cancelOn: ["order_cancelled", "order_refunded", "ordered_again"],
    steps: [send("marketing", "win_back_lapsing", { after: { days: 90 }, expiresAfter: { days: 7 } })],
  }),
  automation("reorder_reminder", "Reorder reminder", {
    // Counted from when it was sent, not from when it arrived: what is ordered on the day it runs out comes days too late.
    trigger: "order_fulfilled",
    cancelOn: ["order_cancelled", "order_refunded", "return_requested", "ordered_again"],
    steps: [
      { id: "wait-used-up", kind: "wait", for: { days: 30 }, until: "used_up" },
      send("marketing", "reorder_reminder", { expiresAfter: { days: 7 } }),
    ],
  }),
  automation("birthday", "Birthday", {
    trigger: "customer_birthday",
    // The day begins at midnight in the shop; the wish comes in the morning, or not at all.
    steps: [send("marketing", "birthday", { after: { hours: 9 }, expiresAfter: { hours: 14 } })],
  }),
  automation("vip_tier", "VIP level reached", {
    trigger: "customer_tag_added",
    // Loyalty apps write the level as a tag; what theirs are called, the merchant knows.
    conditions: { all: [{ field: "tag.name", op: "any_contains", value: ["vip", "tier"] }] },
    steps: [send("marketing", "vip_tier", { expiresAfter: { days: 2 } })],
  }),
  automation("welcome", "Welcome", {
    trigger: "customer_created",
    conditions: { all: [{ field: "consent.marketing", op: "is_one_of", value: ["granted"] }] },
    steps: [send("marketing", "welcome", { expiresAfter: { days: 2 } })],
  }),
];

function tagCustomer(tag: string): TagStep {
  return { id: tag, kind: "tag", on: "customer", tags: [tag] };
}

/** Everything the gallery shows. */
export const readyAutomations: readonly GalleryAutomation[] = [...gallery, ...furtherGallery];
