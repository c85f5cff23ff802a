import { afterEach, beforeEach, expect, it } from "vitest";
import { startShopifyForTest, type ShopifyForTest } from "../testing.ts";
import { retryWaitsMs } from "./deliver.ts";

const hourMs = 60 * 60 * 1000;

let shopify: ShopifyForTest;
beforeEach(async () => {
  shopify = await startShopifyForTest();
});
afterEach(() => shopify.close());

const ids = () => shopify.app.received.map(({ headers }) => headers["x-shopify-webhook-id"]);

it("tries a failed delivery eight more times within four hours, then gives up", async () => {
  shopify.app.answer = 500;
  shopify.controls.createCart();
  await shopify.controls.deliverDue();
  expect(shopify.app.received).toHaveLength(1);
  await shopify.controls.deliverDue();
  expect(shopify.app.received).toHaveLength(1);
  for (const wait of retryWaitsMs) {
    shopify.clock.advance(wait);
    await shopify.controls.deliverDue();
  }
  expect(shopify.app.received).toHaveLength(9);
  expect(retryWaitsMs.reduce((total, wait) => total + wait)).toBe(4 * hourMs);
  shopify.clock.advance(24 * hourMs);
  await shopify.controls.deliverDue();
  expect(shopify.app.received).toHaveLength(9);
  expect(shopify.controls.deliveries().at(-1)?.state).toBe("given_up");
  expect(new Set(ids()).size).toBe(1);
  expect(new Set(shopify.app.received.map(({ headers }) => headers["x-shopify-triggered-at"])).size).toBe(1);
});

it("stops once the app answers 2xx; a redirect is not one", async () => {
  shopify.app.answer = 302;
  shopify.controls.createCart();
  await shopify.controls.deliverDue();
  shopify.app.answer = 204;
  shopify.clock.advance(hourMs);
  await shopify.controls.deliverDue();
  shopify.clock.advance(hourMs);
  await shopify.controls.deliverDue();
  expect(shopify.controls.deliveries().at(-1)).toMatchObject({
    state: "delivered",
    attempts: [{ status: 302 }, { status: 204 }],
  });
});

it("gives up waiting for a slow answer", async () => {
  await shopify.close();
  shopify = await startShopifyForTest({ webhookTimeoutMs: 50 });
  shopify.app.answer = "hang";
  shopify.controls.createCart();
  await shopify.controls.deliverDue();
  expect(shopify.controls.deliveries().at(-1)?.attempts).toEqual([
    { at: shopify.clock.now(), status: null, error: "TimeoutError" },
  ]);
});

it("duplicates with the same id", async () => {
  shopify.controls.faults({ webhooks: { duplicate: 2 } });
  shopify.controls.createCart();
  await shopify.controls.deliverDue();
  expect(shopify.app.received).toHaveLength(3);
  expect(new Set(ids()).size).toBe(1);
});

it("holds deliveries and sends them in another order", async () => {
  shopify.controls.faults({ webhooks: { reorder: 4 } });
  for (const title of ["a", "b", "c"]) shopify.controls.sendRaw({ topic: "carts/create", body: title });
  expect(await shopify.topics()).toEqual([]);
  shopify.controls.sendRaw({ topic: "carts/create", body: "d" });
  await shopify.controls.deliverDue();
  const order = shopify.controls.deliveries();
  expect(order.map(({ state }) => state)).toEqual(Array(4).fill("delivered"));
  expect(shopify.app.received.map(({ body }) => body).sort()).toEqual(["a", "b", "c", "d"]);
});

it("withholds a topic until it is released, and loses another for good", async () => {
  shopify.controls.faults({ webhooks: { withhold: ["orders/create"], lose: ["orders/paid"] } });
  shopify.controls.placeOrder({});
  expect(await shopify.topics()).toEqual(["orders/updated", "products/update"]);
  expect(shopify.controls.snapshot().withheld).toBe(1);
  shopify.controls.faults({ clear: true });
  shopify.controls.release();
  expect(await shopify.topics()).toEqual(["orders/create"]);
});

it("signs wrongly on demand, and tries again rightly", async () => {
  shopify.controls.faults({ webhooks: { badSignature: 1 } });
  shopify.app.answer = 401;
  shopify.controls.createCart();
  await shopify.controls.deliverDue();
  shopify.app.answer = 200;
  shopify.clock.advance(hourMs);
  await shopify.controls.deliverDue();
  const [wrong, right] = shopify.app.received.map(({ headers }) => headers["x-shopify-hmac-sha256"]);
  expect(wrong).not.toBe(right);
});

it("sends anything at all under a valid signature", async () => {
  const { webhookId } = shopify.controls.sendRaw({
    topic: "orders/create",
    body: "{not json",
    shopDomain: "other.myshopify.com",
    headers: { "x-shopify-api-version": "2019-04" },
  });
  await shopify.controls.deliverDue();
  expect(shopify.app.received[0]).toMatchObject({
    body: "{not json",
    headers: {
      "x-shopify-webhook-id": webhookId,
      "x-shopify-shop-domain": "other.myshopify.com",
      "x-shopify-api-version": "2019-04",
    },
  });
});

it("tells who listens of each attempt", async () => {
  const seen: (number | null)[] = [];
  const stop = shopify.sandbox.on("delivery", ({ attempt }) => seen.push(attempt.status));
  shopify.controls.createCart();
  await shopify.controls.deliverDue();
  stop();
  shopify.controls.createCart();
  await shopify.controls.deliverDue();
  expect(seen).toEqual([200]);
});
