import { z } from "zod";

/** What can happen in a shop, in a merchant's words. Automations are triggered by these, never by raw topics. */
export const storeEventKinds = [
  "cart_updated",
  "checkout_updated",
  "checkout_deleted",
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
  "variant_out_of_stock",
  "variant_price_dropped",
  "customer_created",
  "customer_updated",
  "customer_deleted",
  "customer_tag_added",
  "customer_birthday",
  "whatsapp_consent_updated",
  "app_uninstalled",
  "scopes_updated",
  "shop_updated",
  "privacy_request",
] as const;

export const storeEventKindSchema = z.enum(storeEventKinds);
export type StoreEventKind = (typeof storeEventKinds)[number];

export type SubjectKind =
  | "cart"
  | "checkout"
  | "order"
  | "refund"
  | "fulfillment"
  | "return"
  | "variant"
  | "customer"
  /** A tag of a customer: "<customer's id>:<tag in lower case>". */
  | "customer_tag"
  /** A person's birthday in one year: "<contact's id>:<year>". */
  | "birthday"
  | "shop";

/** One event, applied to the shop's rows already; what automations are given. Ids are digits or tokens, never JS numbers. */
export type StoreEvent = {
  id: string;
  kind: StoreEventKind;
  subjectKind: SubjectKind;
  subjectId: string;
  /** The person it is about, when one is known. */
  contactId: string | null;
  /** Set when the event belongs to an order or a checkout. */
  orderId?: string;
  checkoutToken?: string;
  cartToken?: string;
  variantId?: string;
  occurredAt: Date;
};
