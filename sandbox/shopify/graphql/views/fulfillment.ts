import type { Fulfillment, Order } from "../../state/types.ts";
import { connection, type PageArgs } from "../connection.ts";
import { gid, moneyBag, time } from "./common.ts";
import type { Views } from "./views.ts";

export function fulfillmentView(views: Views, order: Order, fulfillment: Fulfillment): object {
  const eventAt = (status: string) => {
    const event = fulfillment.events.find((candidate) => candidate.status === status);
    return event ? time(event.happenedAt) : null;
  };
  return {
    __typename: "Fulfillment",
    id: gid("Fulfillment", fulfillment.id),
    legacyResourceId: fulfillment.id,
    name: fulfillment.name,
    status: fulfillment.status.toUpperCase(),
    displayStatus: fulfillment.shipmentStatus?.toUpperCase() ?? "FULFILLED",
    requiresShipping: true,
    totalQuantity: fulfillment.lines.reduce((total, line) => total + line.quantity, 0),
    createdAt: time(fulfillment.createdAt),
    updatedAt: time(fulfillment.updatedAt),
    deliveredAt: eventAt("delivered"),
    inTransitAt: eventAt("in_transit"),
    estimatedDeliveryAt: null,
    originAddress: null,
    location: null,
    service: null,
    trackingInfo: () =>
      fulfillment.trackingNumber === null
        ? []
        : [
            {
              __typename: "FulfillmentTrackingInfo",
              company: fulfillment.trackingCompany,
              number: fulfillment.trackingNumber,
              url: fulfillment.trackingUrl,
            },
          ],
    order: () => views.order(order),
    events: (args: PageArgs) =>
      connection(
        args,
        fulfillment.events,
        (event) => ({ value: event.happenedAt, id: event.id }),
        (event) => ({
          __typename: "FulfillmentEvent",
          id: gid("FulfillmentEvent", event.id),
          status: event.status.toUpperCase(),
          message: event.message,
          happenedAt: time(event.happenedAt),
          createdAt: time(event.happenedAt),
          estimatedDeliveryAt: null,
          address1: null,
          city: null,
          country: null,
          province: null,
          zip: null,
          latitude: null,
          longitude: null,
        }),
      ),
    fulfillmentLineItems: (args: PageArgs) =>
      connection(
        args,
        fulfillment.lines,
        (part) => ({ value: 0, id: part.lineItemId }),
        (part) => {
          const line = order.lines.find((candidate) => candidate.id === part.lineItemId);
          return {
            __typename: "FulfillmentLineItem",
            id: gid("FulfillmentLineItem", part.lineItemId),
            quantity: part.quantity,
            originalTotalSet: moneyBag((line?.priceMinor ?? 0) * part.quantity, order),
            discountedTotalSet: moneyBag((line?.priceMinor ?? 0) * part.quantity, order),
            lineItem: () => (line ? views.lineItem(order, line) : null),
          };
        },
      ),
  };
}
