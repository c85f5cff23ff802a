import { beforeEach, describe, expect, test } from "vitest";
import { cancelRuns } from "#app/core/automations/cancel-runs.ts";
import { runDueSteps } from "#app/core/automations/run-due-steps.ts";
import { inTransaction, makeCtx, type TestContext } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenContact } from "#test/support/given.ts";
import {
  givenAutomatedShop,
  givenCart,
  givenCheckout,
  givenFulfillment,
  givenMarketingConsent,
  givenOrder,
  tell,
} from "#test/support/given-automations.ts";

const database = useTestDatabase();
const hourMs = 3_600_000;

let scene: TestContext;
let shopId: string;
let contactId: string;

beforeEach(async () => {
  scene = makeCtx(database.db, { now: "2026-11-21T10:00:00Z" });
  const { shop } = await givenAutomatedShop(scene.ctx, { languages: ["en", "de"] });
  shopId = shop.id;
  contactId = (await givenContact(scene.ctx, shopId)).id;
  await givenMarketingConsent(scene.ctx, shopId, contactId);
});

function touchCheckout(overrides: { occurredAt?: Date; contactId?: string } = {}) {
  return tell(scene.ctx, shopId, {
    kind: "checkout_updated",
    subjectKind: "checkout",
    subjectId: "checkout-1",
    checkoutToken: "checkout-1",
    cartToken: "cart-1",
    contactId,
    ...overrides,
  });
}

async function orderComes(overrides: { checkoutToken?: string; cartToken?: string; contactId?: string } = {}) {
  await givenOrder(scene.ctx, shopId, { contactId, ...overrides });
  return tell(scene.ctx, shopId, {
    kind: "order_created",
    subjectKind: "order",
    subjectId: "9001",
    orderId: "9001",
    contactId,
    ...overrides,
  });
}

async function pass(ms: number) {
  scene.clock.advance(ms);
  const outcome = await runDueSteps(scene.ctx);
  expect(scene.logs.filter(({ level }) => level === "error")).toEqual([]);
  return outcome;
}

/** WhatsApp took what was queued, at once. */
function acceptAll() {
  return database.db.$executeRaw`
    UPDATE "Message" SET "state" = 'accepted', "acceptedAt" = "dueAt" WHERE "state" = 'queued'`;
}

async function reminders() {
  const messages = await database.db.message.findMany({
    where: { shopId, templateName: { startsWith: "abandoned" } },
    orderBy: { id: "asc" },
  });
  return messages.map(({ templateName, state, reason }) =>
    reason ? `${templateName} ${state} ${reason}` : `${templateName} ${state}`,
  );
}

function runOf(key: string) {
  return database.db.automationRun.findFirstOrThrow({
    where: { shopId, automation: { key } },
    include: { steps: true },
  });
}

describe("an abandoned checkout", () => {
  beforeEach(async () => {
    await givenCheckout(scene.ctx, shopId, { contactId });
  });

  test("is reminded of after 1, 24 and 72 hours; the third waits until the cap allows it", async () => {
    await touchCheckout();
    await pass(hourMs);
    expect(await reminders()).toEqual(["abandoned_checkout_1 queued"]);
    await acceptAll();
    await pass(23 * hourMs - 1);
    expect(await reminders()).toHaveLength(1);
    await pass(1);
    expect(await reminders()).toEqual(["abandoned_checkout_1 accepted", "abandoned_checkout_2 queued"]);
    await acceptAll();
    expect(await pass(48 * hourMs)).toMatchObject({ delayed: 1 });
    const { steps } = await runOf("abandoned_checkout");
    expect(steps.find(({ position }) => position === 2)).toMatchObject({
      state: "waiting",
      reason: "frequency_cap",
      dueAt: new Date("2026-11-28T11:00:00Z"),
    });
    scene.clock.set("2026-11-28T11:00:00Z");
    await pass(0);
    expect((await reminders()).at(-1)).toBe("abandoned_checkout_3 queued");
    expect((await runOf("abandoned_checkout")).state).toBe("finished");
  });

  test.each([
    ["by its checkout", { checkoutToken: "checkout-1" }],
    ["by its cart", { cartToken: "cart-1" }],
    ["by its owner, from elsewhere", {}],
  ])("stops when the order comes, known %s; what was queued is not sent", async (_name, join) => {
    await touchCheckout();
    await pass(hourMs);
    scene.clock.advance(60_000);
    await orderComes(join);
    await pass(100 * hourMs);
    expect(await reminders()).toEqual(["abandoned_checkout_1 cancelled order_placed"]);
    const run = await runOf("abandoned_checkout");
    expect(run).toMatchObject({ state: "cancelled", endReason: "order_placed" });
    expect(run.steps.map(({ state }) => state).sort()).toEqual(["cancelled", "done"]);
  });

  test("someone else's order stops nothing", async () => {
    await touchCheckout();
    scene.clock.advance(60_000);
    const other = await givenContact(scene.ctx, shopId);
    await orderComes({ contactId: other.id, checkoutToken: "another" });
    await pass(hourMs);
    expect(await reminders()).toEqual(["abandoned_checkout_1 queued"]);
  });

  test("an order that was there before the checkout's late webhook: nothing begins", async () => {
    await orderComes({ checkoutToken: "checkout-1" });
    expect(await touchCheckout()).toMatchObject({ started: 0 });
  });

  test("an order whose event never came is seen before the reminder goes", async () => {
    await touchCheckout();
    await givenOrder(scene.ctx, shopId, { contactId: null, checkoutToken: "checkout-1" });
    expect(await pass(hourMs)).toMatchObject({ cancelled: 1, planned: 0 });
    expect(await runOf("abandoned_checkout")).toMatchObject({ state: "cancelled", endReason: "order_placed" });
  });

  test("a last reminder still in its lane is cancelled although its run is finished", async () => {
    await database.db.shop.update({ where: { id: shopId }, data: { settings: { frequencyCap: { max: 9, days: 7 } } } });
    await touchCheckout();
    await pass(hourMs);
    await acceptAll();
    await pass(23 * hourMs);
    await acceptAll();
    await pass(48 * hourMs);
    expect((await runOf("abandoned_checkout")).state).toBe("finished");
    await orderComes({ checkoutToken: "checkout-1" });
    expect((await reminders()).at(-1)).toBe("abandoned_checkout_3 cancelled order_placed");
  });

  test("told twice it is one run; another contact's telling is the same checkout", async () => {
    expect(await touchCheckout()).toMatchObject({ started: 1 });
    expect(await touchCheckout()).toMatchObject({ started: 0 });
    expect(await database.db.automationRun.count()).toBe(1);
    expect(await database.db.automationStep.count()).toBe(1);
  });

  test("touched again before the first reminder: the hour begins anew; told late, nothing moves", async () => {
    const { event } = await touchCheckout();
    await pass(40 * 60_000);
    await touchCheckout();
    await touchCheckout({ occurredAt: event.occurredAt });
    await pass(hourMs - 1);
    expect(await reminders()).toEqual([]);
    await pass(1);
    expect(await reminders()).toEqual(["abandoned_checkout_1 queued"]);
    await acceptAll();
    // Later touches leave the sequence alone.
    await touchCheckout();
    await pass(23 * hourMs);
    expect(await reminders()).toHaveLength(2);
  });

  test("a clock ahead of ours puts nothing off", async () => {
    await touchCheckout({ occurredAt: new Date("2027-01-01T00:00:00Z") });
    await pass(hourMs);
    expect(await reminders()).toHaveLength(1);
  });

  test("told days late: out of date as a whole, not sent anew from its second step", async () => {
    scene.clock.advance(20 * 24 * hourMs);
    await touchCheckout({ occurredAt: new Date("2026-11-21T10:00:00Z") });
    for (let step = 0; step < 4; step += 1) await pass(0);
    expect(await reminders()).toEqual([
      "abandoned_checkout_1 suppressed expired",
      "abandoned_checkout_2 suppressed expired",
      "abandoned_checkout_3 suppressed expired",
    ]);
  });

  test("deleted: nothing is left to remind of", async () => {
    await touchCheckout();
    const subject = { subjectKind: "checkout", subjectId: "checkout-1", checkoutToken: "checkout-1" } as const;
    await tell(scene.ctx, shopId, { kind: "checkout_deleted", ...subject, contactId: null });
    expect(await runOf("abandoned_checkout")).toMatchObject({ state: "cancelled", endReason: "checkout_deleted" });
  });

  test("cancelRuns stops only runs that list the rule", async () => {
    await touchCheckout();
    const stop = (reason: "order_placed" | "order_paid") =>
      inTransaction(scene.ctx, (ctx) => cancelRuns(ctx, shopId, { cancelKey: "checkout-1", reason }));
    expect(await stop("order_paid")).toBe(0);
    expect(await stop("order_placed")).toBe(1);
    expect(await stop("order_placed")).toBe(0);
  });
});

describe("a cart", () => {
  beforeEach(async () => {
    await givenCart(scene.ctx, shopId, { contactId });
  });
  const touched = { kind: "cart_updated", subjectKind: "cart", subjectId: "cart-1", cartToken: "cart-1" } as const;

  test("that goes on to a checkout leaves the reminding to the checkout", async () => {
    await tell(scene.ctx, shopId, { ...touched, contactId });
    await givenCheckout(scene.ctx, shopId, { contactId });
    await touchCheckout();
    expect(await runOf("abandoned_cart")).toMatchObject({ state: "cancelled", endReason: "checkout_started" });
    expect(await tell(scene.ctx, shopId, { ...touched, subjectId: "cart-1", contactId })).toMatchObject({ started: 0 });
  });

  test("of nobody known starts nothing", async () => {
    expect(await tell(scene.ctx, shopId, { ...touched, contactId: null })).toMatchObject({ started: 0 });
  });

  test("with nothing in it starts nothing", async () => {
    await database.db.cart.updateMany({ data: { lineItems: [] } });
    expect(await tell(scene.ctx, shopId, { ...touched, contactId })).toMatchObject({ started: 0 });
  });
});

describe("after the order", () => {
  const ofOrder = { subjectKind: "order", subjectId: "9001", orderId: "9001" } as const;
  const ofParcel = (id: string) => ({ subjectKind: "fulfillment", subjectId: id, orderId: "9001" }) as const;

  async function sentTemplates() {
    const rows = await database.db.message.findMany({ where: { shopId, state: "queued" }, orderBy: { id: "asc" } });
    return rows.map(({ templateName }) => templateName);
  }

  test("the payment reminder is not for who paid meanwhile", async () => {
    await givenOrder(scene.ctx, shopId, {
      contactId,
      financialStatus: "pending",
      outstandingMinor: 4990n,
      paymentKind: "manual",
    });
    await tell(scene.ctx, shopId, { kind: "order_created", ...ofOrder, contactId });
    await database.db.order.updateMany({ data: { financialStatus: "paid", outstandingMinor: 0n } });
    await tell(scene.ctx, shopId, { kind: "order_paid", ...ofOrder, contactId });
    await pass(24 * hourMs);
    expect(await runOf("payment_reminder")).toMatchObject({ state: "cancelled", endReason: "order_paid" });
  });

  test("an order paid at once is confirmed, and reminded of nothing", async () => {
    await orderComes();
    await pass(48 * hourMs);
    expect(await database.db.automationRun.count()).toBe(1);
  });

  test("a parcel is shipped once, whoever says so first", async () => {
    await givenOrder(scene.ctx, shopId, { contactId });
    await givenFulfillment(scene.ctx, shopId);
    await tell(scene.ctx, shopId, { kind: "fulfillment_in_transit", ...ofParcel("5001"), contactId });
    await tell(scene.ctx, shopId, { kind: "fulfillment_created", ...ofParcel("5001"), contactId });
    await pass(0);
    expect(await sentTemplates()).toEqual(["order_shipped"]);
  });

  test("a parcel that arrived is not out for delivery any more; another of the order is", async () => {
    await givenOrder(scene.ctx, shopId, { contactId });
    for (const id of ["5001", "5002"]) {
      await givenFulfillment(scene.ctx, shopId, { id });
      await tell(scene.ctx, shopId, { kind: "fulfillment_out_for_delivery", ...ofParcel(id), contactId });
    }
    await database.db.fulfillment.updateMany({ where: { id: "5001" }, data: { shipmentStatus: "delivered" } });
    await tell(scene.ctx, shopId, { kind: "fulfillment_delivered", ...ofParcel("5001"), contactId });
    await pass(0);
    expect((await sentTemplates()).sort()).toEqual(["delivered", "out_for_delivery"]);
  });

  test("two parcels of an order ask for one review", async () => {
    await givenOrder(scene.ctx, shopId, { contactId });
    for (const id of ["5001", "5002"]) {
      await givenFulfillment(scene.ctx, shopId, { id, shipmentStatus: "delivered" });
      await tell(scene.ctx, shopId, { kind: "fulfillment_delivered", ...ofParcel(id), contactId });
    }
    await pass(72 * hourMs);
    expect((await sentTemplates()).filter((name) => name === "review_request")).toHaveLength(1);
  });

  test.each([
    ["refund_created", "order_refunded", { subjectKind: "refund", subjectId: "7001", orderId: "9001" }],
    ["return_requested", "return_requested", { subjectKind: "return", subjectId: "8001", orderId: "9001" }],
    ["order_cancelled", "order_cancelled", ofOrder],
  ] as const)("%s: no review is asked for", async (kind, reason, subject) => {
    await givenOrder(scene.ctx, shopId, { contactId });
    await givenFulfillment(scene.ctx, shopId, { shipmentStatus: "delivered" });
    await tell(scene.ctx, shopId, { kind: "fulfillment_delivered", ...ofParcel("5001"), contactId });
    await tell(scene.ctx, shopId, { kind, ...subject, contactId });
    expect(await runOf("review_request")).toMatchObject({ state: "cancelled", endReason: reason });
  });

  test("a restock without money back is no refund to tell of", async () => {
    await givenOrder(scene.ctx, shopId, { contactId });
    const createdAt = scene.clock.now();
    await database.db.refund.create({
      data: { shopId, id: "7001", orderId: "9001", amountMinor: 0n, currency: "EUR", createdAt },
    });
    const subject = { subjectKind: "refund", subjectId: "7001", orderId: "9001" } as const;
    expect(await tell(scene.ctx, shopId, { kind: "refund_created", ...subject, contactId })).toMatchObject({
      started: 0,
    });
  });
});
