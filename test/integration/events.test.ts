import { beforeEach, describe, expect, test } from "vitest";
import { listEvents } from "#app/core/analytics/list-events.ts";
import { listTroubled, listTroubledGroups } from "#app/core/analytics/list-troubled.ts";
import { readEvent } from "#app/core/analytics/read-event.ts";
import { replayOwnDeliveries } from "#app/core/intake/replay-deliveries.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { paidOrder } from "#test/support/paid-order.ts";
import { openRoad, type Road } from "#test/support/road.ts";
import { checkoutPayload } from "#test/support/shopify-deliveries.ts";

const database = useTestDatabase();
let road: Road;

beforeEach(async () => {
  road = await openRoad(database);
});

test("an event tells what it started, and what it stopped", async () => {
  const { ctx, shop, clock } = road;
  const left = checkoutPayload({ token: "left", cart_token: "left", updated_at: clock.now().toISOString() });
  await road.post("checkouts/create", { ...left, phone: paidOrder(1, clock.now()).phone });
  await road.settle();
  clock.advance(60_000);
  await road.post("orders/create", { ...paidOrder(1, clock.now()), checkout_token: "left", cart_token: "left" });
  await road.settle();

  const { events } = await listEvents(ctx, shop.id, { kind: "order_created" });
  expect(events).toMatchObject([{ kind: "order_created", outcome: "applied" }]);
  expect(events[0]?.automations.length).toBeGreaterThan(0);
  const order = await readEvent(ctx, shop.id, events[0]?.id ?? "");
  expect(order?.started[0]?.messages.length).toBe(1);
  expect(order?.delivery).toMatchObject({ topic: "orders/create", attempts: 1 });
  expect(order?.order?.name).toBe(events[0]?.about);
  expect(order?.stopped).toMatchObject([{ state: "cancelled", endReason: "order_placed" }]);

  const one = await listEvents(ctx, shop.id, { before: events[0]?.id });
  expect(one.events.map(({ kind }) => kind)).toContain("checkout_updated");
  expect((await listEvents(ctx, shop.id, { outcome: "stale" })).events).toEqual([]);
});

describe("what could not be taken in", () => {
  async function givenTroubled() {
    const { ctx, shop } = road;
    const now = ctx.clock.now();
    const delivery = (over: object) => ({
      id: ctx.ids.next(),
      source: "shopify" as const,
      externalId: ctx.ids.next(),
      shopDomain: shop.domain,
      topic: "orders/create",
      receivedAt: now,
      nextAttemptAt: now,
      body: Buffer.from("{"),
      state: "dead" as const,
      outcome: "invalid_json",
      attempts: 1,
      settledAt: now,
      ...over,
    });
    const rows = [
      delivery({}),
      delivery({}),
      delivery({ topic: "carts/update", outcome: "error:timeout", attempts: 10 }),
      delivery({ state: "pending", outcome: "waiting_for_order", settledAt: null, attempts: 3 }),
      delivery({ state: "pending", outcome: null, settledAt: null, attempts: 0 }),
      delivery({ state: "done", outcome: "applied" }),
      delivery({ shopDomain: "other.myshopify.com" }),
    ];
    await ctx.db.webhookDelivery.createMany({ data: rows });
    return rows.map(({ id }) => id);
  }

  test("is listed by kind and reason, and each, those given up first", async () => {
    await givenTroubled();
    const { ctx, shop } = road;
    const groups = await listTroubledGroups(ctx, shop.id);
    expect(groups.map(({ topic, reason, state, count }) => [topic, reason, state, count])).toEqual(
      expect.arrayContaining([
        ["orders/create", "invalid_json", "dead", 2],
        ["carts/update", "error:timeout", "dead", 1],
        ["orders/create", "waiting_for_order", "pending", 1],
      ]),
    );
    expect(groups).toHaveLength(3);
    expect(groups.at(-1)?.state).toBe("pending");
    const { deliveries } = await listTroubled(ctx, shop.id, {});
    expect(deliveries).toHaveLength(4);
    expect((await listTroubled(ctx, shop.id, { topic: "carts/update" })).deliveries).toHaveLength(1);
  });

  test("is tried again one by one or by kind, once, and never another shop's", async () => {
    const [first, , cart, , , , foreign] = await givenTroubled();
    const { ctx, shop } = road;
    expect(await replayOwnDeliveries(ctx, shop.id, { id: foreign ?? "" })).toEqual({ replayed: 0 });
    expect(await replayOwnDeliveries(ctx, shop.id, { id: cart ?? "" })).toEqual({ replayed: 1 });
    expect(await replayOwnDeliveries(ctx, shop.id, { id: cart ?? "" })).toEqual({ replayed: 0 });
    const all = { topic: "orders/create", outcome: "invalid_json" };
    expect(await replayOwnDeliveries(ctx, shop.id, all)).toEqual({ replayed: 2 });
    const again = await ctx.db.webhookDelivery.findUniqueOrThrow({ where: { id: first ?? "" } });
    expect(again).toMatchObject({ state: "pending", attempts: 0, outcome: null });
  });
});
