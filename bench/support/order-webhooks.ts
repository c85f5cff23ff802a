import { createHmac } from "node:crypto";
import { asBody, bareId, shopifySample } from "#test/support/shopify-samples.ts";
import { phoneOf } from "./phones.ts";
import { shopDomain, shopifySecret } from "./settings.ts";

export type OrderWebhook = { phone: string; body: Uint8Array; signature: string };

const sample = shopifySample("orders/create", shopDomain);

/** An order of its own customer: Shopify's published payload (11 KB), paid, made at this moment. */
export function orderWebhook(n: number, madeAt: Date): OrderWebhook {
  const at = madeAt.toISOString();
  const phone = phoneOf(n);
  const id = `8209829119${String(n).padStart(8, "0")}`;
  const customerId = `7064055069${String(n).padStart(8, "0")}`;
  const body = asBody({
    ...sample,
    id: bareId(id),
    admin_graphql_api_id: `gid://shopify/Order/${id}`,
    name: `#${1000 + n}`,
    checkout_token: `checkout-${n}`,
    cart_token: `cart-${n}`,
    created_at: at,
    updated_at: at,
    processed_at: at,
    cancelled_at: null,
    cancel_reason: null,
    financial_status: "paid",
    total_outstanding: "0.00",
    payment_gateway_names: ["shopify_payments"],
    order_status_url: "https://bench.example/548380009/orders/b1946ac92492d234/authenticate?key=abcdefg",
    phone,
    customer: { ...(sample.customer as object), id: bareId(customerId), phone: null, default_address: null },
    billing_address: null,
  });
  return { phone, body, signature: createHmac("sha256", shopifySecret).update(body).digest("base64") };
}

/** Headers of one delivery; the same webhook under another id is another delivery. */
export function deliveryHeaders(webhook: OrderWebhook, webhookId: string, triggeredAt: Date): Record<string, string> {
  return {
    "content-type": "application/json",
    "user-agent": "Shopify-Captain-Hook",
    "x-shopify-topic": "orders/create",
    "x-shopify-shop-domain": shopDomain,
    "x-shopify-api-version": "2026-10",
    "x-shopify-webhook-id": webhookId,
    "x-shopify-event-id": webhookId,
    "x-shopify-triggered-at": triggeredAt.toISOString(),
    "x-shopify-hmac-sha256": webhook.signature,
  };
}
