/**
 * What makes sense now, and why not. Pure: the shop's state and the chosen shopper and order in, reasons out.
 * Undefined: it makes sense. Otherwise: the sentence beside the greyed button.
 */
export function choices({ ready, shopper, order }) {
  const away = ready ? undefined : "The app is not running yet.";
  const nobody = shopper ? undefined : "Choose a shopper first.";
  const shop = away ?? nobody;
  const none = shop ?? (order ? undefined : "There is no order yet. Place one first.");
  return {
    abandonCheckout: shop,
    placeOrder: shop,
    pay: none ?? whyNotPay(order),
    fulfil: none ?? whyNotFulfil(order),
    parcel: none ?? whyNotParcel(order),
    refund: none ?? whyNotRefund(order),
    cancel: none ?? whyNotCancel(order),
  };
}

const moneyIsIn = (order) => ["paid", "partially_refunded"].includes(order.financialStatus);
const parcelOf = (order) => order.fulfillments.at(-1);

function whyNotPay(order) {
  if (order.cancelledAt) return "The order is cancelled.";
  if (["paid", "partially_refunded", "refunded"].includes(order.financialStatus)) return "The order is paid already.";
  return undefined;
}

function whyNotFulfil(order) {
  if (order.cancelledAt) return "The order is cancelled.";
  if (order.fulfillmentStatus === "fulfilled") return "The parcel has left already.";
  return undefined;
}

function whyNotParcel(order) {
  if (order.cancelledAt) return "The order is cancelled.";
  return parcelOf(order)?.shipmentStatus === "delivered" ? "The parcel has been delivered." : undefined;
}

function whyNotRefund(order) {
  if (order.financialStatus === "refunded") return "Everything has been refunded.";
  if (!moneyIsIn(order)) return "Nothing has been paid yet.";
  return undefined;
}

function whyNotCancel(order) {
  if (order.cancelledAt) return "The order is cancelled already.";
  if (order.fulfillmentStatus) return "The parcel has left already.";
  return undefined;
}

/** "paid · not sent", in words for a chip. */
export function orderWords(order) {
  if (order.cancelledAt) return "cancelled";
  const money =
    { pending: order.kind === "cod" ? "cash on delivery" : "not paid" }[order.financialStatus] ??
    words(order.financialStatus);
  const parcel = parcelOf(order);
  const journey = parcel ? words(parcel.shipmentStatus ?? "sent") : "not sent";
  return `${money} · ${journey}`;
}

const words = (key) => String(key).replaceAll("_", " ");

/** The parcel's stations in the order of a good journey; the unlucky ones last. */
export const parcelMoves = [
  ["label_printed", "Label printed"],
  ["carrier_picked_up", "Picked up by the carrier"],
  ["in_transit", "In transit"],
  ["out_for_delivery", "Out for delivery"],
  ["delivered", "Delivered"],
  ["ready_for_pickup", "Ready for pickup"],
  ["attempted_delivery", "Delivery attempt failed"],
  ["delayed", "Delayed"],
  ["failure", "Could not be delivered"],
];

/**
 * What a newcomer may do next, and how far it is away. Whether a message comes is the app's decision (consent, STOP,
 * countries that Meta sends no marketing to), so no hint promises one.
 */
export function hintAfter(action, event) {
  const hints = {
    abandonCheckout: {
      text: "If the shop may send this shopper marketing, the first reminder is due one hour later.",
      advanceMs: 3_600_000,
      label: "+1 h",
    },
    delivered: {
      text: "If the shop may write to this shopper, it asks for a review three days later.",
      advanceMs: 3 * 86_400_000,
      label: "+3 days",
    },
    cod: { text: "If the shop may write to this shopper, it asks on the phone: answer with a button." },
    unpaid: {
      text: "If nobody pays and the shop may write to this shopper, a reminder follows.",
      advanceMs: 86_400_000,
      label: "+1 day",
    },
    paid: { text: "If the shop may write to this shopper, the confirmation comes to the phone." },
    fulfil: { text: "Now move the parcel." },
  };
  return hints[event ?? action] ?? hints[action];
}
