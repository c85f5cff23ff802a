import { expect, it } from "vitest";
import { installGallery } from "#app/core/automations/install-gallery.ts";
import { takeInDeliveries } from "#app/core/intake/take-in-deliveries.ts";
import { takeInShopify } from "#app/core/intake/take-in-shopify.ts";
import { inTransaction, makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenShop } from "#test/support/given.ts";
import { checkoutPayload, deliver, orderPayload, takeIn } from "#test/support/shopify-deliveries.ts";

const database = useTestDatabase();

it("two claimers share the work: each delivery is handled once", async () => {
  const { ctx } = makeCtx(database.db);
  for (let shop = 0; shop < 3; shop++)
    for (let n = 0; n < 20; n++) await deliver(ctx, `shop-${shop}`, { topic: "t", payload: {} });
  const handled: string[] = [];
  const claimer = async () => {
    const handler = async (_: unknown, { id }: { id: string }) => {
      handled.push(id);
      return "applied";
    };
    while ((await takeInDeliveries(ctx, { source: "shopify", handler, limit: 7, wake: [] })).more);
  };
  await Promise.all([claimer(), claimer(), claimer()]);
  expect(handled).toHaveLength(60);
  expect(new Set(handled).size).toBe(60);
  expect(await ctx.db.webhookDelivery.count({ where: { state: "done", attempts: 1 } })).toBe(60);
});

it("an order and its checkout, taken in at the same moment by two workers, leave no abandoned checkout", async () => {
  const { ctx } = makeCtx(database.db);
  const { shop } = await givenShop(ctx, { shop: { installedAt: new Date("2026-11-01T00:00:00Z") } });
  await inTransaction(ctx, (txCtx) => installGallery(txCtx, shop.id, { enable: true }));
  const purchases = 30;
  for (let n = 0; n < purchases; n++) {
    const tokens = { checkout_token: `checkout-${n}`, cart_token: `cart-${n}` };
    const customer = { id: n + 1 };
    const own = { customer, shipping_address: null, phone: `+49151${10_000_000 + n}` };
    const pair = [
      {
        topic: "checkouts/update",
        payload: checkoutPayload({ token: tokens.checkout_token, cart_token: tokens.cart_token, ...own }),
      },
      { topic: "orders/create", payload: orderPayload({ id: 1000 + n, ...tokens, ...own }) },
    ];
    for (const webhook of n % 2 === 0 ? pair : pair.reverse()) await deliver(ctx, shop.domain, webhook);
  }
  const worker = async () => {
    while ((await takeIn(ctx, 3)).more);
  };
  await Promise.all([worker(), worker(), worker(), worker()]);

  expect(await ctx.db.webhookDelivery.count({ where: { state: "done", attempts: 1 } })).toBe(purchases * 2);
  expect(await ctx.db.checkout.count({ where: { completedAt: null } })).toBe(0);
  const abandoned = { automation: { key: "abandoned_checkout" }, state: "active" as const };
  expect(await ctx.db.automationRun.count({ where: abandoned })).toBe(0);
  expect(await ctx.db.automationRun.count({ where: { automation: { key: "order_confirmed" } } })).toBe(purchases);
  expect(await ctx.db.contact.count()).toBe(purchases);
});
