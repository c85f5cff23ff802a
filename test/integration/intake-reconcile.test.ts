import { describe, expect, it } from "vitest";
import { reconcileShop } from "#app/core/intake/reconcile-shop.ts";
import type { ReconciledItem, ReconciledPage, ShopifyAdmin, ShopifyFailure } from "#app/core/ports-shopify.ts";
import { makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenShop } from "#test/support/given.ts";
import { checkoutPayload, orderId, orderPayload, outcomeOf, takeIn } from "#test/support/shopify-deliveries.ts";

const database = useTestDatabase();

type Asked = { kind: string; since: Date; after?: string };

/** An Admin API that has these orders and checkouts, two to a page, and can be told to fail. */
function adminWith(orders: ReconciledItem[], checkouts: ReconciledItem[] = []) {
  const asked: Asked[] = [];
  let refused = false;
  let failure: { onPage: number; as: ShopifyFailure } | undefined;
  const page = async (kind: string, all: ReconciledItem[], since: Date, after?: string) => {
    asked.push({ kind, since, after });
    const start = after ? Number(after) : 0;
    if (failure && failure.onPage === start / 2) return failure.as;
    const found = all.filter(({ updatedAt }) => updatedAt >= since);
    const next = start + 2;
    return {
      outcome: "ok",
      items: found.slice(start, next),
      endCursor: next < found.length ? String(next) : undefined,
      customerDataRefused: refused,
    } satisfies ReconciledPage;
  };
  const admin = {
    ordersUpdatedSince: (_: string, since: Date, after?: string) => page("orders", orders, since, after),
    abandonedCheckoutsUpdatedSince: (_: string, since: Date, after?: string) =>
      page("checkouts", checkouts, since, after),
  } as Pick<ShopifyAdmin, "ordersUpdatedSince" | "abandonedCheckoutsUpdatedSince"> as ShopifyAdmin;
  return {
    admin,
    asked,
    failOn: (onPage: number, as: ShopifyFailure) => (failure = { onPage, as }),
    mend: () => (failure = undefined),
    refuseCustomerData: (on: boolean) => (refused = on),
  };
}

/** As the adapter makes it: plain strings for ids. */
function orderItem(id: string, updatedAt: string): ReconciledItem {
  const payload = {
    ...orderPayload({ updated_at: updatedAt, checkout_token: `c-${id}`, cart_token: null, customer: null }),
    id,
  };
  return { id, topic: "orders/updated", updatedAt: new Date(updatedAt), payload };
}

async function setUp() {
  const made = makeCtx(database.db);
  const { shop } = await givenShop(made.ctx, { shop: { installedAt: new Date("2026-11-20T00:00:00Z") } });
  return { ...made, shop };
}

describe("reconcileShop", () => {
  it("feeds what was missed through the same door, page by page, and moves its cursor", async () => {
    const { ctx, shop, wakes, clock } = await setUp();
    const items = ["1", "2", "3", "4", "5"].map((id) => orderItem(id, `2026-11-21T09:0${id}:00Z`));
    const { admin, asked } = adminWith(items);
    expect(await reconcileShop(ctx, admin, shop.id)).toEqual({ fed: 5, failures: [] });
    expect(asked[0]).toMatchObject({ kind: "orders", since: shop.installedAt });
    expect(asked.filter(({ kind }) => kind === "orders")).toHaveLength(3);
    expect(wakes).toEqual(["deliveries"]);
    await takeIn(ctx);
    expect(await ctx.db.order.count()).toBe(5);
    expect(await ctx.db.storeEvent.count({ where: { kind: "order_created" } })).toBe(5);

    const looked = clock.now();
    clock.advance(15 * 60_000);
    expect(await reconcileShop(ctx, admin, shop.id)).toEqual({ fed: 0, failures: [] });
    expect(asked.at(-1)?.since).toEqual(new Date(looked.getTime() - 10 * 60_000));
  });

  it("leaves alone what is known, and feeds newer versions of it", async () => {
    const { ctx, shop } = await setUp();
    await outcomeOf(ctx, shop.domain, { topic: "orders/create", payload: orderPayload() });
    const { admin } = adminWith([orderItem(orderId, "2026-11-21T09:20:00Z")]);
    expect(await reconcileShop(ctx, admin, shop.id)).toMatchObject({ fed: 0 });
    const newer = adminWith([orderItem(orderId, "2026-11-21T09:55:00Z")]);
    expect(await reconcileShop(ctx, newer.admin, shop.id)).toMatchObject({ fed: 1 });
  });

  it("feeds abandoned checkouts too", async () => {
    const { ctx, shop } = await setUp();
    const updatedAt = new Date("2026-11-21T09:05:00Z");
    const { admin } = adminWith(
      [],
      [{ id: "checkout-1", topic: "checkouts/update", updatedAt, payload: { ...checkoutPayload({ customer: null }) } }],
    );
    expect(await reconcileShop(ctx, admin, shop.id)).toMatchObject({ fed: 1 });
    await takeIn(ctx);
    expect(await ctx.db.checkout.findFirst()).toMatchObject({ token: "checkout-1" });
  });

  it.each([
    { outcome: "throttled", retryAfterMs: 2000 },
    { outcome: "unavailable", cause: "503" },
    { outcome: "unauthorized" },
    { outcome: "refused", messages: ["no"] },
  ] satisfies ShopifyFailure[])(
    "keeps its place when Shopify answers $outcome half-way, and repeats harmlessly",
    async (failure) => {
      const { ctx, shop } = await setUp();
      const items = ["1", "2", "3"].map((id) => orderItem(id, `2026-11-21T09:0${id}:00Z`));
      const { admin, failOn, mend, asked } = adminWith(items);
      failOn(1, failure);
      const result = await reconcileShop(ctx, admin, shop.id);
      expect(result).toMatchObject({ fed: 2, failures: [{ kind: "orders", failure }] });
      const cursor = await ctx.db.syncCursor.findFirstOrThrow({ where: { kind: "orders" } });
      expect(cursor).toMatchObject({ seenUntil: null, lastError: failure.outcome });

      mend();
      expect(await reconcileShop(ctx, admin, shop.id)).toMatchObject({ fed: 1, failures: [] });
      expect(asked.filter(({ kind }) => kind === "orders").at(-1)?.since).toEqual(shop.installedAt);
      expect(await ctx.db.webhookDelivery.count()).toBe(3);
      expect(await ctx.db.syncCursor.findFirst({ where: { kind: "orders" } })).toMatchObject({ lastError: null });
    },
  );

  it("takes nothing in while customers' data is left out, says so, and takes all of it in afterwards", async () => {
    const { ctx, shop, clock } = await setUp();
    const { admin, refuseCustomerData } = adminWith([orderItem("1", "2026-11-21T09:01:00Z")]);
    const refusedSince = async () =>
      (await ctx.db.shop.findUniqueOrThrow({ where: { id: shop.id } })).customerDataRefusedAt;
    refuseCustomerData(true);
    const began = clock.now();
    expect(await reconcileShop(ctx, admin, shop.id)).toMatchObject({ fed: 0, failures: [{ kind: "orders" }, {}] });
    expect(await refusedSince()).toEqual(began);
    clock.advance(600_000);
    await reconcileShop(ctx, admin, shop.id);
    expect(await refusedSince()).toEqual(began);

    refuseCustomerData(false);
    expect(await reconcileShop(ctx, admin, shop.id)).toEqual({ fed: 1, failures: [] });
  });

  it("asks nothing for a shop that left", async () => {
    const { ctx, shop } = await setUp();
    await ctx.db.shop.update({ where: { id: shop.id }, data: { status: "uninstalled" } });
    const { admin, asked } = adminWith([]);
    await reconcileShop(ctx, admin, shop.id);
    expect(asked).toEqual([]);
  });
});
