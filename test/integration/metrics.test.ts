import { expect, test } from "vitest";
import { createMetrics } from "#app/adapters/metrics.ts";
import { makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenShop } from "#test/support/given.ts";

const database = useTestDatabase();
const dayMs = 24 * 3_600_000;

test("what is overdue and what Shopify did not take is read from the database at each look", async () => {
  const { ctx, clock } = makeCtx(database.db);
  const { registry } = createMetrics(database.database.executeSql, clock);
  const valueOf = async (name: string) =>
    (await registry.getSingleMetric(name)?.get())?.values.map(({ value }) => value);
  const look = async () => [await valueOf("tidings_privacy_requests_overdue"), await valueOf("tidings_consent_untold")];
  expect(await look()).toEqual([[0], [0]]);

  const { shop } = await givenShop(ctx);
  const now = clock.now().getTime();
  const requested = (dueInDays: number, completedAt: Date | null) =>
    ctx.db.privacyRequest.create({
      data: {
        ...{ id: ctx.ids.next(), shopDomain: shop.domain, topic: "customers/redact", receivedAt: clock.now() },
        ...{ dueAt: new Date(now + dueInDays * dayMs), completedAt },
      },
    });
  await requested(-1, null);
  await requested(-1, clock.now());
  await requested(2, null);
  const told = { shopId: shop.id, nextAttemptAt: clock.now() };
  await ctx.db.consentSync.createMany({
    data: [
      { ...told, customerId: "1", lastError: "throttled" },
      { ...told, customerId: "2", nextAttemptAt: null, lastError: "no_phone" },
      { ...told, customerId: "3" },
    ],
  });
  expect(await look()).toEqual([[1], [2]]);

  clock.advance(2 * dayMs);
  await ctx.db.consentSync.updateMany({ where: { shopId: shop.id, customerId: "2" }, data: { lastError: null } });
  expect(await look()).toEqual([[2], [1]]);
});
