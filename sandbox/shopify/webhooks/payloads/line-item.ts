import type { Line, Order } from "../../state/types.ts";
import { amount, gid, idNumber, moneySet, taxLine, type JsonObject } from "./common.ts";

export function lineFulfillmentStatus(line: Line): string | null {
  if (line.fulfilled === 0) return null;
  return line.fulfilled >= line.quantity - line.removed ? "fulfilled" : "partial";
}

export function lineName(line: Line): string {
  return line.variantTitle === null ? line.title : `${line.title} - ${line.variantTitle}`;
}

/** A line as fulfilments and refunds repeat it. */
export function shortLine(line: Line, order: Order, quantity = line.quantity): JsonObject {
  return {
    id: idNumber(line.id),
    variant_id: idNumber(line.variantId),
    title: line.title,
    quantity,
    sku: line.sku,
    variant_title: line.variantTitle,
    vendor: line.vendor,
    fulfillment_service: "manual",
    product_id: idNumber(line.productId),
    requires_shipping: true,
    taxable: true,
    gift_card: false,
    name: lineName(line),
    variant_inventory_management: "shopify",
    properties: [],
    product_exists: true,
    fulfillable_quantity: Math.max(0, line.quantity - line.removed - line.fulfilled),
    grams: line.grams,
    price: amount(line.priceMinor, order),
    total_discount: "0.00",
    fulfillment_status: lineFulfillmentStatus(line),
    price_set: moneySet(line.priceMinor, order),
    total_discount_set: moneySet(0, order),
    discount_allocations: allocations(line, order),
    duties: [],
    admin_graphql_api_id: gid("LineItem", line.id),
    tax_lines: [taxLine(line.priceMinor * line.quantity - line.discountMinor, order)],
  };
}

export function orderLine(line: Line, order: Order): JsonObject {
  return {
    ...shortLine(line, order),
    attributed_staffs: [],
    current_quantity: line.quantity - line.removed,
    sales_line_item_group_id: null,
  };
}

function allocations(line: Line, order: Order): JsonObject[] {
  if (line.discountMinor === 0) return [];
  return [
    {
      amount: amount(line.discountMinor, order),
      amount_set: moneySet(line.discountMinor, order),
      discount_application_index: 0,
    },
  ];
}
