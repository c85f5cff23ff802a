import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import { createAdminGraphql } from "#app/adapters/shopify/admin-graphql.ts";
import { createShopifyAdmin } from "#app/adapters/shopify/shopify-admin.ts";
import type { Ctx } from "#app/core/ports.ts";
import type { ShopifyAdmin } from "#app/core/ports-shopify.ts";
import { startShopifyForTest, type ShopifyForTest } from "#sandbox/shopify/testing.ts";
import { deliver, takeIn } from "./shopify-deliveries.ts";

/** The adapter against the pretend Shopify of this test file; each test begins without faults and with all scopes. */
export function usePretendShopify() {
  const held: { shopify?: ShopifyForTest; admin?: ShopifyAdmin; fetch: typeof fetch } = { fetch: globalThis.fetch };
  const shopify = () => held.shopify ?? expect.fail("not started");

  beforeAll(async () => {
    const started = await startShopifyForTest();
    held.shopify = started;
    let token = { accessToken: "", goodUntil: 0 };
    // Tokens live an hour, and tests let hours pass.
    async function readToken() {
      const now = started.clock.now();
      if (now >= token.goodUntil)
        token = { accessToken: String((await started.exchange()).body["access_token"]), goodUntil: now + 50 * 60_000 };
      return { outcome: "ok" as const, accessToken: token.accessToken };
    }
    const graphql = createAdminGraphql({
      clock: { now: () => new Date(started.clock.now()) },
      readToken,
    });
    held.admin = createShopifyAdmin(graphql);
    // Shops live under their own host names; the pretend ones all at the sandbox's address.
    globalThis.fetch = (input, init) =>
      held.fetch(String(input).replace(/^https:\/\/([\w.-]+\.myshopify\.com)/, `${started.origin}/shopify/$1`), init);
  });
  beforeEach(async () => {
    shopify().controls.install({});
    shopify().controls.faults({ clear: true });
    await shopify().topics();
  });
  afterAll(async () => {
    globalThis.fetch = held.fetch;
    await held.shopify?.close();
  });

  return {
    shopify,
    admin: () => held.admin ?? expect.fail("not started"),
    domain: () => shopify().sandbox.state.shop.domain,
    customer: (key: string) =>
      shopify().sandbox.state.customers.find((one) => one.key === key) ?? expect.fail(`no customer ${key}`),
    /** What Shopify has to tell goes through intake, as by its webhooks. The topics of it. */
    async tellApp(ctx: Ctx): Promise<string[]> {
      await shopify().controls.deliverDue();
      const told = shopify().app.received.splice(0);
      for (const { topic, body, headers } of told) {
        const triggeredAt = String(headers["x-shopify-triggered-at"]);
        await deliver(ctx, shopify().sandbox.state.shop.domain, { topic, payload: body, triggeredAt });
      }
      while ((await takeIn(ctx)).more);
      return told.map(({ topic }) => topic);
    },
  };
}
