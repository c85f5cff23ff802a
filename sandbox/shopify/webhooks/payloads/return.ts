import type { Order, OrderReturn } from "../../state/types.ts";
import { gid, idNumber, moneySet, type JsonObject } from "./common.ts";
import { shortLine } from "./line-item.ts";

function returnHead(orderReturn: OrderReturn, order: Order): JsonObject {
  return {
    id: idNumber(orderReturn.id),
    admin_graphql_api_id: gid("Return", orderReturn.id),
    status: orderReturn.status,
    order: { id: idNumber(order.id), admin_graphql_api_id: gid("Order", order.id) },
  };
}

/** returns/request, returns/approve. */
export function returnPayload(orderReturn: OrderReturn, order: Order): JsonObject {
  return {
    ...returnHead(orderReturn, order),
    total_return_line_items: orderReturn.lines.reduce((total, line) => total + line.quantity, 0),
    name: null,
    return_line_items: orderReturn.lines.flatMap((part) => returnLine(part, order)),
    return_shipping_fees: [],
    exchange_line_items: [],
    total_exchange_line_items: 0,
  };
}

export function declinedReturnPayload(orderReturn: OrderReturn, order: Order): JsonObject {
  return {
    ...returnHead(orderReturn, order),
    decline: { reason: "return_period_ended", note: orderReturn.declineNote ?? "" },
  };
}

function returnLine(part: OrderReturn["lines"][number], order: Order): JsonObject[] {
  const line = order.lines.find((candidate) => candidate.id === part.lineItemId);
  if (!line) return [];
  return [
    {
      id: idNumber(part.id),
      admin_graphql_api_id: gid("ReturnLineItem", part.id),
      fulfillment_line_item: {
        id: idNumber(line.id),
        admin_graphql_api_id: gid("FulfillmentLineItem", line.id),
        line_item: shortLine(line, order),
      },
      quantity: part.quantity,
      return_reason: "other",
      return_reason_note: "",
      customer_note: null,
      refundable_quantity: part.quantity,
      refunded_quantity: 0,
      restocking_fee: null,
      total_price_set: moneySet(line.priceMinor * part.quantity, order),
    },
  ];
}
