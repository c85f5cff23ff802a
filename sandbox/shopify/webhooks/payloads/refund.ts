import { decimal } from "../../state/money.ts";
import { includedTax } from "../../state/totals.ts";
import type { Order, Refund, Shop } from "../../state/types.ts";
import { gid, idNumber, moneySet, shopTime, type JsonObject } from "./common.ts";
import { gatewayNames } from "./gateways.ts";
import { shortLine } from "./line-item.ts";

export function refundPayload(refund: Refund, order: Order, shop: Shop): JsonObject {
  const at = shopTime(refund.createdAt, shop);
  return {
    id: idNumber(refund.id),
    order_id: idNumber(order.id),
    created_at: at,
    note: refund.note,
    user_id: 548380009,
    processed_at: at,
    duties: [],
    total_duties_set: moneySet(0, order),
    return: null,
    refund_shipping_lines: [],
    restock: false,
    admin_graphql_api_id: gid("Refund", refund.id),
    order_adjustments: [],
    refund_line_items: refund.lines.flatMap((part) => refundLine(part, order)),
    transactions: [
      {
        id: idNumber(refund.transactionId),
        admin_graphql_api_id: gid("OrderTransaction", refund.transactionId),
        amount: decimal({ minor: refund.amountMinor, currency: order.currency }),
        authorization: null,
        created_at: at,
        currency: order.currency,
        device_id: null,
        error_code: null,
        gateway: gatewayNames(order)[0] ?? "manual",
        kind: "refund",
        location_id: null,
        message: null,
        order_id: idNumber(order.id),
        parent_id: idNumber(order.transactionId),
        processed_at: at,
        receipt: {},
        source_name: "web",
        status: "success",
        test: false,
        user_id: null,
        payment_id: `${order.name}.1`,
        // Here the published example says "currency" where all else says "currency_code".
        total_unsettled_set: {
          shop_money: { amount: "0.0", currency: order.currency },
          presentment_money: { amount: "0.0", currency: order.presentmentCurrency },
        },
        manual_payment_gateway: order.kind !== "paid",
        amount_rounding: null,
      },
    ],
  };
}

function refundLine(part: Refund["lines"][number], order: Order): JsonObject[] {
  const line = order.lines.find((candidate) => candidate.id === part.lineItemId);
  if (!line) return [];
  const gross = line.priceMinor * part.quantity - Math.round((line.discountMinor * part.quantity) / line.quantity);
  return [
    {
      id: idNumber(part.id),
      quantity: part.quantity,
      line_item_id: idNumber(line.id),
      location_id: null,
      restock_type: "no_restock",
      subtotal: Number(decimal({ minor: gross, currency: order.currency })),
      total_tax: Number(decimal({ minor: includedTax(gross), currency: order.currency })),
      subtotal_set: moneySet(gross, order),
      total_tax_set: moneySet(includedTax(gross), order),
      line_item: shortLine(line, order),
    },
  ];
}
