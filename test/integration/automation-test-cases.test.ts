import { expect, test } from "vitest";
import { listTestCases } from "#app/core/analytics/list-test-cases.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { paidOrder } from "#test/support/paid-order.ts";
import { openRoad } from "#test/support/road.ts";
import { checkoutPayload } from "#test/support/shopify-deliveries.ts";

const database = useTestDatabase();

test("the newest orders are offered to test with, each once, and are found by number or person", async () => {
  const road = await openRoad(database);
  for (const n of [1, 2]) await road.post("orders/create", paidOrder(n, road.clock.now()));
  await road.post("orders/create", paidOrder(1, road.clock.now()));
  await road.settle();
  const shop = await road.ctx.db.shop.findFirstOrThrow({ where: { domain: road.domain } });
  const list = (search?: string) =>
    listTestCases(road.ctx, shop.id, { trigger: "order_created", search, country: shop.country });

  const all = await list();
  expect(all.map(({ subject }) => subject.kind)).toEqual(["order", "order"]);
  const [first] = all;
  expect(first?.name).toMatch(/^#/);
  const byName = await list(first?.name?.slice(1));
  expect(byName).toEqual([first]);
  expect(await list("nobody of this name")).toEqual([]);
});

test("a checkout with many events is one case", async () => {
  const road = await openRoad(database);
  for (const seconds of [0, 60, 120]) {
    const at = new Date(road.clock.now().getTime() + seconds * 1000).toISOString();
    await road.post("checkouts/update", checkoutPayload({ token: "left", cart_token: "left", updated_at: at }));
  }
  await road.settle();
  const shop = await road.ctx.db.shop.findFirstOrThrow({ where: { domain: road.domain } });
  const cases = await listTestCases(road.ctx, shop.id, { trigger: "checkout_abandoned", country: shop.country });
  expect(cases).toMatchObject([{ subject: { kind: "checkout", id: "left" }, name: null }]);
  expect(cases[0]?.total).not.toBeNull();
});
