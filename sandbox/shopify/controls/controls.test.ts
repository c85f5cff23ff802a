import { createHmac } from "node:crypto";
import { parse, isLosslessNumber } from "lossless-json";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startShopifyForTest, testSecret, type ReceivedWebhook, type ShopifyForTest } from "../testing.ts";
import { problemsOfPayload } from "../webhooks/published-schemas.ts";
import { knownTopics } from "../webhooks/topics.ts";

/** Compliance payloads are documented, not in the published schemas. */
const compliance = ["customers/data_request", "customers/redact", "shop/redact"];

let shopify: ShopifyForTest;
beforeEach(async () => {
  shopify = await startShopifyForTest();
});
afterEach(() => shopify.close());

function lastPayload(topic: string): Record<string, unknown> {
  const webhook = shopify.app.received.findLast((candidate) => candidate.topic === topic);
  if (!webhook) throw new Error(`no ${topic} came`);
  return JSON.parse(webhook.body) as Record<string, unknown>;
}

describe("each control emits what Shopify would", () => {
  const sold = { lines: [{ handle: "oud-box", quantity: 7 }] };
  it.each<[string, (c: ShopifyForTest["controls"]) => unknown, string[]]>([
    ["createCart", (c) => c.createCart(), ["carts/create"]],
    ["updateCart", (c) => c.updateCart({ token: c.createCart().token, lines: [{}] }), ["carts/create", "carts/update"]],
    [
      "abandonCheckout",
      (c) => c.abandonCheckout({ customer: "ana" }),
      ["carts/create", "checkouts/create", "checkouts/update"],
    ],
    [
      "abandonCheckout of a known cart",
      (c) => c.abandonCheckout({ cartToken: c.createCart().token, contact: false }),
      ["carts/create", "checkouts/create", "checkouts/update"],
    ],
    [
      "updateCheckout, deleteCheckout",
      (c) =>
        c.deleteCheckout({ token: c.updateCheckout({ token: c.abandonCheckout({}).token, phone: "+491701" }).token }),
      ["carts/create", "checkouts/create", "checkouts/delete", "checkouts/update", "checkouts/update"],
    ],
    [
      "placeOrder paid",
      (c) => c.placeOrder({ customer: "mara" }),
      ["orders/create", "orders/paid", "orders/updated", "products/update"],
    ],
    [
      "placeOrder cod",
      (c) => c.placeOrder({ customer: "noor", kind: "cod" }),
      ["orders/create", "orders/updated", "products/update"],
    ],
    [
      "placeOrder of a guest",
      (c) => c.placeOrder({ phone: "+33612345678", country: "FR", kind: "unpaid" }),
      ["customers/create", "orders/create", "orders/updated", "products/update"],
    ],
    [
      "placeOrder from a checkout",
      (c) => c.placeOrder({ fromCheckout: c.abandonCheckout({ customer: "haruki", currency: "JPY" }).token }),
      [
        "carts/create",
        "checkouts/create",
        "checkouts/update",
        "checkouts/update",
        "orders/create",
        "orders/paid",
        "orders/updated",
        "products/update",
      ],
    ],
    [
      "the last one sold",
      (c) => c.placeOrder({ customer: "mara", kind: "cod", ...sold }),
      ["orders/create", "orders/updated", "products/update", "variants/out_of_stock"],
    ],
    [
      "payOrder",
      (c) => c.payOrder({ orderId: c.placeOrder({ customer: "mara", kind: "unpaid" }).id }),
      ["orders/create", "orders/paid", "orders/updated", "orders/updated", "products/update"],
    ],
    [
      "editOrder",
      (c) => {
        const order = c.placeOrder({ customer: "mara", kind: "cod", lines: [{ quantity: 2 }] });
        c.editOrder({
          orderId: order.id,
          add: [{ handle: "oud-box" }],
          remove: [{ lineItemId: order.lines[0]?.id ?? "", quantity: 1 }],
        });
      },
      ["orders/create", "orders/edited", "orders/updated", "orders/updated", "products/update"],
    ],
    [
      "cancelOrder of a paid one",
      (c) => c.cancelOrder({ orderId: c.placeOrder({ customer: "mara" }).id }),
      [
        "orders/cancelled",
        "orders/create",
        "orders/paid",
        "orders/updated",
        "orders/updated",
        "products/update",
        "products/update",
        "refunds/create",
      ],
    ],
    [
      "fulfil a part, then the rest",
      (c) => {
        const order = c.placeOrder({ customer: "mara", kind: "cod", lines: [{ quantity: 2 }] });
        c.fulfil({ orderId: order.id, lines: [{ lineItemId: order.lines[0]?.id ?? "", quantity: 1 }] });
        c.fulfil({ orderId: order.id, tracking: false });
      },
      [
        "fulfillments/create",
        "fulfillments/create",
        "orders/create",
        "orders/fulfilled",
        "orders/partially_fulfilled",
        "orders/updated",
        "orders/updated",
        "orders/updated",
        "products/update",
      ],
    ],
    [
      "refund",
      (c) => c.refund({ orderId: c.placeOrder({ customer: "mara" }).id, amountMinor: 500 }),
      ["orders/create", "orders/paid", "orders/updated", "orders/updated", "products/update", "refunds/create"],
    ],
    ["restock", (c) => c.restock({ handle: "wandregal-esche" }), ["products/update", "variants/in_stock"]],
    ["restock of what is there", (c) => c.restock({ variantId: "820982911946165585" }), ["products/update"]],
    ["sellOut", (c) => c.sellOut({ handle: "oud-box" }), ["products/update", "variants/out_of_stock"]],
    [
      "customers",
      (c) => {
        c.updateCustomer({ customer: "mara", phone: "+4915199999999" });
        c.deleteCustomer({ customer: c.createCustomer({ firstName: "Neu", phone: "0151 1", country: "DE" }).id });
      },
      ["customers/create", "customers/delete", "customers/update"],
    ],
    [
      "metafields",
      (c) => {
        c.setBirthday({ customer: "mara", date: "1990-02-28" });
        c.setUsageDays({ handle: "oud-box", days: 45 });
      },
      ["customers/update", "products/update"],
    ],
    [
      "tagCustomer",
      (c) => c.tagCustomer({ customer: "mara", tags: ["VIP"] }),
      ["customer.tags_added", "customers/update"],
    ],
    [
      "tagCustomer with what they have",
      (c) => {
        c.tagCustomer({ customer: "mara", tags: ["VIP"] });
        c.tagCustomer({ customer: "mara", tags: ["vip"] });
      },
      ["customer.tags_added", "customers/update", "customers/update"],
    ],
    [
      "changeWhatsAppConsent",
      (c) => c.changeWhatsAppConsent({ customer: "mara", state: "unsubscribed" }),
      ["customers_whats_app_marketing_consent/update"],
    ],
    ["updateShop", (c) => c.updateShop({ name: "Linde" }), ["shop/update"]],
    ["updateScopes", (c) => c.updateScopes({ scopes: ["read_orders"] }), ["app/scopes_update"]],
    ["uninstall", (c) => c.uninstall(), ["app/uninstalled"]],
    [
      "privacy",
      (c) => {
        c.requestCustomerData({ customer: "mara" });
        c.redactCustomer({ customer: "mara" });
        c.redactShop();
      },
      ["customers/data_request", "customers/redact", "shop/redact"],
    ],
  ])("%s", async (_name, act, topics) => {
    act(shopify.controls);
    expect((await shopify.topics()).sort()).toEqual(topics);
  });

  it.each([
    "in_transit",
    "out_for_delivery",
    "attempted_delivery",
    "delayed",
    "delivered",
    "ready_for_pickup",
    "failure",
  ] as const)("moveParcel: %s", async (event) => {
    const order = shopify.controls.placeOrder({ customer: "elif" });
    shopify.controls.fulfil({ orderId: order.id });
    await shopify.topics();
    shopify.controls.moveParcel({ orderId: order.id, event });
    await shopify.controls.deliverDue();
    expect(lastPayload("fulfillment_events/create")).toMatchObject({ status: event });
    expect(lastPayload("fulfillments/update")).toMatchObject({
      shipment_status: event,
      tracking_company: "DHL Express",
    });
    expect(shopify.app.received).toHaveLength(3);
  });

  it("requests, approves and declines a return of what was sent", async () => {
    const { controls } = shopify;
    const order = controls.placeOrder({ customer: "mara" });
    expect(() => controls.requestReturn({ orderId: order.id })).toThrow("has not been sent yet");
    controls.fulfil({ orderId: order.id });
    controls.approveReturn({ returnId: controls.requestReturn({ orderId: order.id }).id });
    controls.declineReturn({ returnId: controls.requestReturn({ orderId: order.id }).id });
    expect((await shopify.topics()).filter((topic) => topic.startsWith("returns/")).sort()).toEqual([
      "returns/approve",
      "returns/decline",
      "returns/request",
      "returns/request",
    ]);
  });
});

describe("every payload", () => {
  async function everything(): Promise<ReceivedWebhook[]> {
    const { controls } = shopify;
    controls.updateCart({ token: controls.createCart().token, lines: [{ quantity: 3 }] });
    controls.deleteCheckout({ token: controls.abandonCheckout({ contact: false }).token });
    controls.abandonCheckout({ customer: "noor", discountCodes: ["TAKE10"], currency: "KWD" });
    const paid = controls.placeOrder({
      fromCheckout: controls.abandonCheckout({ customer: "haruki", currency: "JPY" }).token,
    });
    controls.fulfil({ orderId: paid.id });
    controls.moveParcel({ orderId: paid.id, event: "delivered" });
    controls.refund({ orderId: paid.id, amountMinor: 100 });
    controls.approveReturn({ returnId: controls.requestReturn({ orderId: paid.id }).id });
    controls.declineReturn({ returnId: controls.requestReturn({ orderId: paid.id }).id, note: "too late" });
    const parts = controls.placeOrder({
      customer: "emily",
      kind: "unpaid",
      lines: [{ quantity: 2 }],
      discountCodes: ["TAKE5"],
    });
    controls.editOrder({
      orderId: parts.id,
      remove: [{ lineItemId: parts.lines[0]?.id ?? "", quantity: 1 }],
      add: [{}],
    });
    controls.fulfil({ orderId: parts.id, lines: [{ lineItemId: parts.lines[0]?.id ?? "" }], tracking: false });
    controls.placeOrder({ contact: false, kind: "cod" });
    controls.cancelOrder({ orderId: controls.placeOrder({ customer: "nophone" }).id });
    controls.sellOut({ handle: "oud-box" });
    controls.restock({ handle: "oud-box" });
    controls.updateCustomer({ customer: "mara", note: "kind" });
    controls.tagCustomer({ customer: "mara", tags: ["VIP"] });
    controls.deleteCustomer({ customer: controls.createCustomer({ phone: "+491701234567" }).id });
    controls.changeWhatsAppConsent({ customer: "mara", state: "unsubscribed" });
    controls.updateShop({ name: "Linde" });
    controls.requestCustomerData({ customer: "mara" });
    controls.redactCustomer({ customer: "mara" });
    controls.updateScopes({ scopes: [] });
    controls.uninstall();
    shopify.clock.advance(48 * 60 * 60 * 1000);
    await controls.deliverDue();
    return shopify.app.received;
  }

  it("is signed over its raw bytes and carries all headers", async () => {
    for (const { headers, body } of await everything()) {
      const hmac = createHmac("sha256", testSecret).update(body, "utf8").digest("base64");
      expect(headers).toMatchObject({
        "content-type": "application/json",
        "x-shopify-hmac-sha256": hmac,
        "x-shopify-shop-domain": "lindenholz.myshopify.com",
        "x-shopify-api-version": "2026-10",
        "x-shopify-webhook-id": expect.stringMatching(/^[0-9a-f-]{36}$/),
        "x-shopify-event-id": expect.stringMatching(/^[0-9a-f-]{36}$/),
        "x-shopify-triggered-at": expect.stringMatching(/^2026-11-2\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      });
    }
    const ids = shopify.app.received.map((webhook) => webhook.headers["x-shopify-webhook-id"]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("fits the published schema of its topic, and every topic is sent", async () => {
    const received = await everything();
    const problems = received
      .filter(({ topic }) => !compliance.includes(topic))
      .flatMap(({ topic, body }) => problemsOfPayload(topic, body).map((problem) => `${topic} ${problem}`));
    expect([...new Set(problems)]).toEqual([]);
    expect([...new Set(received.map(({ topic }) => topic))].sort()).toEqual([...knownTopics].sort());
  });

  it("is measured by schemas that notice a missing field and a wrong type", async () => {
    shopify.controls.placeOrder({ customer: "mara" });
    await shopify.controls.deliverDue();
    const { token: _token, ...order } = lastPayload("orders/create");
    const broken = JSON.stringify({ ...order, line_items: [{ id: "1" }], currency: 5 });
    const problems = problemsOfPayload("orders/create", broken).join();
    for (const field of ["token", "currency", "line_items.0.id", "line_items.0.title"])
      expect(problems).toContain(field);
  });

  it("has lost the fields that Shopify took away", async () => {
    for (const { topic, body } of await everything()) {
      const payload = JSON.parse(body) as Record<string, unknown>;
      if (topic.startsWith("orders/")) expect(payload).not.toHaveProperty("checkout_id");
      if (topic === "checkouts/create" || topic === "checkouts/update") expect(payload).not.toHaveProperty("id");
      const customer = payload["customer"];
      if (typeof customer !== "object" || customer === null || compliance.includes(topic)) continue;
      for (const gone of ["tags", "accepts_marketing", "email_marketing_consent", "sms_marketing_consent"]) {
        expect(customer).not.toHaveProperty(gone);
      }
    }
  });
});

it("writes ids whole, beyond what a JS number holds", async () => {
  const order = shopify.controls.placeOrder({ customer: "mara" });
  await shopify.controls.deliverDue();
  const webhook = shopify.app.received.find(({ topic }) => topic === "orders/create");
  const id = (parse(webhook?.body ?? "") as { id: unknown }).id;
  expect(isLosslessNumber(id) && id.value).toBe(order.id);
  expect(String(JSON.parse(webhook?.body ?? "{}").id)).not.toBe(order.id);
});

it("joins cart, checkout and order by their tokens", async () => {
  const checkout = shopify.controls.abandonCheckout({ customer: "ana", currency: "BRL" });
  shopify.controls.placeOrder({ fromCheckout: checkout.token, kind: "cod" });
  await shopify.controls.deliverDue();
  expect(lastPayload("checkouts/update")).toMatchObject({
    token: checkout.token,
    cart_token: checkout.cartToken,
    completed_at: "2026-11-21T11:00:00+01:00",
    presentment_currency: "BRL",
    customer_locale: "pt-BR",
  });
  expect(lastPayload("orders/create")).toMatchObject({
    checkout_token: checkout.token,
    cart_token: checkout.cartToken,
    payment_gateway_names: ["Cash on Delivery (COD)"],
    financial_status: "pending",
    total_outstanding: "43.90",
  });
});

it("gives an action's webhooks one event id", async () => {
  shopify.controls.placeOrder({ customer: "mara" });
  await shopify.controls.deliverDue();
  expect(new Set(shopify.app.received.map(({ headers }) => headers["x-shopify-event-id"])).size).toBe(1);
});

it("tells nothing of what the app has no scope for, nor anything after it left", async () => {
  shopify.controls.updateScopes({ scopes: ["read_products"] });
  shopify.controls.placeOrder({ customer: "mara" });
  expect(await shopify.topics()).toEqual(["app/scopes_update", "products/update"]);
  shopify.controls.uninstall();
  shopify.controls.placeOrder({ customer: "mara" });
  expect(await shopify.topics()).toEqual(["app/uninstalled"]);
});

it("asks to erase the shop 48 hours after the app left, unless it came back", async () => {
  shopify.controls.uninstall();
  shopify.clock.advance(47 * 60 * 60 * 1000);
  expect(await shopify.topics()).toEqual(["app/uninstalled"]);
  shopify.clock.advance(60 * 60 * 1000);
  expect(await shopify.topics()).toEqual(["shop/redact"]);
  shopify.controls.install();
  shopify.controls.uninstall();
  shopify.controls.install();
  shopify.clock.advance(49 * 60 * 60 * 1000);
  expect(await shopify.topics()).toEqual(["app/uninstalled"]);
});

describe("over HTTP", () => {
  it("grants a wish and answers what it changed", async () => {
    const { status, body } = await shopify.control("placeOrder", { kind: "cod", customer: "mara" });
    expect(status).toBe(200);
    const state = (await (await fetch(`${shopify.origin}/control/shopify/state`)).json()) as {
      orders: { id: string; totalMinor: number }[];
    };
    expect(state.orders).toEqual([expect.objectContaining({ id: body["id"], totalMinor: 4390 })]);
  });

  it.each([
    ["placeOrder", { kind: "gift" }, 422],
    ["placeOrder", { customer: "nobody" }, 422],
    ["placeOrder", { fromCheckout: "ffff" }, 422],
    ["refund", { orderId: "1" }, 422],
    ["faults", { webhooks: { duplicate: -1 } }, 422],
    ["faults", 7, 422],
    ["toString", {}, 404],
    ["dance", {}, 404],
  ])("refuses %s %j with %i", async (action, wish, status) => {
    const answer = await shopify.control(action, wish);
    expect(answer.status).toBe(status);
    expect(answer.body["error"]).toEqual(expect.any(String));
  });

  it("starts anew on reset", async () => {
    shopify.controls.placeOrder({});
    shopify.controls.faults({ webhooks: { duplicate: 3 } });
    await shopify.control("reset", {});
    const state = shopify.controls.snapshot();
    expect(state.orders).toEqual([]);
    expect(state.faults.webhooks.duplicate).toBe(0);
    expect(state.deliveries).toEqual([]);
  });
});
