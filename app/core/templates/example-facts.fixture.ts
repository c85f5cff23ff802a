import type { VariableFacts } from "./variable-facts.ts";

/** A shop and an order for tests; every fact is known. */
export function exampleFacts(overrides: Partial<VariableFacts> = {}): VariableFacts {
  const items = [
    { title: "Oak bowl", quantity: 1, variantId: "11" },
    { title: "Tray", quantity: 2, variantId: "12" },
  ];
  return {
    shop: {
      name: "Lindenholz",
      storefrontHost: "shop.example",
      domain: "lindenholz.myshopify.com",
      locale: "de",
      currency: "EUR",
      timeZone: "Europe/Berlin",
    },
    contact: {
      firstName: "Ada",
      locale: null,
      preferencesUrl:
        "https://shop.example/apps/tidings/preferences/0123456789abcdef0123456789abcdef-AbCdEfGhIjKlMnOpQrStUv",
    },
    order: {
      name: "#1001",
      total: { minor: 123456n, currency: "EUR" },
      outstanding: { minor: 4990n, currency: "EUR" },
      items,
      statusUrl: "https://shop.example/55/orders/abc/authenticate?key=def",
      createdAt: new Date("2026-11-20T23:30:00Z"),
    },
    checkout: {
      total: { minor: 4990n, currency: "EUR" },
      items,
      recoveryUrl: "https://shop.example/55/checkouts/ac/xyz/recover?key=1",
    },
    cart: { total: { minor: 4990n, currency: "EUR" }, items },
    fulfillment: { carrier: "DHL", trackingNumber: "00340434161094042557" },
    refund: { amount: { minor: 1999n, currency: "EUR" } },
    discount: { code: "DANKE-7GK2M4QP", value: { percent: 10 }, expiresAt: new Date("2026-11-28T23:00:00Z") },
    product: {
      title: "Oak bowl",
      url: "https://shop.example/products/oak-bowl",
      oldPrice: { minor: 4990n, currency: "EUR" },
      newPrice: { minor: 3990n, currency: "EUR" },
    },
    tag: { name: "VIP Gold" },
    ...overrides,
  };
}
