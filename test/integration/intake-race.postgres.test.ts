import { expect, it, vi } from "vitest";
import { installGallery } from "#app/core/automations/install-gallery.ts";
import type { DeliveryHandler } from "#app/core/intake/delivery.ts";
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
    while ((await takeInDeliveries(ctx, { source: "shopify", handler, limit: 7, wake: () => [] })).more);
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

it("a checkout taken in while its order is half applied waits for it, in either order", async () => {
  const { ctx } = makeCtx(database.db);
  const { shop } = await givenShop(ctx, { shop: { installedAt: new Date("2026-11-01T00:00:00Z") } });
  await inTransaction(ctx, (txCtx) => installGallery(txCtx, shop.id, { enable: true }));
  const pairs = (tokens: { checkout_token: string; cart_token: string }, id: number) => [
    {
      topic: "checkouts/update",
      payload: checkoutPayload({ token: tokens.checkout_token, cart_token: tokens.cart_token }),
    },
    { topic: "orders/create", payload: orderPayload({ id, ...tokens }) },
  ];
  const [checkoutFirst, orderFirst] = [
    pairs({ checkout_token: "k1", cart_token: "c1" }, 1),
    pairs({ checkout_token: "k2", cart_token: "c2" }, 2).reverse(),
  ];
  for (const [first, second] of [checkoutFirst, orderFirst]) {
    if (!first || !second) continue;
    let secondIsDone = false;
    const applied = Promise.withResolvers<void>();
    const slowly: DeliveryHandler = async (txCtx, delivery) => {
      const result = await takeInShopify(txCtx, delivery);
      applied.resolve();
      // Holds its transaction open until the other worker waits for it, or would have overtaken it.
      await vi.waitUntil(async () => secondIsDone || (await waitingForLocks()) > 0, { timeout: 10_000 });
      return result;
    };
    await deliver(ctx, shop.domain, first);
    const firstWorker = takeInDeliveries(ctx, { source: "shopify", handler: slowly, limit: 1, wake: () => [] });
    await applied.promise;
    await deliver(ctx, shop.domain, second);
    const secondWorker = takeIn(ctx).then(() => (secondIsDone = true));
    await Promise.all([firstWorker, secondWorker]);
  }
  expect(await ctx.db.webhookDelivery.count({ where: { state: "done" } })).toBe(4);
  expect(await ctx.db.checkout.count({ where: { completedAt: null } })).toBe(0);
  const abandoned = { automation: { key: "abandoned_checkout" }, state: "active" as const };
  expect(await ctx.db.automationRun.count({ where: abandoned })).toBe(0);
});

async function waitingForLocks(): Promise<number> {
  const [row] = await database.db.$queryRaw<{ waiting: number }[]>`
    SELECT count(*)::int AS "waiting" FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
    WHERE NOT l.granted AND a.datname = current_database()`;
  return row?.waiting ?? 0;
}
