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
  automation("win_back", "Win back", {
    trigger: "order_created",
    cancelOn: ["order_cancelled", "order_refunded", "ordered_again"],
    steps: [send("marketing", "win_back", { after: { days: 60 }, expiresAfter: { days: 7 } })],
  }),
  automation("welcome", "Welcome", {
    trigger: "customer_created",
    conditions: { all: [{ field: "consent.marketing", op: "is_one_of", value: ["granted"] }] },
    steps: [send("marketing", "welcome", { expiresAfter: { days: 2 } })],
  }),
];

/** Everything the gallery shows. */
export const readyAutomations: readonly GalleryAutomation[] = [...gallery, ...furtherGallery];
