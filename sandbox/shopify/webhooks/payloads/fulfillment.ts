import type { Fulfillment, FulfillmentEvent, Order, Shop } from "../../state/types.ts";
import { addressPayload, gid, idNumber, shopTime, type JsonObject } from "./common.ts";
import { shortLine } from "./line-item.ts";

export function fulfillmentPayload(fulfillment: Fulfillment, order: Order, shop: Shop): JsonObject {
  return {
    id: idNumber(fulfillment.id),
    order_id: idNumber(order.id),
    status: fulfillment.status,
    created_at: shopTime(fulfillment.createdAt, shop),
    service: "manual",
    updated_at: shopTime(fulfillment.updatedAt, shop),
    tracking_company: fulfillment.trackingCompany,
    shipment_status: fulfillment.shipmentStatus,
    location_id: 655441491,
    origin_address: null,
    email: order.email ?? "",
    ...(order.shippingAddress ? { destination: addressPayload(order.shippingAddress) } : {}),
    line_items: order.lines.flatMap((line) => {
      const part = fulfillment.lines.find((candidate) => candidate.lineItemId === line.id);
      return part ? [shortLine(line, order, part.quantity)] : [];
    }),
    tracking_number: fulfillment.trackingNumber,
    tracking_numbers: fulfillment.trackingNumber === null ? [] : [fulfillment.trackingNumber],
    tracking_url: fulfillment.trackingUrl,
    tracking_urls: fulfillment.trackingUrl === null ? [] : [fulfillment.trackingUrl],
    receipt: {},
    name: fulfillment.name,
    admin_graphql_api_id: gid("Fulfillment", fulfillment.id),
  };
}

export function fulfillmentEventPayload(event: FulfillmentEvent, order: Order, shop: Shop): JsonObject {
  const at = shopTime(event.happenedAt, shop);
  return {
    id: idNumber(event.id),
    fulfillment_id: idNumber(event.fulfillmentId),
    status: event.status,
    message: event.message,
    happened_at: at,
    city: null,
    province: null,
    country: order.shippingAddress?.countryCode ?? shop.countryCode,
    zip: null,
    address1: null,
    latitude: null,
    longitude: null,
    shop_id: idNumber(shop.id),
    created_at: at,
    updated_at: at,
    estimated_delivery_at: null,
    order_id: idNumber(event.orderId),
    admin_graphql_api_id: gid("FulfillmentEvent", event.id),
  };
}
