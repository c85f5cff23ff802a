import { z } from "zod";
import { parseMoney, type Money } from "../../shared/money.ts";
import { currency, decimal, id, link, listOf, requiredId, requiredTime, text, time } from "./fields.ts";
import { lineItemsIn, rawLineItems, type LineItem } from "./line-items.ts";

const transaction = z.object({ kind: text, status: text, amount: decimal, currency });

const refundSchema = z.object({
  id: requiredId,
  order_id: requiredId,
  created_at: time,
  processed_at: time,
  transactions: listOf(transaction),
});

export type RefundPayload = {
  id: string;
  orderId: string;
  createdAt: Date | null;
  /** What the shopper gets back; the order's currency stands in where the payment names none. */
  amountIn(orderCurrency: string): Money;
};

export function parseRefund(json: unknown): RefundPayload | null {
  const read = refundSchema.safeParse(json);
  if (!read.success) return null;
  const it = read.data;
  const payments = it.transactions.filter(
    (one) => one.kind === "refund" && !["failure", "error"].includes(one.status ?? ""),
  );
  return {
    id: it.id,
    orderId: it.order_id,
    createdAt: it.created_at ?? it.processed_at,
    amountIn: (orderCurrency) => {
      const paidIn = payments.find((one) => one.currency)?.currency ?? orderCurrency;
      const amounts = payments.map((one) => (one.amount === null ? null : parseMoney(one.amount, paidIn)));
      return { minor: amounts.reduce((sum, money) => sum + (money?.minor ?? 0n), 0n), currency: paidIn };
    },
  };
}

const fulfillmentSchema = z.object({
  id: requiredId,
  order_id: requiredId,
  status: text,
  shipment_status: text,
  tracking_company: text,
  tracking_number: text,
  tracking_numbers: listOf(z.string().min(1).max(255)),
  tracking_url: link,
  tracking_urls: listOf(z.url().max(4000)),
  created_at: time,
  updated_at: requiredTime,
  line_items: rawLineItems,
});

export type FulfillmentPayload = {
  id: string;
  orderId: string;
  status: string;
  shipmentStatus: string | null;
  trackingCompany: string | null;
  trackingNumber: string | null;
  trackingUrl: string | null;
  createdAt: Date;
  versionAt: Date;
  lineItemsIn(currency: string): LineItem[];
};

export function parseFulfillment(json: unknown): FulfillmentPayload | null {
  const read = fulfillmentSchema.safeParse(json);
  if (!read.success) return null;
  const it = read.data;
  return {
    id: it.id,
    orderId: it.order_id,
    status: it.status ?? "pending",
    shipmentStatus: it.shipment_status,
    trackingCompany: it.tracking_company,
    trackingNumber: it.tracking_number ?? it.tracking_numbers[0] ?? null,
    trackingUrl: it.tracking_url ?? it.tracking_urls[0] ?? null,
    createdAt: it.created_at ?? it.updated_at,
    versionAt: it.updated_at,
    lineItemsIn: (orderCurrency) => lineItemsIn(orderCurrency, it.line_items),
  };
}

const shipmentEventSchema = z.object({
  id,
  fulfillment_id: requiredId,
  order_id: id,
  status: text,
  happened_at: time,
  created_at: time,
});

export type ShipmentEventPayload = {
  fulfillmentId: string;
  orderId: string | null;
  status: string;
  happenedAt: Date | null;
};

export function parseShipmentEvent(json: unknown): ShipmentEventPayload | null {
  const read = shipmentEventSchema.safeParse(json);
  if (!read.success) return null;
  const { fulfillment_id, order_id, status, happened_at, created_at } = read.data;
  return {
    fulfillmentId: fulfillment_id,
    orderId: order_id,
    status: status ?? "",
    happenedAt: happened_at ?? created_at,
  };
}

const returnSchema = z.object({
  id: requiredId,
  name: text,
  status: text,
  order: z.object({ id: requiredId }),
  updated_at: time,
});

export type ReturnPayload = { id: string; orderId: string; name: string; status: string; updatedAt: Date | null };

export function parseReturn(json: unknown): ReturnPayload | null {
  const read = returnSchema.safeParse(json);
  if (!read.success) return null;
  const { id: returnId, name, status, order, updated_at } = read.data;
  return { id: returnId, orderId: order.id, name: name ?? "", status: status ?? "", updatedAt: updated_at };
}
