import type { Line, Order } from "./types.ts";

/** German VAT, included in every price. */
export const taxRate = 0.19;

export type Totals = {
  linesMinor: number;
  discountMinor: number;
  subtotalMinor: number;
  shippingMinor: number;
  taxMinor: number;
  totalMinor: number;
  weightGrams: number;
};

/** What a cart's lines come to; `quantityOf` lets an order count what is left of it. */
export function totalsOf(lines: Line[], shippingMinor: number, quantityOf = (line: Line) => line.quantity): Totals {
  const linesMinor = sum(lines, (line) => line.priceMinor * quantityOf(line));
  const discountMinor = sum(lines, (line) => Math.round((line.discountMinor * quantityOf(line)) / line.quantity));
  const subtotalMinor = linesMinor - discountMinor;
  const totalMinor = subtotalMinor + shippingMinor;
  return {
    linesMinor,
    discountMinor,
    subtotalMinor,
    shippingMinor,
    taxMinor: includedTax(totalMinor),
    totalMinor,
    weightGrams: sum(lines, (line) => line.grams * quantityOf(line)),
  };
}

export function includedTax(grossMinor: number): number {
  return Math.round(grossMinor - grossMinor / (1 + taxRate));
}

export function shippingFor(subtotalMinor: number): number {
  return subtotalMinor >= 8000 ? 0 : 490;
}

/** As ordered. */
export function orderTotals(order: Order): Totals {
  return totalsOf(order.lines, order.shippingMinor);
}

/** As it stands after edits, returns and cancellation. */
export function currentTotals(order: Order): Totals {
  const shippingMinor = order.cancelledAt === null ? order.shippingMinor : 0;
  return totalsOf(order.lines, shippingMinor, (line) => line.quantity - line.removed);
}

export function refundedMinor(order: Order): number {
  return sum(order.refunds, (refund) => refund.amountMinor);
}

export function outstandingMinor(order: Order): number {
  if (order.cancelledAt !== null) return 0;
  return Math.max(0, currentTotals(order).totalMinor - (order.paidMinor - refundedMinor(order)));
}

function sum<T>(items: T[], amountOf: (item: T) => number): number {
  return items.reduce((total, item) => total + amountOf(item), 0);
}
