import type { TxCtx } from "../ports.ts";
import { applyProduct } from "./apply-product.ts";
import { applyOrderEdit, applyRefund, applyReturn } from "./apply-after-order.ts";
import { applyCart } from "./apply-cart.ts";
import { applyCheckout, deleteCheckout } from "./apply-checkout.ts";
import {
  applyCustomer,
  applyTagsAdded,
  applyWhatsAppConsent,
  deleteCustomer,
  keepNoOfErased,
} from "./apply-customer.ts";
import { applyFulfillment, applyShipmentEvent } from "./apply-fulfillment.ts";
import { applyOrder } from "./apply-order.ts";
import { applyScopes, applyShop, applyVariant } from "./apply-shop.ts";
import type { Delivery } from "./delivery.ts";
import type { IntakeResult } from "./outcomes.ts";
import type { IntakeCtx } from "./intake-ctx.ts";
import { keepPrivacyRequest } from "./keep-privacy-request.ts";
import { openShop } from "./open-shop.ts";
import { parseFulfillment, parseRefund, parseReturn, parseShipmentEvent } from "./payloads/after-order.ts";
import { parseCart } from "./payloads/cart.ts";
import { parseCheckout, parseDeletedCheckout } from "./payloads/checkout.ts";
import { parseCompliance } from "./payloads/compliance.ts";
import { parseCustomer, parseDeletedCustomer, parseTagsAdded, parseWhatsAppConsent } from "./payloads/customer.ts";
import { orderOfNobody, parseOrder, parseOrderEdit } from "./payloads/order.ts";
import { parseProduct } from "./payloads/product.ts";
import { readJson } from "./payloads/read-json.ts";
import { parseScopes, parseShop, parseVariant } from "./payloads/shop.ts";
import { complianceTopics } from "../shared/privacy-requests.ts";
import type { StoreEventKind } from "../shared/store-event.ts";
import type { Name } from "../contacts/erased-identities.ts";
import { toldLate } from "./told-late.ts";
import { uninstallShop } from "./uninstall-shop.ts";

/**
 * Applies one Shopify webhook in the caller's transaction (DeliveryHandler of the source "shopify"). What it can not read is
 * dead at once, what it does not know or need is ignored with the reason, what came late or twice changes nothing.
 */
export async function takeInShopify(ctx: TxCtx, delivery: Delivery): Promise<IntakeResult> {
  const compliance = complianceTopics.some((known) => known === delivery.topic);
  const topic = topics.get(delivery.topic);
  if (!topic && !compliance) return "ignored:unknown_topic";
  const json = readJson(delivery.body);
  if (!json) return { deadAs: "invalid_json" };
  if (compliance) return takeInCompliance(ctx, delivery, json);
  return topic ? topic(ctx, delivery, json) : "ignored:unknown_topic";
}

async function takeInCompliance(ctx: TxCtx, delivery: Delivery, json: unknown): Promise<IntakeResult> {
  const told = parseCompliance(json);
  if (!told) return { deadAs: "invalid_payload" };
  if (told.shopDomain && told.shopDomain !== delivery.shopDomain) return { deadAs: "wrong_shop" };
  return keepPrivacyRequest(ctx, delivery, told.subject);
}

type Topic = (ctx: TxCtx, delivery: Delivery, json: Record<string, unknown>) => Promise<IntakeResult>;

type TopicSpec<T> = {
  parse(json: unknown): T | null;
  /** Things no other worker may apply meanwhile. */
  subjects(payload: T): (string | null | undefined)[];
  apply(ctx: IntakeCtx, payload: T): Promise<IntakeResult>;
  /** The myshopify domain the signed body names, where it does: the header is not signed. */
  domainIn?(payload: T): string | null;
  /** Applied also while the app is uninstalled. */
  whenUninstalled?: boolean;
  /** Of what belongs to an order: which. */
  orderOf?(payload: T): string | null;
  /** Told late of somebody who was erased: what of it is no person's, and is applied; without, nothing is. */
  withoutPerson?(payload: T): T;
  /** Told late of somebody who was erased: what has to be kept all the same. */
  whenErased?(ctx: IntakeCtx, payload: T, names: Name[]): Promise<void>;
};

function topic<T>(spec: TopicSpec<T>): Topic {
  return async (ctx, delivery, json) => {
    const payload = spec.parse(json);
    if (payload === null) return { deadAs: "invalid_payload" };
    const named = spec.domainIn?.(payload);
    if (named && named !== delivery.shopDomain) return { deadAs: "wrong_shop" };
    const subjects = spec.subjects(payload).filter((subject) => typeof subject === "string");
    const shop = await openShop(ctx.tx, delivery.shopDomain, subjects);
    if (!shop) return "ignored:unknown_shop";
    if (shop.status === "uninstalled" && !spec.whenUninstalled) return "ignored:shop_uninstalled";
    const inShop = { ...ctx, shop, delivery };
    const late = await toldLate(ctx, shop, delivery.topic, json, spec.orderOf?.(payload) ?? null);
    if (late.outcome === "no") return spec.apply(inShop, payload);
    await spec.whenErased?.(inShop, payload, late.names);
    if (!spec.withoutPerson) return { forget: "ignored:erased" };
    const told = await spec.apply(inShop, spec.withoutPerson(payload));
    return typeof told === "string" ? { forget: told } : told;
  };
}

const asItIs = <T>(payload: T) => payload;

const cart = topic({ parse: parseCart, subjects: ({ token }) => [`cart:${token}`], apply: applyCart });

const checkout = topic({
  parse: parseCheckout,
  subjects: ({ token, cartToken }) => [`checkout:${token}`, cartToken && `cart:${cartToken}`],
  apply: applyCheckout,
});

const deletedCheckout = topic({
  parse: parseDeletedCheckout,
  subjects: ({ token, cartToken }) => [token && `checkout:${token}`, cartToken && `cart:${cartToken}`],
  apply: deleteCheckout,
});

function order(kind: StoreEventKind): Topic {
  return topic({
    parse: parseOrder,
    subjects: ({ id, checkoutToken, cartToken }) => [
      `order:${id}`,
      checkoutToken && `checkout:${checkoutToken}`,
      cartToken && `cart:${cartToken}`,
    ],
    apply: (ctx, payload) => applyOrder(ctx, payload, kind),
    withoutPerson: orderOfNobody,
  });
}

const orderEdit = topic({
  parse: parseOrderEdit,
  subjects: ({ orderId }) => [`order:${orderId}`],
  orderOf: ({ orderId }) => orderId,
  withoutPerson: asItIs,
  apply: applyOrderEdit,
});

const refund = topic({
  parse: parseRefund,
  subjects: ({ orderId }) => [`order:${orderId}`],
  orderOf: ({ orderId }) => orderId,
  withoutPerson: asItIs,
  apply: applyRefund,
});

function fulfillment(kind: "fulfillment_created" | "fulfillment_updated"): Topic {
  return topic({
    parse: parseFulfillment,
    subjects: ({ id }) => [`fulfillment:${id}`],
    apply: (ctx, payload) => applyFulfillment(ctx, payload, kind),
    orderOf: ({ orderId }) => orderId,
    withoutPerson: (payload) => ({ ...payload, trackingNumber: null, trackingUrl: null }),
  });
}

const shipmentEvent = topic({
  parse: parseShipmentEvent,
  subjects: ({ fulfillmentId }) => [`fulfillment:${fulfillmentId}`],
  orderOf: ({ orderId }) => orderId,
  withoutPerson: asItIs,
  apply: applyShipmentEvent,
});

function orderReturn(kind: StoreEventKind): Topic {
  return topic({
    parse: parseReturn,
    subjects: ({ id }) => [`return:${id}`],
    apply: (ctx, payload) => applyReturn(ctx, payload, kind),
    orderOf: ({ orderId }) => orderId,
    withoutPerson: asItIs,
  });
}

function variant(kind: "variant_in_stock" | "variant_out_of_stock"): Topic {
  return topic({
    parse: parseVariant,
    subjects: ({ id }) => [`variant:${id}`],
    apply: (ctx, payload) => applyVariant(ctx, payload, kind),
  });
}

const product = topic({ parse: parseProduct, subjects: ({ id }) => [`product:${id}`], apply: applyProduct });

function customer(kind: "customer_created" | "customer_updated"): Topic {
  return topic({
    parse: parseCustomer,
    subjects: ({ id }) => [`customer:${id}`],
    apply: (ctx, payload) => applyCustomer(ctx, payload, kind),
  });
}

const deletedCustomer = topic({
  parse: parseDeletedCustomer,
  subjects: ({ id }) => [`customer:${id}`],
  apply: deleteCustomer,
});

const tagsAdded = topic({
  parse: parseTagsAdded,
  subjects: ({ customerId }) => [`customer:${customerId}`],
  apply: applyTagsAdded,
});

const whatsAppConsent = topic({
  parse: parseWhatsAppConsent,
  subjects: ({ customerId }) => [`customer:${customerId}`],
  apply: applyWhatsAppConsent,
  whenErased: keepNoOfErased,
});

const shopUpdate = topic({
  parse: parseShop,
  domainIn: ({ myshopifyDomain }) => myshopifyDomain,
  subjects: () => ["shop"],
  apply: applyShop,
});

const uninstalled = topic({
  parse: parseShop,
  domainIn: ({ myshopifyDomain }) => myshopifyDomain,
  subjects: () => ["shop"],
  apply: uninstallShop,
  whenUninstalled: true,
});

const scopesUpdate = topic({ parse: parseScopes, subjects: () => ["shop"], apply: applyScopes });

const topics = new Map<string, Topic>([
  ["carts/create", cart],
  ["carts/update", cart],
  ["checkouts/create", checkout],
  ["checkouts/update", checkout],
  ["checkouts/delete", deletedCheckout],
  ["orders/create", order("order_created")],
  ["orders/paid", order("order_paid")],
  ["orders/updated", order("order_updated")],
  ["orders/cancelled", order("order_cancelled")],
  ["orders/fulfilled", order("order_fulfilled")],
  ["orders/partially_fulfilled", order("order_partially_fulfilled")],
  ["orders/edited", orderEdit],
  ["refunds/create", refund],
  ["fulfillments/create", fulfillment("fulfillment_created")],
  ["fulfillments/update", fulfillment("fulfillment_updated")],
  ["fulfillment_events/create", shipmentEvent],
  ["returns/request", orderReturn("return_requested")],
  ["returns/approve", orderReturn("return_approved")],
  ["returns/decline", orderReturn("return_declined")],
  ["products/update", product],
  ["variants/in_stock", variant("variant_in_stock")],
  ["variants/out_of_stock", variant("variant_out_of_stock")],
  ["customers/create", customer("customer_created")],
  ["customers/update", customer("customer_updated")],
  ["customers/delete", deletedCustomer],
  ["customer.tags_added", tagsAdded],
  ["customers_whats_app_marketing_consent/update", whatsAppConsent],
  ["app/uninstalled", uninstalled],
  ["app/scopes_update", scopesUpdate],
  ["shop/update", shopUpdate],
]);

/** Every topic taken in; the app's subscriptions are compared with it. */
export const shopifyTopics: readonly string[] = [...topics.keys(), ...complianceTopics].sort();
