import type { MadeDocument } from "../receipt/receipt.ts";
import type { VariableKey } from "../variable-keys.ts";

export type LibraryButton = { type: "quick_reply" } | { type: "url"; variable: VariableKey };

export type Blueprint = {
  category: "utility" | "marketing";
  /** What every language's body speaks of; the order is the language's own. */
  variables: readonly VariableKey[];
  buttons: readonly LibraryButton[];
  /** The header is a document that is made for each message. */
  document?: MadeDocument;
};

/**
 * What each template of the library is, apart from its words. Keys are Meta template names.
 * review_request and the surveys are utility because they ask about one order that was delivered and offer nothing (Meta,
 * "Template categorization": feedback on a previous interaction), confirm_opt_in because it manages an opt-in (same page).
 */
export const blueprints = {
  abandoned_checkout_1: {
    category: "marketing",
    variables: ["customer.first_name", "shop.name", "checkout.items", "checkout.total"],
    buttons: [{ type: "url", variable: "checkout.recovery_path" }],
  },
  abandoned_checkout_2: {
    category: "marketing",
    variables: ["customer.first_name", "shop.name", "checkout.items"],
    buttons: [{ type: "url", variable: "checkout.recovery_path" }],
  },
  abandoned_checkout_3: {
    category: "marketing",
    variables: ["customer.first_name", "shop.name", "checkout.items"],
    buttons: [{ type: "url", variable: "checkout.recovery_path" }],
  },
  abandoned_cart: {
    category: "marketing",
    variables: ["customer.first_name", "shop.name", "cart.items"],
    buttons: [{ type: "url", variable: "cart.recovery_path" }],
  },
  back_in_stock: {
    category: "marketing",
    variables: ["customer.first_name", "shop.name", "product.title"],
    buttons: [{ type: "url", variable: "product.path" }],
  },
  price_drop: {
    category: "marketing",
    variables: ["customer.first_name", "shop.name", "product.title", "price.old", "price.new"],
    buttons: [{ type: "url", variable: "product.path" }],
  },
  order_confirmed: {
    category: "utility",
    variables: ["customer.first_name", "shop.name", "order.name", "order.items", "order.total"],
    buttons: [{ type: "url", variable: "order.status_path" }],
  },
  order_receipt: {
    category: "utility",
    variables: ["customer.first_name", "shop.name", "order.name", "order.total"],
    buttons: [{ type: "url", variable: "order.status_path" }],
    document: "order_receipt",
  },
  cod_confirm: {
    category: "utility",
    variables: ["customer.first_name", "shop.name", "order.name", "order.items", "order.outstanding"],
    buttons: [{ type: "quick_reply" }, { type: "quick_reply" }],
  },
  payment_reminder: {
    category: "utility",
    variables: ["customer.first_name", "shop.name", "order.name", "order.outstanding"],
    buttons: [{ type: "url", variable: "order.status_path" }],
  },
  order_cancelled: {
    category: "utility",
    variables: ["customer.first_name", "shop.name", "order.name", "order.items"],
    buttons: [{ type: "url", variable: "order.status_path" }],
  },
  refund_issued: {
    category: "utility",
    variables: ["customer.first_name", "shop.name", "order.name", "refund.amount"],
    buttons: [{ type: "url", variable: "order.status_path" }],
  },
  order_shipped: {
    category: "utility",
    variables: ["customer.first_name", "shop.name", "order.name", "fulfillment.carrier", "fulfillment.tracking_number"],
    buttons: [{ type: "url", variable: "order.status_path" }],
  },
  out_for_delivery: {
    category: "utility",
    variables: ["customer.first_name", "shop.name", "order.name"],
    buttons: [{ type: "url", variable: "order.status_path" }],
  },
  delivered: {
    category: "utility",
    variables: ["customer.first_name", "shop.name", "order.name"],
    buttons: [{ type: "url", variable: "order.status_path" }],
  },
  delivery_attempt_failed: {
    category: "utility",
    variables: ["customer.first_name", "shop.name", "order.name"],
    buttons: [{ type: "url", variable: "order.status_path" }],
  },
  delivery_delayed: {
    category: "utility",
    variables: ["customer.first_name", "shop.name", "order.name"],
    buttons: [{ type: "url", variable: "order.status_path" }],
  },
  ready_for_pickup: {
    category: "utility",
    variables: ["customer.first_name", "shop.name", "order.name"],
    buttons: [{ type: "url", variable: "order.status_path" }],
  },
  review_request: {
    category: "utility",
    variables: ["customer.first_name", "shop.name", "order.name", "order.items"],
    buttons: [{ type: "url", variable: "order.review_path" }],
  },
  in_transit: {
    category: "utility",
    variables: ["customer.first_name", "shop.name", "order.name"],
    buttons: [{ type: "url", variable: "order.status_path" }],
  },
  cod_out_for_delivery: {
    category: "utility",
    variables: ["customer.first_name", "shop.name", "order.name", "order.outstanding"],
    buttons: [{ type: "url", variable: "order.status_path" }],
  },
  welcome: {
    category: "marketing",
    variables: ["customer.first_name", "shop.name"],
    buttons: [],
  },
  win_back: {
    category: "marketing",
    variables: ["customer.first_name", "shop.name", "order.items"],
    buttons: [],
  },
  win_back_lapsing: {
    category: "marketing",
    variables: ["customer.first_name", "shop.name", "order.items"],
    buttons: [],
  },
  nps_survey: {
    category: "utility",
    variables: ["customer.first_name", "shop.name", "order.name"],
    buttons: [],
  },
  nps_sorry: {
    category: "utility",
    variables: ["customer.first_name", "shop.name", "order.name"],
    buttons: [],
  },
  vip_tier: {
    category: "marketing",
    variables: ["customer.first_name", "shop.name", "tag.name"],
    buttons: [],
  },
  birthday: {
    category: "marketing",
    variables: ["customer.first_name", "shop.name"],
    buttons: [],
  },
  reorder_reminder: {
    category: "marketing",
    variables: ["customer.first_name", "shop.name", "order.items"],
    buttons: [{ type: "url", variable: "order.reorder_path" }],
  },
  satisfaction_survey: {
    category: "utility",
    variables: ["customer.first_name", "shop.name", "order.name"],
    buttons: [{ type: "quick_reply" }, { type: "quick_reply" }],
  },
  survey_sorry: {
    category: "utility",
    variables: ["customer.first_name", "shop.name", "order.name"],
    buttons: [],
  },
  abandoned_checkout_offer: {
    category: "marketing",
    variables: [
      "customer.first_name",
      "shop.name",
      "checkout.items",
      "discount.code",
      "discount.value",
      "discount.expires_on",
    ],
    buttons: [{ type: "url", variable: "checkout.recovery_path" }],
  },
  confirm_opt_in: {
    category: "utility",
    variables: ["customer.first_name", "shop.name"],
    buttons: [{ type: "quick_reply" }],
  },
} as const satisfies Record<string, Blueprint>;

export type LibraryKey = keyof typeof blueprints;

export const libraryKeys = Object.keys(blueprints) as LibraryKey[];
