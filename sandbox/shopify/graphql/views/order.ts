import { findVariant } from "../../state/store.ts";
import {
  currentTotals,
  orderTotals,
  outstandingMinor,
  refundedMinor,
  taxRate,
  includedTax,
} from "../../state/totals.ts";
import type { Line, Order } from "../../state/types.ts";
import type { World } from "../../world.ts";
import { lineName } from "../../webhooks/payloads/line-item.ts";
import { gatewayNames } from "../../webhooks/payloads/gateways.ts";
import { orderStatusUrl } from "../../webhooks/payloads/order.ts";
import { connection, type PageArgs } from "../connection.ts";
import { addressView, gid, metafieldFields, moneyBag, time, timeOrNull } from "./common.ts";
import type { Views } from "./views.ts";

const displayFulfillment = { partial: "PARTIALLY_FULFILLED", fulfilled: "FULFILLED", restocked: "RESTOCKED" };

export function orderView(world: World, views: Views, order: Order): object {
  const { shop } = world.state;
  const ordered = orderTotals(order);
  const current = currentTotals(order);
  const customer = world.state.customers.find(({ id, deletedAt }) => id === order.customerId && deletedAt === null);
  const bag = (minor: number) => moneyBag(minor, order);
  return {
    __typename: "Order",
    id: gid("Order", order.id),
    legacyResourceId: order.id,
    name: order.name,
    number: order.number,
    confirmationNumber: order.confirmationNumber,
    confirmed: true,
    test: false,
    edited: order.edited,
    closed: order.closedAt !== null,
    closedAt: timeOrNull(order.closedAt),
    createdAt: time(order.createdAt),
    processedAt: time(order.createdAt),
    updatedAt: time(order.updatedAt),
    cancelledAt: timeOrNull(order.cancelledAt),
    cancelReason: order.cancelReason?.toUpperCase() ?? null,
    cancellation: order.cancelledAt === null ? null : { __typename: "OrderCancellation", staffNote: order.note },
    cartToken: order.cartToken,
    checkoutToken: order.checkoutToken,
    currencyCode: order.currency,
    presentmentCurrencyCode: order.presentmentCurrency,
    customer: () => (customer ? views.customer(customer) : null),
    customerLocale: order.locale,
    customerAcceptsMarketing: false,
    email: order.email,
    phone: order.phone,
    note: order.note,
    tags: order.tags,
    customAttributes: [],
    discountCode: order.discounts[0]?.code ?? null,
    discountCodes: order.discounts.map((discount) => discount.code),
    displayFinancialStatus: order.financialStatus.toUpperCase(),
    displayFulfillmentStatus:
      order.fulfillmentStatus === null ? "UNFULFILLED" : displayFulfillment[order.fulfillmentStatus],
    returnStatus: returnStatus(order),
    paymentGatewayNames: gatewayNames(order),
    fullyPaid: outstandingMinor(order) === 0 && order.cancelledAt === null,
    unpaid: order.paidMinor === 0,
    canMarkAsPaid: order.financialStatus === "pending" && order.cancelledAt === null,
    canNotifyCustomer: order.email !== null || order.phone !== null,
    fulfillable: order.lines.some((line) => line.quantity > line.removed + line.fulfilled),
    refundable: order.paidMinor > refundedMinor(order),
    requiresShipping: true,
    taxesIncluded: true,
    taxExempt: false,
    sourceName: "web",
    sourceIdentifier: null,
    registeredSourceUrl: null,
    poNumber: null,
    clientIp: null,
    statusPageUrl: () => orderStatusUrl(order, shop),
    billingAddress: () => (order.billingAddress ? addressView(order.billingAddress, order.id) : null),
    shippingAddress: () => (order.shippingAddress ? addressView(order.shippingAddress, order.id) : null),
    displayAddress: () => (order.shippingAddress ? addressView(order.shippingAddress, order.id) : null),
    billingAddressMatchesShippingAddress: true,
    subtotalLineItemsQuantity: order.lines.reduce((total, line) => total + line.quantity, 0),
    currentSubtotalLineItemsQuantity: order.lines.reduce((total, line) => total + line.quantity - line.removed, 0),
    subtotalPriceSet: bag(ordered.subtotalMinor),
    totalPriceSet: bag(ordered.totalMinor),
    originalTotalPriceSet: bag(ordered.totalMinor),
    totalTaxSet: bag(ordered.taxMinor),
    totalDiscountsSet: bag(ordered.discountMinor),
    totalShippingPriceSet: bag(ordered.shippingMinor),
    currentSubtotalPriceSet: bag(current.subtotalMinor),
    currentTotalPriceSet: bag(current.totalMinor),
    currentTotalTaxSet: bag(current.taxMinor),
    currentTotalDiscountsSet: bag(current.discountMinor),
    currentShippingPriceSet: bag(current.shippingMinor),
    totalOutstandingSet: bag(outstandingMinor(order)),
    totalReceivedSet: bag(order.paidMinor),
    totalRefundedSet: bag(refundedMinor(order)),
    netPaymentSet: bag(order.paidMinor - refundedMinor(order)),
    totalWeight: String(ordered.weightGrams),
    currentTotalWeight: String(current.weightGrams),
    taxLines: () => [taxLineView(ordered.totalMinor, order)],
    lineItems: (args: PageArgs) =>
      connection(
        args,
        order.lines,
        (line) => ({ value: 0, id: line.id }),
        (line) => views.lineItem(order, line),
      ),
    shippingLine: () => shippingLineView(order),
    shippingLines: (args: PageArgs) =>
      connection(
        args,
        [order],
        () => ({ value: 0, id: order.shippingLineId }),
        () => shippingLineView(order),
      ),
    fulfillments: (args: { first?: number | null }) =>
      order.fulfillments.slice(0, args.first ?? undefined).map((fulfillment) => views.fulfillment(order, fulfillment)),
    fulfillmentsCount: { __typename: "Count", count: order.fulfillments.length, precision: "EXACT" },
    refunds: (args: { first?: number | null }) =>
      order.refunds.slice(0, args.first ?? undefined).map((refund) => views.refund(order, refund)),
    returns: (args: PageArgs) =>
      connection(
        args,
        order.returns,
        (orderReturn) => ({ value: 0, id: orderReturn.id }),
        (orderReturn) => views.orderReturn(order, orderReturn),
      ),
    transactions: (args: { first?: number | null }) => transactions(order).slice(0, args.first ?? undefined),
    ...metafieldFields(world, gid("Order", order.id)),
  };
}

export function lineItemView(world: World, views: Views, order: Order, line: Line): object {
  const found = findVariant(world.state, line.variantId);
  const bag = (minor: number) => moneyBag(minor, order);
  const unit = line.priceMinor - Math.round(line.discountMinor / line.quantity);
  return {
    __typename: "LineItem",
    id: gid("LineItem", line.id),
    title: line.title,
    variantTitle: line.variantTitle,
    name: lineName(line),
    sku: line.sku,
    vendor: line.vendor,
    quantity: line.quantity,
    currentQuantity: line.quantity - line.removed,
    unfulfilledQuantity: Math.max(0, line.quantity - line.removed - line.fulfilled),
    fulfillableQuantity: Math.max(0, line.quantity - line.removed - line.fulfilled),
    nonFulfillableQuantity: 0,
    refundableQuantity: line.quantity - line.removed,
    isGiftCard: false,
    requiresShipping: true,
    taxable: true,
    restockable: true,
    merchantEditable: true,
    customAttributes: [],
    image: () => null,
    originalUnitPriceSet: bag(line.priceMinor),
    originalTotalSet: bag(line.priceMinor * line.quantity),
    discountedUnitPriceSet: bag(unit),
    discountedUnitPriceAfterAllDiscountsSet: bag(unit),
    discountedTotalSet: () => bag(line.priceMinor * line.quantity - line.discountMinor),
    totalDiscountSet: bag(line.discountMinor),
    product: () => (found ? views.product(found.product) : null),
    variant: () => (found ? views.variant(found.product, found.variant) : null),
  };
}

function transactions(order: Order): object[] {
  const [gateway = "manual"] = gatewayNames(order);
  const sale = {
    __typename: "OrderTransaction",
    id: gid("OrderTransaction", order.transactionId),
    kind: "SALE",
    status: order.paidMinor > 0 ? "SUCCESS" : "PENDING",
    gateway,
    formattedGateway: gateway,
    manualPaymentGateway: order.kind !== "paid",
    test: false,
    errorCode: null,
    paymentId: `${order.name}.1`,
    amountSet: moneyBag(orderTotals(order).totalMinor, order),
    createdAt: time(order.createdAt),
    processedAt: time(order.createdAt),
  };
  const refunds = order.refunds.map((refund) => ({
    ...sale,
    id: gid("OrderTransaction", refund.transactionId),
    kind: "REFUND",
    status: "SUCCESS",
    amountSet: moneyBag(refund.amountMinor, order),
    createdAt: time(refund.createdAt),
    processedAt: time(refund.createdAt),
  }));
  return [sale, ...refunds];
}

function shippingLineView(order: Order): object {
  const price = moneyBag(order.shippingMinor, order);
  return {
    __typename: "ShippingLine",
    id: gid("ShippingLine", order.shippingLineId),
    title: "Standard",
    code: "Standard",
    source: "shopify",
    phone: null,
    carrierIdentifier: null,
    custom: false,
    deliveryCategory: null,
    isRemoved: false,
    originalPriceSet: price,
    discountedPriceSet: price,
    currentDiscountedPriceSet: price,
  };
}

function taxLineView(grossMinor: number, order: Order): object {
  return {
    __typename: "TaxLine",
    title: "DE MwSt",
    rate: taxRate,
    ratePercentage: taxRate * 100,
    priceSet: moneyBag(includedTax(grossMinor), order),
    channelLiable: false,
    source: null,
  };
}

function returnStatus(order: Order): string {
  const last = order.returns.at(-1);
  if (!last || last.status === "declined" || last.status === "canceled") return "NO_RETURN";
  if (last.status === "requested") return "RETURN_REQUESTED";
  return last.status === "open" ? "IN_PROGRESS" : "RETURNED";
}
