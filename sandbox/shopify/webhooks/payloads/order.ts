import { currentTotals, orderTotals, outstandingMinor } from "../../state/totals.ts";
import type { Customer, Order, Shop } from "../../state/types.ts";
import {
  addressPayload,
  amount,
  embeddedCustomer,
  gid,
  idNumber,
  moneySet,
  shopTime,
  shopTimeOrNull,
  taxLine,
  type JsonObject,
} from "./common.ts";
import { fulfillmentPayload } from "./fulfillment.ts";
import { gatewayNames } from "./gateways.ts";
import { orderLine } from "./line-item.ts";
import { refundPayload } from "./refund.ts";

export function orderStatusUrl(order: Order, shop: Shop): string {
  return `https://${shop.storefrontHost}/${shop.id}/orders/${order.token}/authenticate?key=${order.statusKey}`;
}

/** orders/*. Since 2026-04 without `checkout_id`: `checkout_token` and `cart_token` are what joins. */
export function orderPayload(order: Order, customer: Customer | null, shop: Shop): JsonObject {
  const ordered = orderTotals(order);
  const current = currentTotals(order);
  const outstanding = outstandingMinor(order);
  return {
    id: idNumber(order.id),
    admin_graphql_api_id: gid("Order", order.id),
    app_id: 580111,
    browser_ip: null,
    buyer_accepts_marketing: false,
    cancel_reason: order.cancelReason,
    cancelled_at: shopTimeOrNull(order.cancelledAt, shop),
    cart_token: order.cartToken,
    checkout_token: order.checkoutToken,
    client_details: null,
    closed_at: shopTimeOrNull(order.closedAt, shop),
    confirmation_number: order.confirmationNumber,
    confirmed: true,
    contact_email: order.email,
    created_at: shopTime(order.createdAt, shop),
    currency: order.currency,
    current_shipping_price_set: moneySet(current.shippingMinor, order),
    current_subtotal_price: amount(current.subtotalMinor, order),
    current_subtotal_price_set: moneySet(current.subtotalMinor, order),
    current_total_additional_fees_set: null,
    current_total_discounts: amount(current.discountMinor, order),
    current_total_discounts_set: moneySet(current.discountMinor, order),
    current_total_duties_set: null,
    current_total_price: amount(current.totalMinor, order),
    current_total_price_set: moneySet(current.totalMinor, order),
    current_total_tax: amount(current.taxMinor, order),
    current_total_tax_set: moneySet(current.taxMinor, order),
    customer_locale: order.locale,
    device_id: null,
    discount_codes: order.discounts.map((discount) => ({
      code: discount.code,
      amount: amount(ordered.discountMinor, order),
      type: "percentage",
    })),
    duties_included: false,
    email: order.email ?? "",
    estimated_taxes: false,
    financial_status: order.financialStatus,
    fulfillment_status: order.fulfillmentStatus,
    landing_site: "/",
    landing_site_ref: null,
    location_id: null,
    merchant_business_entity_id: "MTU0ODM4MDAwOQ",
    merchant_of_record_app_id: null,
    name: order.name,
    note: order.note,
    note_attributes: [],
    number: order.number - 1000,
    order_number: order.number,
    order_status_url: orderStatusUrl(order, shop),
    original_total_additional_fees_set: null,
    original_total_duties_set: null,
    payment_gateway_names: gatewayNames(order),
    phone: order.phone,
    po_number: null,
    presentment_currency: order.presentmentCurrency,
    processed_at: shopTime(order.createdAt, shop),
    reference: null,
    referring_site: "",
    source_identifier: null,
    source_name: "web",
    source_url: null,
    subtotal_price: amount(ordered.subtotalMinor, order),
    subtotal_price_set: moneySet(ordered.subtotalMinor, order),
    tags: order.tags.join(", "),
    tax_exempt: false,
    tax_lines: [taxLine(ordered.totalMinor, order)],
    taxes_included: true,
    test: false,
    token: order.token,
    total_cash_rounding_payment_adjustment_set: moneySet(0, order),
    total_cash_rounding_refund_adjustment_set: moneySet(0, order),
    total_discounts: amount(ordered.discountMinor, order),
    total_discounts_set: moneySet(ordered.discountMinor, order),
    total_line_items_price: amount(ordered.linesMinor, order),
    total_line_items_price_set: moneySet(ordered.linesMinor, order),
    total_outstanding: amount(outstanding, order),
    total_price: amount(ordered.totalMinor, order),
    total_price_set: moneySet(ordered.totalMinor, order),
    total_shipping_price_set: moneySet(ordered.shippingMinor, order),
    total_tax: amount(ordered.taxMinor, order),
    total_tax_set: moneySet(ordered.taxMinor, order),
    total_tip_received: "0.00",
    total_weight: ordered.weightGrams,
    updated_at: shopTime(order.updatedAt, shop),
    user_id: null,
    billing_address: order.billingAddress ? addressPayload(order.billingAddress) : null,
    ...(customer ? { customer: embeddedCustomer(customer, shop) } : {}),
    discount_applications: order.discounts.map((discount) => ({
      target_type: "line_item",
      type: "discount_code",
      value: discount.percent.toFixed(1),
      value_type: "percentage",
      allocation_method: "across",
      target_selection: "all",
      code: discount.code,
    })),
    fulfillments: order.fulfillments.map((fulfillment) => fulfillmentPayload(fulfillment, order, shop)),
    line_items: order.lines.map((line) => orderLine(line, order)),
    payment_terms: null,
    refunds: order.refunds.map((refund) => refundPayload(refund, order, shop)),
    shipping_address: order.shippingAddress ? addressPayload(order.shippingAddress) : null,
    shipping_lines: [shippingLine(order)],
    returns: [],
    line_item_groups: [],
  };
}

function shippingLine(order: Order): JsonObject {
  return {
    id: idNumber(order.shippingLineId),
    carrier_identifier: null,
    code: "Standard",
    current_discounted_price_set: moneySet(order.shippingMinor, order),
    discounted_price: amount(order.shippingMinor, order),
    discounted_price_set: moneySet(order.shippingMinor, order),
    is_removed: false,
    phone: null,
    price: amount(order.shippingMinor, order),
    price_set: moneySet(order.shippingMinor, order),
    requested_fulfillment_service_id: null,
    source: "shopify",
    title: "Standard",
    tax_lines: [],
    discount_allocations: [],
  };
}

/** orders/edited carries the edit, not the order. */
export function orderEditPayload(
  edit: {
    id: string;
    at: number;
    additions: { lineItemId: string; delta: number }[];
    removals: { lineItemId: string; delta: number }[];
  },
  order: Order,
  shop: Shop,
): JsonObject {
  const changed = (items: { lineItemId: string; delta: number }[]) =>
    items.map((item) => ({ id: idNumber(item.lineItemId), delta: item.delta }));
  return {
    order_edit: {
      id: idNumber(edit.id),
      app_id: null,
      created_at: shopTime(edit.at, shop),
      committed_at: shopTime(edit.at, shop),
      notify_customer: false,
      order_id: idNumber(order.id),
      staff_note: "",
      user_id: null,
      line_items: { additions: changed(edit.additions), removals: changed(edit.removals) },
      discounts: { line_item: { additions: [], removals: [] } },
      shipping_lines: { additions: [], removals: [] },
    },
  };
}
