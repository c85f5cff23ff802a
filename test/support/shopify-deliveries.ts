import { takeInDeliveries } from "#app/core/intake/take-in-deliveries.ts";
import { takeInShopify } from "#app/core/intake/take-in-shopify.ts";
import type { Ctx } from "#app/core/ports.ts";
import type { FakeClock } from "./fake-time.ts";
import { asBody } from "./shopify-samples.ts";

type Payload = Record<string, unknown>;
export type Webhook = { topic: string; payload: Payload | Uint8Array<ArrayBuffer> | string; triggeredAt?: string };

let deliveries = 0;

/** Stores a webhook as the door does; the same webhook twice is two deliveries with ids of their own. */
export async function deliver(ctx: Ctx, shopDomain: string, webhook: Webhook): Promise<string> {
  const { topic, payload, triggeredAt } = webhook;
  deliveries += 1;
  const id = ctx.ids.next();
  const now = ctx.clock.now();
  await ctx.db.webhookDelivery.create({
    data: {
      id,
      source: "shopify",
      externalId: `webhook-${deliveries}`,
      shopDomain,
      topic,
      apiVersion: "2026-10",
      triggeredAt: triggeredAt ? new Date(triggeredAt) : null,
      receivedAt: now,
      body: bytesOf(payload),
      state: "pending",
      nextAttemptAt: now,
    },
  });
  return id;
}

function bytesOf(payload: Webhook["payload"]): Uint8Array<ArrayBuffer> {
  if (typeof payload === "string") return new TextEncoder().encode(payload);
  return payload instanceof Uint8Array ? payload : asBody(payload);
}

export function takeIn(ctx: Ctx, limit = 50) {
  return takeInDeliveries(ctx, { source: "shopify", handler: takeInShopify, limit, wake: () => ["steps"] });
}

/** Takes in until nothing is pending, letting time pass for what waits. */
export async function takeInAll(ctx: Ctx, clock: FakeClock): Promise<void> {
  for (let pass = 0; pass < 200; pass++) {
    while ((await takeIn(ctx)).more);
    const next = await ctx.db.webhookDelivery.findFirst({
      where: { state: "pending" },
      orderBy: { nextAttemptAt: "asc" },
    });
    if (!next) return;
    clock.set(next.nextAttemptAt.toISOString());
  }
  throw new Error("Deliveries never settled.");
}

/** Delivers and takes in; the outcome of that delivery. */
export async function outcomeOf(ctx: Ctx, shopDomain: string, webhook: Webhook): Promise<string | null> {
  const id = await deliver(ctx, shopDomain, webhook);
  await takeIn(ctx);
  const row = await ctx.db.webhookDelivery.findUniqueOrThrow({ where: { id } });
  return row.state === "done" ? row.outcome : `${row.state}:${row.outcome}`;
}

const address = {
  first_name: "Ada",
  last_name: "Holm",
  phone: "0151 12345678",
  country_code: "DE",
  province_code: null,
  city: "Berlin",
};

const customer = {
  id: "id:7064055069303700841",
  first_name: "Ada",
  last_name: "Holm",
  phone: null,
  default_address: address,
};

const shirt = {
  product_id: "id:788032119674292922",
  variant_id: "id:642667041472713922",
  title: "Leinenhemd",
  variant_title: "M",
  quantity: 2,
  price: "19.99",
  line_price: "39.98",
};

export function cartPayload(overrides: Payload = {}): Payload {
  return {
    token: "cart-1",
    created_at: "2026-11-21T09:00:00Z",
    updated_at: "2026-11-21T09:00:00Z",
    line_items: [shirt],
    ...overrides,
  };
}

export function checkoutPayload(overrides: Payload = {}): Payload {
  return {
    token: "checkout-1",
    cart_token: "cart-1",
    created_at: "2026-11-21T09:05:00Z",
    updated_at: "2026-11-21T09:05:00Z",
    completed_at: null,
    currency: "EUR",
    presentment_currency: "EUR",
    total_price: "44.97",
    abandoned_checkout_url: "https://lindenholz.example/1/checkouts/ac/checkout-1/recover?key=k",
    customer_locale: "de-AT",
    phone: null,
    sms_marketing_phone: null,
    customer,
    shipping_address: address,
    billing_address: null,
    discount_codes: [],
    line_items: [shirt],
    ...overrides,
  };
}

export function orderPayload(overrides: Payload = {}): Payload {
  return {
    id: "id:8209829119461545081",
    admin_graphql_api_id: "gid://shopify/Order/8209829119461545081",
    name: "#1001",
    checkout_token: "checkout-1",
    cart_token: "cart-1",
    created_at: "2026-11-21T09:20:00Z",
    updated_at: "2026-11-21T09:20:00Z",
    cancelled_at: null,
    cancel_reason: null,
    currency: "EUR",
    total_price: "44.97",
    total_outstanding: "44.97",
    financial_status: "pending",
    fulfillment_status: null,
    payment_gateway_names: ["shopify_payments"],
    order_status_url: "https://lindenholz.example/1/orders/abc/authenticate?key=k",
    customer_locale: "de-AT",
    tags: "",
    phone: null,
    customer,
    shipping_address: address,
    billing_address: null,
    discount_codes: [],
    line_items: [shirt],
    ...overrides,
  };
}

export const orderId = "8209829119461545081";

export function fulfillmentPayload(overrides: Payload = {}): Payload {
  return {
    id: "id:4404404404404404404",
    order_id: `id:${orderId}`,
    status: "success",
    shipment_status: null,
    tracking_company: "DHL",
    tracking_number: "00340434",
    tracking_url: "https://dhl.example/00340434",
    created_at: "2026-11-22T08:00:00Z",
    updated_at: "2026-11-22T08:00:00Z",
    line_items: [shirt],
    ...overrides,
  };
}

export function shipmentEventPayload(status: string, happenedAt: string): Payload {
  return {
    id: "id:123",
    fulfillment_id: "id:4404404404404404404",
    order_id: `id:${orderId}`,
    status,
    happened_at: happenedAt,
    created_at: happenedAt,
  };
}

export function refundPayload(overrides: Payload = {}): Payload {
  return {
    id: "id:8900881860478923191",
    order_id: `id:${orderId}`,
    created_at: "2026-11-25T10:00:00Z",
    transactions: [{ kind: "refund", status: "success", amount: "19.99", currency: "EUR" }],
    ...overrides,
  };
}
