import { describe, expect, it } from "vitest";
import { claimDeliveries, leaseMs } from "#app/core/intake/claim-deliveries.ts";
import {
  attemptsAtMost,
  waitAfterAttemptMs,
  type DeliveryHandler,
  type TakeTogether,
} from "#app/core/intake/delivery.ts";
import { replayDeliveries } from "#app/core/intake/replay-deliveries.ts";
import { takeInDeliveries } from "#app/core/intake/take-in-deliveries.ts";
import { takeInShopify } from "#app/core/intake/take-in-shopify.ts";
import type { Ctx } from "#app/core/ports.ts";
import { AppError } from "#app/core/shared/app-error.ts";
import { wakeAfter } from "#app/jobs/wake-after.ts";
import { makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenShop } from "#test/support/given.ts";
import { deliver, orderPayload } from "#test/support/shopify-deliveries.ts";

const database = useTestDatabase();

let count = 0;

async function store(ctx: Ctx, shopDomain: string, howMany: number, topic = "t"): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db.webhookDelivery.createMany({
    data: Array.from({ length: howMany }, () => ({
      id: ctx.ids.next(),
      source: "shopify" as const,
      externalId: `d-${(count += 1)}`,
      shopDomain,
      topic,
      receivedAt: now,
      body: new Uint8Array(),
      state: "pending" as const,
      nextAttemptAt: now,
    })),
  });
}

function pass(ctx: Ctx, handler: DeliveryHandler, limit = 20) {
  return takeInDeliveries(ctx, { source: "shopify", handler, limit, wake: () => ["steps"] });
}

/** Applies nothing and remembers whose turn it was. */
function recorder() {
  const seen: string[] = [];
  const handler: DeliveryHandler = async (_, { shopDomain }) => {
    seen.push(shopDomain);
    return "applied";
  };
  return { seen, handler };
}

describe("takeInDeliveries", () => {
  it("settles each delivery with what the handler says, and wakes the steps after each", async () => {
    const { ctx, wakes } = makeCtx(database.db);
    await store(ctx, "a", 2);
    const { handler } = recorder();
    expect(await pass(ctx, handler)).toMatchObject({ claimed: 2, done: 2, retried: 0, dead: 0 });
    expect(await ctx.db.webhookDelivery.findMany()).toMatchObject([
      { state: "done", outcome: "applied", attempts: 1, settledAt: ctx.clock.now() },
      { state: "done", outcome: "applied", attempts: 1, settledAt: ctx.clock.now() },
    ]);
    expect(wakes).toEqual(["steps", "steps"]);
    expect(await pass(ctx, handler)).toMatchObject({ claimed: 0, more: false });
  });

  it("takes together what fits, in one transaction, and the others each on its own", async () => {
    const { ctx, wakes } = makeCtx(database.db);
    await store(ctx, "a", 3, "bulk");
    await store(ctx, "a", 1, "single");
    const { seen, handler } = recorder();
    const sizes: number[] = [];
    const together: TakeTogether = {
      fits: ({ topic }) => topic === "bulk",
      together: async (_, deliveries) => {
        sizes.push(deliveries.length);
        return deliveries.map(({ id }) => ({ quietly: `bulk ${id}` }));
      },
    };
    const result = await takeInDeliveries(ctx, {
      source: "shopify",
      handler,
      together,
      limit: 20,
      wake: () => ["steps"],
    });
    expect(result).toMatchObject({ claimed: 4, done: 4, retried: 0, dead: 0 });
    expect({ sizes, alone: seen.length, wakes }).toEqual({ sizes: [3], alone: 1, wakes: ["steps"] });
    const bulk = await ctx.db.webhookDelivery.findMany({ where: { topic: "bulk" } });
    expect(bulk.map(({ state, outcome }) => [state, outcome])).toEqual(bulk.map(({ id }) => ["done", `bulk ${id}`]));
  });

  it("takes each on its own when one of those together fails or has been claimed by somebody else", async () => {
    const { ctx } = makeCtx(database.db);
    await store(ctx, "a", 3, "bulk");
    const { seen, handler } = recorder();
    const failing: TakeTogether = {
      fits: () => true,
      together: async ({ tx }, deliveries) => {
        await tx.webhookDelivery.updateMany({ data: { outcome: "half done" } });
        throw new AppError("broken", `one of ${deliveries.length}`);
      },
    };
    const input = { source: "shopify", handler, limit: 20, wake: () => [] } as const;
    expect(await takeInDeliveries(ctx, { ...input, together: failing })).toMatchObject({ claimed: 3, done: 3 });
    expect(seen).toHaveLength(3);
    expect(await ctx.db.webhookDelivery.count({ where: { outcome: "half done" } })).toBe(0);

    await store(ctx, "b", 2, "bulk");
    const robbed: TakeTogether = {
      fits: () => true,
      together: async ({ tx }, deliveries) => {
        await tx.webhookDelivery.updateMany({ where: { id: deliveries[0]?.id ?? "" }, data: { attempts: 7 } });
        return deliveries.map(() => "applied");
      },
    };
    expect(await takeInDeliveries(ctx, { ...input, together: robbed })).toMatchObject({ claimed: 2, done: 2 });
    expect(seen).toHaveLength(5);
  });

  it("what is asked about people's data is begun at once, and an order wakes nobody for it", async () => {
    const { ctx, wakes } = makeCtx(database.db);
    const { shop } = await givenShop(ctx);
    const topics = ["customers/data_request", "customers/redact", "shop/redact"];
    const input = { source: "shopify", handler: takeInShopify, limit: 20, wake: wakeAfter.shopify } as const;
    for (const topic of topics) await deliver(ctx, shop.domain, { topic, payload: { shop_domain: shop.domain } });
    await takeInDeliveries(ctx, input);
    expect(await ctx.db.privacyRequest.count({ where: { topic: { in: topics } } })).toBe(3);
    expect(wakes.splice(0)).toEqual(["privacy", "privacy", "privacy"]);
    await deliver(ctx, shop.domain, { topic: "orders/create", payload: orderPayload({ name: "#1001" }) });
    await takeInDeliveries(ctx, input);
    expect(wakes).toEqual(["steps"]);
  });

  it("gives every shop its share, however many one has waiting", async () => {
    const { ctx, clock } = makeCtx(database.db);
    await store(ctx, "crowded", 500);
    clock.advance(1000);
    for (const shop of ["a", "b", "z"]) await store(ctx, shop, 2);
    const { seen, handler } = recorder();
    await pass(ctx, handler, 12);
    expect(seen.slice(0, 8).sort()).toEqual(["a", "a", "b", "b", "crowded", "crowded", "z", "z"]);
    expect(seen).toHaveLength(9);
    // Alone again, it has the whole pass; no delivery of it is older than its elders.
    expect(await pass(ctx, handler, 12)).toMatchObject({ claimed: 12, more: true });
  });

  it("serves the longest waiting shops first when there are more shops than room", async () => {
    const { ctx, clock } = makeCtx(database.db);
    for (const shop of ["z", "m", "a"]) {
      await store(ctx, shop, 1);
      clock.advance(1000);
    }
    const { seen, handler } = recorder();
    await pass(ctx, handler, 2);
    expect(seen).toEqual(["z", "m"]);
  });

  it("keeps a shop's order of arrival", async () => {
    const { ctx } = makeCtx(database.db);
    for (const topic of ["1", "2", "3", "4"]) await store(ctx, "a", 1, topic);
    const topics: string[] = [];
    await pass(ctx, async (_, { topic }) => {
      topics.push(topic);
      return "applied";
    });
    expect(topics).toEqual(["1", "2", "3", "4"]);
  });

  it("a poisoned delivery waits longer each time, dies visibly, and holds up nothing", async () => {
    const { ctx, clock, logs } = makeCtx(database.db);
    await store(ctx, "a", 1, "poison");
    await store(ctx, "a", 3, "good");
    const handler: DeliveryHandler = async ({ tx }, { topic, id }) => {
      if (topic !== "poison") return "applied";
      await tx.privacyRequest.create({
        data: { id, shopDomain: "a", topic, deliveryId: id, receivedAt: clock.now(), dueAt: clock.now() },
      });
      throw new AppError("broken_invariant", "with a phone +4915112345678 in it");
    };
    expect(await pass(ctx, handler)).toMatchObject({ done: 3, retried: 1 });

    for (let attempt = 1; attempt < attemptsAtMost; attempt++) {
      const waitMs = waitAfterAttemptMs(attempt);
      clock.advance(waitMs - 1);
      expect(await pass(ctx, handler)).toMatchObject({ claimed: 0 });
      clock.advance(1);
      expect(await pass(ctx, handler)).toMatchObject({ claimed: 1 });
    }
    const dead = await ctx.db.webhookDelivery.findFirstOrThrow({ where: { state: "dead" } });
    expect(dead).toMatchObject({ topic: "poison", outcome: "error:broken_invariant", attempts: attemptsAtMost });
    expect(await ctx.db.privacyRequest.count()).toBe(0);
    expect(logs.filter(({ event }) => event === "delivery_dead")).toHaveLength(1);
    expect(JSON.stringify(logs)).not.toContain("+49");
  });

  it("a failing statement of one delivery leaves the next its transaction", async () => {
    const { ctx } = makeCtx(database.db);
    await store(ctx, "a", 1, "broken-sql");
    await store(ctx, "a", 1, "good");
    const handler: DeliveryHandler = async ({ tx }, { topic }) => {
      if (topic === "broken-sql") await tx.$queryRaw`SELECT 1 / 0`;
      return "applied";
    };
    expect(await pass(ctx, handler)).toMatchObject({ done: 1, retried: 1 });
  });

  it("comes back when its worker died, and counts that as an attempt", async () => {
    const { ctx, clock } = makeCtx(database.db);
    await store(ctx, "a", 1);
    // A worker that dies right after its claim.
    expect(await claimDeliveries(ctx, "shopify", 5)).toHaveLength(1);
    const { handler } = recorder();
    clock.advance(leaseMs - 1);
    expect(await pass(ctx, handler)).toMatchObject({ claimed: 0 });
    clock.advance(1);
    expect(await pass(ctx, handler)).toMatchObject({ done: 1 });
    expect(await ctx.db.webhookDelivery.findFirst()).toMatchObject({ attempts: 2, state: "done" });
  });

  it("dead ones come back by id, by shop, or all", async () => {
    const { ctx, wakes } = makeCtx(database.db);
    await store(ctx, "a", 2);
    await store(ctx, "b", 1);
    await pass(ctx, async () => ({ deadAs: "invalid_json" }));
    expect(await ctx.db.webhookDelivery.count({ where: { state: "dead", outcome: "invalid_json" } })).toBe(3);
    const one = await ctx.db.webhookDelivery.findFirstOrThrow({ where: { shopDomain: "a" } });
    expect(await replayDeliveries(ctx, { id: one.id })).toEqual({ replayed: 1 });
    expect(await replayDeliveries(ctx, { id: one.id })).toEqual({ replayed: 0 });
    expect(await replayDeliveries(ctx, { shopDomain: "b" })).toEqual({ replayed: 1 });
    expect(await replayDeliveries(ctx, { all: true })).toEqual({ replayed: 1 });
    expect(wakes).toContain("deliveries");
    expect(await pass(ctx, recorder().handler)).toMatchObject({ done: 3 });
  });

  it("gives back what it claimed and did not begin when it is told to stop", async () => {
    const { ctx } = makeCtx(database.db);
    await store(ctx, "a", 3);
    const { seen, handler } = recorder();
    const input = { source: "shopify" as const, handler, limit: 10, wake: () => [] };
    await takeInDeliveries(ctx, { ...input, stopped: () => seen.length === 1 });
    expect(seen).toHaveLength(1);
    expect(await ctx.db.webhookDelivery.count({ where: { state: "pending", attempts: 0 } })).toBe(2);
    expect(await pass(ctx, handler)).toMatchObject({ done: 2 });
  });

  it("undoes what a worker slower than its lease did, once another has settled the delivery", async () => {
    const { ctx, clock } = makeCtx(database.db);
    await store(ctx, "a", 1);
    const slow: DeliveryHandler = async ({ tx }, delivery) => {
      // Another worker's whole turn, as it would have happened meanwhile.
      await tx.webhookDelivery.update({ where: { id: delivery.id }, data: { attempts: delivery.attempts + 1 } });
      await tx.privacyRequest.create({
        data: {
          id: delivery.id,
          shopDomain: "a",
          topic: "t",
          deliveryId: delivery.id,
          receivedAt: clock.now(),
          dueAt: clock.now(),
        },
      });
      return "applied";
    };
    expect(await pass(ctx, slow)).toMatchObject({ done: 0, retried: 0, dead: 0 });
    expect(await ctx.db.privacyRequest.count()).toBe(0);
    clock.advance(leaseMs);
    expect(await pass(ctx, recorder().handler)).toMatchObject({ done: 1 });
  });

  it("leaves the deliveries of the other source alone", async () => {
    const { ctx } = makeCtx(database.db);
    await store(ctx, "a", 1);
    const { handler } = recorder();
    expect(await takeInDeliveries(ctx, { source: "whatsapp", handler, limit: 5, wake: () => [] })).toMatchObject({
      claimed: 0,
    });
  });
});
