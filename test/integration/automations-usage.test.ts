import { beforeEach, expect, test } from "vitest";
import { readyAutomations } from "#app/core/automations/gallery-further.ts";
import { previewRun } from "#app/core/automations/preview-run.ts";
import { previewUsageDays, readUsageDays } from "#app/core/automations/read-usage-days.ts";
import { runDueSteps } from "#app/core/automations/run-due-steps.ts";
import type { ShopifyAdmin, ShopifyFailure } from "#app/core/ports-shopify.ts";
import { makeCtx, type TestContext } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenContact } from "#test/support/given.ts";
import { givenAutomatedShop, givenMarketingConsent, givenOrder, tell } from "#test/support/given-automations.ts";
import { givenReady } from "#test/support/given-ready.ts";

const database = useTestDatabase();
const dayMs = 24 * 3_600_000;

type Admin = Pick<ShopifyAdmin, "productUsageDays">;

let scene: TestContext;
let shopId: string;
let contactId: string;
let asked: string[][];

beforeEach(async () => {
  scene = makeCtx(database.db, { now: "2026-11-21T10:00:00Z" });
  const { shop } = await givenAutomatedShop(scene.ctx, { languages: ["de"] });
  shopId = shop.id;
  asked = [];
  await database.db.automation.updateMany({ data: { enabled: false } });
  contactId = (await givenContact(scene.ctx, shopId, { phone: "+4915112345678", customerId: "77" })).id;
  await givenMarketingConsent(scene.ctx, shopId, contactId);
  await givenReady(scene.ctx, shopId, "reorder_reminder");
});

/** A shop whose products say this, in whatever order they are asked for. */
function productsLast(days: Record<string, number>, failures: ShopifyFailure[] = []): Admin {
  return {
    productUsageDays: (_shop, productIds) => {
      asked.push(productIds);
      const failure = failures.shift();
      return Promise.resolve(failure ?? { outcome: "ok", days: productIds.flatMap((id) => days[id] ?? []) });
    },
  };
}

async function fulfilled(fields: object = {}) {
  await givenOrder(scene.ctx, shopId, { contactId, fulfillmentStatus: "fulfilled", ...fields });
  await tellFulfilled();
}

function tellFulfilled() {
  const about = { subjectKind: "order" as const, subjectId: "9001", orderId: "9001", contactId };
  return tell(scene.ctx, shopId, { kind: "order_fulfilled", ...about });
}

/** Days from now until the reminder is queued; null: not within a hundred. */
async function daysUntilSent(): Promise<number | null> {
  for (let day = 0; day <= 100; day += 1) {
    await runDueSteps(scene.ctx);
    if ((await database.db.message.count({ where: { shopId, state: "queued" } })) > 0) return day;
    scene.clock.advance(dayMs);
  }
  return null;
}

test.each<[string, Record<string, number>, number]>([
  ["the shortest of several products", { "71": 45, "72": 14 }, 14],
  ["one product that says so", { "72": 60 }, 60],
  ["the step's own days when no product says anything", {}, 30],
])("waits %s", async (_what, days, expected) => {
  await fulfilled();
  expect(await readUsageDays(scene.ctx, productsLast(days))).toMatchObject({ read: 1, failed: 0 });
  expect(asked).toEqual([["71", "72"]]);
  expect(await daysUntilSent()).toBe(expected);
  const [message] = await database.db.message.findMany();
  expect(JSON.stringify(message?.content)).toContain("cart/701:2,702:1");
});

test("asks once per run, also by two workers and when the event is told again", async () => {
  await fulfilled();
  await tellFulfilled();
  const admin = productsLast({ "71": 10 });
  await Promise.all([readUsageDays(scene.ctx, admin), readUsageDays(scene.ctx, admin)]);
  await readUsageDays(scene.ctx, admin);
  expect(asked).toHaveLength(1);
  expect(await daysUntilSent()).toBe(10);
});

test("a failure is tried again, and until it succeeds the usual wait stands", async () => {
  await fulfilled();
  const admin = productsLast({ "71": 10 }, [{ outcome: "unavailable", cause: "down" }]);
  expect(await readUsageDays(scene.ctx, admin)).toMatchObject({ read: 0, failed: 1 });
  expect(await readUsageDays(scene.ctx, admin)).toMatchObject({ read: 0, failed: 0 });
  scene.clock.advance(15_000);
  expect(await readUsageDays(scene.ctx, admin)).toMatchObject({ read: 1 });
  expect(await daysUntilSent()).toBe(10);
});

test("what Shopify refuses for good leaves the usual wait", async () => {
  await fulfilled();
  const refused = { outcome: "refused" as const, messages: ["no"] };
  const admin = productsLast({ "71": 10 }, [refused, refused, refused]);
  for (let hour = 0; hour < 6; hour += 1) {
    await readUsageDays(scene.ctx, admin);
    scene.clock.advance(3_600_000);
  }
  expect(asked).toHaveLength(3);
  expect(await daysUntilSent()).toBe(30);
});

test("a worker that died after asking leaves it to the next", async () => {
  await fulfilled();
  await readUsageDays(scene.ctx, { productUsageDays: () => Promise.reject(new Error("gone")) });
  scene.clock.advance(2 * 60_000);
  await readUsageDays(scene.ctx, productsLast({ "71": 10 }));
  expect(await daysUntilSent()).toBe(10);
});

test.each<[string, () => Promise<unknown>]>([
  ["cancelled", () => database.db.order.updateMany({ data: { cancelledAt: scene.clock.now() } })],
  [
    "refunded",
    () => {
      const createdAt = scene.clock.now();
      const refund = { shopId, id: "7", orderId: "9001", amountMinor: 100n, currency: "EUR", createdAt };
      return database.db.refund.create({ data: refund });
    },
  ],
  [
    "ordered again",
    () => {
      const createdAt = new Date(scene.clock.now().getTime() + dayMs);
      return givenOrder(scene.ctx, shopId, { id: "9002", name: "#1002", contactId, createdAt });
    },
  ],
])("nobody is reminded of what was %s", async (_what, happens) => {
  await fulfilled();
  await readUsageDays(scene.ctx, productsLast({ "71": 10 }));
  await happens();
  expect(await daysUntilSent()).toBeNull();
});

test("a test with that order shows the day it would go", async () => {
  await fulfilled();
  const definition = readyAutomations.find(({ key }) => key === "reorder_reminder")?.definition ?? expect.fail("none");
  const subject = { kind: "order", id: "9001" };
  const usageDays = await previewUsageDays(scene.ctx, productsLast({ "71": 45, "72": 14 }), shopId, {
    definition,
    subject,
  });
  expect(usageDays).toBe(14);
  const preview = await previewRun(scene.ctx, shopId, { definition, subject, usageDays });
  expect(preview).toMatchObject({ steps: [{ at: new Date(scene.clock.now().getTime() + 14 * dayMs) }] });
});
