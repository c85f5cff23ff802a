import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createAdminGraphql } from "#app/adapters/shopify/admin-graphql.ts";
import { createShopifyAdmin } from "#app/adapters/shopify/shopify-admin.ts";
import { noteScopes } from "#app/core/access/note-scopes.ts";
import { refreshAccess } from "#app/core/access/refresh-access.ts";
import { readHome } from "#app/core/analytics/read-home.ts";
import type { ShopifyAdmin } from "#app/core/ports-shopify.ts";
import { startShopifyForTest, type ShopifyForTest } from "#sandbox/shopify/testing.ts";
import { inTransaction, makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenShop } from "#test/support/given.ts";
import { outcomeOf } from "#test/support/shopify-deliveries.ts";

const database = useTestDatabase();

/** The adapter against the pretend Shopify, which checks scopes and protected fields by the real schema. */
describe("what Shopify does not let the app do", () => {
  const held: { shopify?: ShopifyForTest; admin?: ShopifyAdmin; fetch: typeof fetch } = { fetch: globalThis.fetch };
  const shopify = () => held.shopify ?? expect.fail("not started");
  const admin = () => held.admin ?? expect.fail("not started");
  const domain = () => shopify().sandbox.state.shop.domain;

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
  beforeEach(() => {
    shopify().controls.install({});
    shopify().controls.faults({ clear: true });
  });
  afterAll(async () => {
    globalThis.fetch = held.fetch;
    await held.shopify?.close();
  });

  it("is a missing scope, by name of what was tried, and works once it is granted", async () => {
    const order = shopify().controls.placeOrder({ kind: "paid", customer: "mara" });
    shopify().controls.updateScopes({ scopes: ["read_orders"] });
    const denied = { outcome: "access_denied", why: "scope" };
    expect(await admin().tagOrder(domain(), order.id, ["vip"])).toEqual(denied);
    expect(await admin().findDiscountByCode(domain(), "X")).toMatchObject({ outcome: "ok", discountId: null });
    const discount = { title: "T", code: "A", value: { percent: 5 }, minimumSubtotal: null, startsAt: new Date() };
    expect(await admin().createDiscount(domain(), discount)).toEqual(denied);
    expect(await admin().grantedScopes(domain())).toEqual({ outcome: "ok", scopes: ["read_orders"] });

    shopify().controls.updateScopes({ scopes: ["read_orders", "write_orders"] });
    expect(await admin().tagOrder(domain(), order.id, ["vip"])).toEqual({ outcome: "ok" });
  });

  it("is customers' data, told from a missing scope, and nothing of it is taken for an answer", async () => {
    shopify().controls.placeOrder({ kind: "paid", customer: "mara" });
    const since = new Date(0);
    expect(await admin().customerData(domain())).toEqual({ outcome: "ok", customerData: "given" });
    expect(await admin().ordersUpdatedSince(domain(), since)).toMatchObject({ customerDataRefused: false });

    shopify().controls.faults({ graphql: { protectedDataDenied: true } });
    expect(await admin().customerData(domain())).toEqual({ outcome: "ok", customerData: "refused" });
    const orders = await admin().ordersUpdatedSince(domain(), since);
    const told = orders.outcome === "ok" ? orders.customerDataRefused : orders;
    expect([true, { outcome: "access_denied", why: "customer_data" }]).toContainEqual(told);
  });
});

describe("what the shop is known to grant", () => {
  const adminWith = (scopes: string[], customerData: "given" | "refused" | "unknown" = "given") => ({
    grantedScopes: async () => ({ outcome: "ok" as const, scopes }),
    customerData: async () => ({ outcome: "ok" as const, customerData }),
  });

  it("is what Shopify says, and late news of an earlier moment change nothing", async () => {
    const { ctx, clock } = makeCtx(database.db);
    const { shop } = await givenShop(ctx, { shop: { scopes: "read_orders" } });
    const scopes = async () => (await ctx.db.shop.findUniqueOrThrow({ where: { id: shop.id } })).scopes;
    const before = clock.now();
    clock.advance(60_000);
    expect(await refreshAccess(ctx, adminWith(["read_orders", "write_orders"]), shop.id)).toMatchObject({
      outcome: "refreshed",
      scopes: ["read_orders", "write_orders"],
    });
    const late = { current: ["read_orders"], updated_at: before.toISOString() };
    expect(await outcomeOf(ctx, shop.domain, { topic: "app/scopes_update", payload: late })).toBe("stale");
    expect(await scopes()).toBe("read_orders,write_orders");

    const taken = { current: ["read_orders"], updated_at: new Date(clock.now().getTime() + 1_000).toISOString() };
    await outcomeOf(ctx, shop.domain, { topic: "app/scopes_update", payload: taken });
    expect(await scopes()).toBe("read_orders");
  });

  it("stays as it was when Shopify does not answer", async () => {
    const { ctx } = makeCtx(database.db);
    const { shop } = await givenShop(ctx, { shop: { scopes: "read_orders" } });
    const silent = {
      grantedScopes: async () => ({ outcome: "unavailable" as const, cause: "503" }),
      customerData: async () => ({ outcome: "unavailable" as const, cause: "503" }),
    };
    expect(await refreshAccess(ctx, silent, shop.id)).toEqual({ outcome: "unavailable" });
    expect(await ctx.db.shop.findUnique({ where: { id: shop.id } })).toMatchObject({ scopes: "read_orders" });
  });

  it("resumes the answers to cash-on-delivery questions of this shop, and of no other", async () => {
    const { ctx, clock } = makeCtx(database.db);
    const [ours, theirs] = [await givenShop(ctx), await givenShop(ctx)];
    const now = clock.now();
    for (const { shop } of [ours, theirs]) {
      await ctx.db.order.create({
        data: {
          ...{ shopId: shop.id, id: "1", name: "#1", currency: "EUR", totalMinor: 1n, outstandingMinor: 1n },
          ...{ financialStatus: "pending", paymentKind: "cash_on_delivery", tags: [], lineItems: [], discounts: [] },
          ...{ createdAt: now, versionAt: now, shopCurrency: "EUR", shopTotalMinor: 1n, shopCurrentMinor: 1n },
          ...{ codDecision: "confirmed", codDecidedAt: now, codError: "access_denied", codAttempts: 1 },
        },
      });
    }
    const note = (scopes: string[]) =>
      inTransaction(ctx, (tx) => noteScopes(tx, ours.shop.id, { scopes, at: clock.now() }));
    const due = () =>
      ctx.db.order.findMany({
        where: { codNextAttemptAt: { not: null } },
        select: { shopId: true, codAttempts: true },
      });
    await note(["read_orders"]);
    expect(await due()).toEqual([]);
    await note(["write_orders"]);
    expect(await due()).toEqual([{ shopId: ours.shop.id, codAttempts: 0 }]);
  });

  it("is a problem on Home while something needs more of it", async () => {
    const { ctx, clock } = makeCtx(database.db);
    const { shop } = await givenShop(ctx, { shop: { scopes: "read_orders" } });
    const kinds = async () =>
      (await readHome(ctx, shop.id, ["read_orders", "read_returns"])).problems
        .filter(({ kind }) => /^(permissions|customer_data)/.test(kind))
        .map(({ kind, count, scopes }) => [kind, count, scopes?.join()]);
    const now = clock.now();
    const step = { id: "c", kind: "discount_code", value: { kind: "percent", percent: 5 }, validFor: { days: 7 } };
    await ctx.db.automation.create({
      data: {
        ...{ shopId: shop.id, id: ctx.ids.next(), key: "own", name: "Own", trigger: "order_created" },
        ...{ definition: { version: 2, trigger: "order_created", steps: [{ ...step, prefix: "X" }] } },
        ...{ enabled: true, createdAt: now, updatedAt: now },
      },
    });
    await refreshAccess(ctx, adminWith(["read_orders"], "refused"), shop.id);
    expect(await kinds()).toEqual([
      ["permissions_outdated", 1, undefined],
      ["customer_data_refused", 1, undefined],
      ["permissions_wanted", 1, "read_discounts,write_discounts"],
    ]);
    // A shop without customers says nothing either way.
    await refreshAccess(ctx, adminWith(["read_orders", "read_returns", "write_discounts"], "unknown"), shop.id);
    expect(await kinds()).toEqual([["customer_data_refused", 1, undefined]]);
    await refreshAccess(ctx, adminWith(["read_orders", "read_returns", "write_discounts"]), shop.id);
    expect(await kinds()).toEqual([]);
  });
});
