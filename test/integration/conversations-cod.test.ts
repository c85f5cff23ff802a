import { describe, expect, it } from "vitest";
import { applyCodDecisions } from "#app/core/conversations/apply-cod-decisions.ts";
import type { ShopifyAdmin, ShopifyFailure } from "#app/core/ports-shopify.ts";
import { makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenContact, givenShop } from "#test/support/given.ts";

const database = useTestDatabase();

/** A shop's admin that keeps what it was asked, and fails as told. */
function makeAdmin() {
  const orders = new Map<string, { tags: Set<string>; cancelled: boolean }>();
  const failures: { tag: ShopifyFailure[]; cancel: ShopifyFailure[] } = { tag: [], cancel: [] };
  const calls: string[] = [];
  function orderOf(shopDomain: string, id: string) {
    const key = `${shopDomain}/${id}`;
    const order = orders.get(key) ?? { tags: new Set<string>(), cancelled: false };
    orders.set(key, order);
    return order;
  }
  const admin: Pick<ShopifyAdmin, "tagOrder" | "cancelOrder"> = {
    async tagOrder(shopDomain, id, tags) {
      calls.push(`tag ${id}`);
      const failure = failures.tag.shift();
      if (failure) return failure;
      for (const tag of tags) orderOf(shopDomain, id).tags.add(tag);
      return { outcome: "ok" };
    },
    async cancelOrder(shopDomain, id) {
      calls.push(`cancel ${id}`);
      const failure = failures.cancel.shift();
      if (failure) return failure;
      orderOf(shopDomain, id).cancelled = true;
      return { outcome: "ok" };
    },
  };
  const stateOf = (shopDomain: string, id: string) => {
    const { tags, cancelled } = orderOf(shopDomain, id);
    return { tags: [...tags], cancelled };
  };
  return { admin, failures, calls, stateOf };
}

async function givenShopOfOrders(settings = {}) {
  const test = makeCtx(database.db);
  const { shop } = await givenShop(test.ctx, { shop: { settings } });
  const contact = await givenContact(test.ctx, shop.id);
  const now = test.clock.now();
  async function givenDecision(id: string, codDecision: "confirmed" | "cancelled") {
    await test.ctx.db.order.create({
      data: {
        shopId: shop.id,
        id,
        name: `#${id}`,
        contactId: contact.id,
        currency: "EUR",
        totalMinor: 1n,
        outstandingMinor: 1n,
        financialStatus: "pending",
        paymentKind: "cod",
        lineItems: [],
        discounts: [],
        createdAt: now,
        versionAt: now,
        codDecision,
        codDecidedAt: now,
        codNextAttemptAt: now,
      },
    });
  }
  const orderNow = (id: string) =>
    test.ctx.db.order.findUniqueOrThrow({ where: { shopId_id: { shopId: shop.id, id } } });
  return { ...test, shop, givenDecision, orderNow };
}

describe("applyCodDecisions", () => {
  it("tags a confirmed order, and tags and cancels a cancelled one, with the shop's own tags", async () => {
    const { ctx, clock, shop, givenDecision, orderNow } = await givenShopOfOrders({ codConfirmTag: "bestätigt" });
    const { admin, stateOf } = makeAdmin();
    await givenDecision("1", "confirmed");
    await givenDecision("2", "cancelled");
    expect(await applyCodDecisions(ctx, admin)).toEqual({ applied: 2, failed: 0, more: false });
    expect(stateOf(shop.domain, "1")).toEqual({ tags: ["bestätigt"], cancelled: false });
    expect(stateOf(shop.domain, "2")).toEqual({ tags: ["cod-cancelled"], cancelled: true });
    expect(await orderNow("2")).toMatchObject({ codAppliedAt: clock.now(), codError: null, codNextAttemptAt: null });
  });

  it("tells each decision once", async () => {
    const { ctx, givenDecision } = await givenShopOfOrders();
    const { admin, calls } = makeAdmin();
    await givenDecision("1", "confirmed");
    await applyCodDecisions(ctx, admin);
    expect(await applyCodDecisions(ctx, admin)).toEqual({ applied: 0, failed: 0, more: false });
    expect(calls).toEqual(["tag 1"]);
  });

  it("lets two workers act on different orders", async () => {
    const { ctx, givenDecision } = await givenShopOfOrders();
    const { admin, calls } = makeAdmin();
    for (let id = 1; id <= 30; id++) await givenDecision(String(id), "confirmed");
    const passes = await Promise.all([applyCodDecisions(ctx, admin), applyCodDecisions(ctx, admin)]);
    expect(passes.reduce((sum, pass) => sum + pass.applied, 0)).toBe(30);
    expect(new Set(calls).size).toBe(30);
    expect(calls).toHaveLength(30);
  });

  it("tries again, ever more rarely, and says on the order what happened", async () => {
    const { ctx, clock, shop, givenDecision, orderNow } = await givenShopOfOrders();
    const { admin, failures, stateOf } = makeAdmin();
    await givenDecision("2", "cancelled");
    failures.tag.push({ outcome: "unavailable", cause: "502" });
    failures.cancel.push({ outcome: "unauthorized" });

    expect(await applyCodDecisions(ctx, admin)).toMatchObject({ applied: 0, failed: 1 });
    const first = await orderNow("2");
    expect(first).toMatchObject({ codAttempts: 1, codError: "unavailable: 502", codAppliedAt: null });
    expect(first.codNextAttemptAt?.getTime()).toBe(clock.now().getTime() + 30_000);
    expect(await applyCodDecisions(ctx, admin)).toMatchObject({ failed: 0 });

    clock.advance(30_000);
    await applyCodDecisions(ctx, admin);
    expect(await orderNow("2")).toMatchObject({
      codAttempts: 2,
      codError: "unauthorized",
      codNextAttemptAt: new Date(clock.now().getTime() + 60_000),
    });

    clock.advance(60_000);
    await applyCodDecisions(ctx, admin);
    expect(await orderNow("2")).toMatchObject({ codAppliedAt: clock.now(), codError: null });
    expect(stateOf(shop.domain, "2").cancelled).toBe(true);
  });

  it("gives up a refusal, with Shopify's words, and goes on with the rest", async () => {
    const { ctx, clock, givenDecision, orderNow } = await givenShopOfOrders();
    const { admin, failures } = makeAdmin();
    await givenDecision("2", "cancelled");
    for (let attempt = 0; attempt < 5; attempt++) {
      failures.cancel.push({ outcome: "refused", messages: ["Cannot cancel a fulfilled order"] });
      await applyCodDecisions(ctx, admin);
      clock.advance(3_600_000);
    }
    expect(await orderNow("2")).toMatchObject({
      codAttempts: 3,
      codError: "refused: Cannot cancel a fulfilled order",
      codNextAttemptAt: null,
      codAppliedAt: null,
    });
    await givenDecision("3", "confirmed");
    expect(await applyCodDecisions(ctx, admin)).toMatchObject({ applied: 1 });
  });

  it("waits as long as Shopify asks when throttled, without counting it", async () => {
    const { ctx, clock, givenDecision, orderNow } = await givenShopOfOrders();
    const { admin, failures } = makeAdmin();
    await givenDecision("1", "confirmed");
    failures.tag.push({ outcome: "throttled", retryAfterMs: 4_000 });
    await applyCodDecisions(ctx, admin);
    expect(await orderNow("1")).toMatchObject({
      codAttempts: 0,
      codError: "throttled",
      codNextAttemptAt: new Date(clock.now().getTime() + 4_000),
    });
  });

  it("is not stopped by what nobody expected, and takes up what a dead worker left", async () => {
    const { ctx, clock, givenDecision, orderNow } = await givenShopOfOrders();
    const { admin } = makeAdmin();
    await givenDecision("1", "confirmed");
    const broken = { ...admin, tagOrder: () => Promise.reject(new TypeError("boom")) };
    expect(await applyCodDecisions(ctx, broken)).toMatchObject({ failed: 1 });
    expect((await orderNow("1")).codError).toBe("unavailable: TypeError");
    // A worker that claimed and died: its lease is all that is left of it.
    await ctx.db.order.updateMany({
      data: { codNextAttemptAt: new Date(clock.now().getTime() + 300_000), codAttempts: 2 },
    });
    expect(await applyCodDecisions(ctx, admin)).toMatchObject({ applied: 0 });
    clock.advance(300_000);
    expect(await applyCodDecisions(ctx, admin)).toMatchObject({ applied: 1 });
  });

  it("leaves a shop alone that uninstalled", async () => {
    const { ctx, shop, givenDecision } = await givenShopOfOrders();
    const { admin, calls } = makeAdmin();
    await givenDecision("1", "confirmed");
    await ctx.db.shop.update({
      where: { id: shop.id },
      data: { status: "uninstalled", uninstalledAt: ctx.clock.now() },
    });
    await applyCodDecisions(ctx, admin);
    expect(calls).toEqual([]);
  });
});
