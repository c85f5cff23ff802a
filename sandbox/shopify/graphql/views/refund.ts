import { includedTax } from "../../state/totals.ts";
import type { Order, OrderReturn, Refund } from "../../state/types.ts";
import { connection, type PageArgs } from "../connection.ts";
import { gid, moneyBag, time } from "./common.ts";
import type { Views } from "./views.ts";

export function refundView(views: Views, order: Order, refund: Refund): object {
  return {
    __typename: "Refund",
    id: gid("Refund", refund.id),
    legacyResourceId: refund.id,
    note: refund.note,
    createdAt: time(refund.createdAt),
    processedAt: time(refund.createdAt),
    updatedAt: time(refund.createdAt),
    totalRefundedSet: moneyBag(refund.amountMinor, order),
    duties: [],
    return: null,
    staffMember: null,
    order: () => views.order(order),
    refundLineItems: (args: PageArgs) =>
      connection(
        args,
        refund.lines,
        (part) => ({ value: 0, id: part.id }),
        (part) => {
          const line = order.lines.find((candidate) => candidate.id === part.lineItemId);
          const gross = (line?.priceMinor ?? 0) * part.quantity;
          return {
            __typename: "RefundLineItem",
            id: gid("RefundLineItem", part.id),
            quantity: part.quantity,
            restockType: "NO_RESTOCK",
            restocked: false,
            location: null,
            priceSet: moneyBag(line?.priceMinor ?? 0, order),
            subtotalSet: moneyBag(gross, order),
            totalTaxSet: moneyBag(includedTax(gross), order),
            lineItem: () => (line ? views.lineItem(order, line) : null),
          };
        },
      ),
  };
}

export function returnView(views: Views, order: Order, orderReturn: OrderReturn): object {
  return {
    __typename: "Return",
    id: gid("Return", orderReturn.id),
    name: orderReturn.name,
    status: orderReturn.status.toUpperCase(),
    createdAt: time(orderReturn.createdAt),
    closedAt: null,
    requestApprovedAt: null,
    totalQuantity: orderReturn.lines.reduce((total, line) => total + line.quantity, 0),
    returnShippingFees: [],
    staffMember: null,
    decline:
      orderReturn.status === "declined"
        ? { __typename: "ReturnDecline", reason: "RETURN_PERIOD_ENDED", note: orderReturn.declineNote }
        : null,
    order: () => views.order(order),
  };
}
