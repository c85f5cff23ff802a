import { orderPayload } from "./shopify-deliveries.ts";

/** The phone of shopper `n`. */
export const phoneOf = (n: number) => `+49151${String(10_000_000 + n)}`;

/** Order number `n`, placed and paid at `at`, by a shopper of its own: told of by order_confirmed and nothing else. */
export function paidOrder(n: number, at: Date, overrides: Record<string, unknown> = {}): Record<string, unknown> {
  return orderPayload({
    id: 7_000_000_000_000 + n,
    name: `#${n}`,
    checkout_token: `checkout-${n}`,
    cart_token: `cart-${n}`,
    created_at: at.toISOString(),
    updated_at: at.toISOString(),
    financial_status: "paid",
    total_outstanding: "0.00",
    order_status_url: "https://lindenholz.example/1/orders/abc/authenticate?key=k",
    customer_locale: "en",
    phone: phoneOf(n),
    customer: { id: 8_000_000_000_000 + n, first_name: "Ada" },
    shipping_address: null,
    ...overrides,
  });
}
