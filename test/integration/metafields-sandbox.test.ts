import { afterAll, beforeAll, expect, it } from "vitest";
import { createAdminGraphql } from "#app/adapters/shopify/admin-graphql.ts";
import { createShopifyAdmin } from "#app/adapters/shopify/shopify-admin.ts";
import type { ShopifyAdmin } from "#app/core/ports-shopify.ts";
import { startShopifyForTest, type ShopifyForTest } from "#sandbox/shopify/testing.ts";

const held: { shopify?: ShopifyForTest; admin?: ShopifyAdmin; fetch: typeof fetch } = { fetch: globalThis.fetch };
const shopify = () => held.shopify ?? expect.fail("not started");
const admin = () => held.admin ?? expect.fail("not started");
const domain = () => shopify().sandbox.state.shop.domain;

/** The adapter against the pretend Shopify, which answers by the real schema. */
beforeAll(async () => {
  const started = await startShopifyForTest();
  const accessToken = String((await started.exchange()).body["access_token"]);
  held.shopify = started;
  const graphql = createAdminGraphql({
    clock: { now: () => new Date(started.clock.now()) },
    readToken: async () => ({ outcome: "ok", accessToken }),
  });
  held.admin = createShopifyAdmin(graphql);
  // Shops live under their own host names; the pretend ones all at the sandbox's address.
  globalThis.fetch = (input, init) =>
    held.fetch(String(input).replace(/^https:\/\/([\w.-]+\.myshopify\.com)/, `${started.origin}/shopify/$1`), init);
});
afterAll(async () => {
  globalThis.fetch = held.fetch;
  await held.shopify?.close();
});

it("reads how long products last, of those that say so", async () => {
  const { controls, sandbox } = shopify();
  const product = controls.setUsageDays({ handle: "oud-box", days: 14 });
  const ids = [...sandbox.state.products.map(({ id }) => id), "999"];
  expect(await admin().productUsageDays(domain(), ids)).toEqual({ outcome: "ok", days: [14] });
  controls.setUsageDays({ handle: "oud-box", days: 9_999 });
  expect(await admin().productUsageDays(domain(), [product.id])).toEqual({ outcome: "ok", days: [] });
});

it("reads month and day of birthdays, of all and of those that changed since", async () => {
  const { controls, clock, sandbox } = shopify();
  const all = await admin().customerBirthdaysSince(domain(), null);
  expect(all).toMatchObject({ outcome: "ok" });
  expect(all.outcome === "ok" && all.customers.length).toBe(sandbox.state.customers.length);

  clock.advance(30 * 60_000);
  const since = new Date(clock.now());
  clock.advance(60_000);
  const mara = controls.setBirthday({ customer: "mara", date: "1992-02-29" });
  const changed = await admin().customerBirthdaysSince(domain(), since);
  expect(changed).toMatchObject({
    outcome: "ok",
    customers: [{ customerId: mara.id, birthday: { month: 2, day: 29 } }],
  });
});
