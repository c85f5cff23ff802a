import { afterEach, beforeEach, expect, it } from "vitest";
import { verifySessionToken } from "#app/adapters/shopify/verify-session-token.ts";
import { startShopifyForTest, testKey, testSecret, type ShopifyForTest } from "../testing.ts";

let shopify: ShopifyForTest;
beforeEach(async () => {
  shopify = await startShopifyForTest({ proxyUrl: "http://app.example:4001/proxy" });
});
afterEach(() => shopify.close());

const read = async (path: string) => (await fetch(shopify.origin + path)).text();

it("stands on the page after the payment and on that of the order, with the order's own facts", async () => {
  const checkout = shopify.controls.abandonCheckout({ customer: "mara" });
  const order = shopify.controls.placeOrder({ fromCheckout: checkout.token, kind: "paid" });
  const { id } = shopify.sandbox.state.shop;
  const thanks = await read(`/store/${id}/checkouts/${checkout.token}/thank-you`);
  const status = await read(`/store/${id}/orders/${order.token}/authenticate?key=${order.statusKey}`);
  for (const [page, place] of [
    [thanks, "thank-you"],
    [status, "order-status"],
  ] as const) {
    const frame = /<iframe[^>]* src="([^"]+)"/.exec(page)?.[1] ?? "";
    expect(frame).toBe(`/store/order-page/${place}?order=${order.token}`);
    const facts = /id="facts">(.*?)<\/script>/.exec(await read(frame))?.[1] ?? "{}";
    expect(JSON.parse(facts)).toMatchObject({ checkoutToken: checkout.token, phone: order.phone });
    const bundle = await read(`/store/order-page/bundle/${place}.js`);
    expect(bundle).toContain("http://app.example:4001");
  }
  expect(await read(`/store/order-page/host.js`)).toContain("globalThis.shopify");
});

it("gives it a session token that the app believes", async () => {
  const order = shopify.controls.placeOrder({ customer: "mara" });
  const token = await read(`/store/order-page/session-token?order=${order.token}`);
  const now = new Date(shopify.clock.now());
  expect(verifySessionToken(token, { audience: testKey, secrets: [testSecret], now })).toEqual({
    shopDomain: shopify.sandbox.state.shop.domain,
    customerId: order.customerId,
  });
});

it("shows nothing of an order that is none", async () => {
  expect((await fetch(`${shopify.origin}/store/order-page/thank-you?order=beef`)).status).toBe(404);
});
