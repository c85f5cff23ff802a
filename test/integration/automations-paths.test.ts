import { beforeEach, describe, expect, test } from "vitest";
import { noteScopes } from "#app/core/access/note-scopes.ts";
import { applyTags } from "#app/core/automations/apply-tags.ts";
import type { Step } from "#app/core/automations/definition.ts";
import { fillDiscountPools } from "#app/core/automations/fill-discount-pools.ts";
import { retireDiscountCodes } from "#app/core/automations/retire-discount-codes.ts";
import { runDueSteps } from "#app/core/automations/run-due-steps.ts";
import { applyInbound } from "#app/core/conversations/apply-inbound.ts";
import type { ShopifyFailure } from "#app/core/ports-shopify.ts";
import { inTransaction, makeCtx, type TestContext } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenContact } from "#test/support/given.ts";
import { givenAutomatedShop, givenOrder, tell } from "#test/support/given-automations.ts";
import { makeDiscountAdmin } from "#test/support/shopify-discounts.ts";

const database = useTestDatabase();
const hourMs = 3_600_000;

let scene: TestContext;
let shopId: string;
let numberId: string;
let contactId: string;

beforeEach(async () => {
  scene = makeCtx(database.db, { now: "2026-11-21T10:00:00Z" });
  const given = await givenAutomatedShop(scene.ctx, { languages: ["de"] });
  shopId = given.shop.id;
  numberId = given.number.id;
  await database.db.automation.updateMany({ data: { enabled: false } });
  contactId = (await givenContact(scene.ctx, shopId, { phone: "+4915112345678", customerId: "77" })).id;
});

function send(template: string): Step {
  return {
    id: template,
    kind: "send_template",
    template,
    category: "utility",
    expiresAfter: { days: 1 },
    quickReplyPayloads: [],
  };
}
const wait = (hours: number): Step => ({ id: `wait-${hours}`, kind: "wait", for: { hours } });
const discount: Step = {
  id: "code",
  kind: "discount_code",
  value: { kind: "percent", percent: 10 },
  validFor: { days: 7 },
  prefix: "DANKE",
};

async function givenPath(steps: Step[], fields: object = {}) {
  const definition = { version: 2, trigger: "order_created", steps, ...fields };
  const now = scene.clock.now();
  const id = scene.ctx.ids.next();
  await database.db.automation.create({
    data: {
      shopId,
      id,
      key: `own_${id}`,
      name: "Own",
      trigger: "order_created",
      enabled: true,
      definition: JSON.parse(JSON.stringify(definition)) as object,
      createdAt: now,
      updatedAt: now,
    },
  });
  return id;
}

async function ordered(id: string, fields: object = {}) {
  await givenOrder(scene.ctx, shopId, { id, name: `#${id}`, contactId, ...fields });
  await tell(scene.ctx, shopId, {
    kind: "order_created",
    subjectKind: "order",
    subjectId: id,
    orderId: id,
    contactId,
  });
}

/** Until nothing is due any more at this moment. */
async function runAll() {
  for (let pass = 0; pass < 20; pass += 1) {
    const { more: _more, ...counts } = await runDueSteps(scene.ctx);
    if (Object.values(counts).every((count) => count === 0)) return;
  }
  throw new Error("steps never rest");
}

const templatesSent = async () =>
  (await database.db.message.findMany({ where: { shopId }, orderBy: { id: "asc" } })).map((m) => m.templateName);
const steps = () => database.db.automationStep.findMany({ where: { shopId }, orderBy: { position: "asc" } });
const run = () => database.db.automationRun.findFirstOrThrow({ where: { shopId } });

async function writes(text: string, fields: object = {}) {
  const message = {
    wamid: `wamid.${scene.ctx.ids.next()}`,
    type: "text",
    from: { phone: "+4915112345678" },
    occurredAt: scene.clock.now(),
    text,
    content: { text: { body: text } },
    ...fields,
  };
  return inTransaction(scene.ctx, (ctx) => applyInbound(ctx, { shopId, numberId }, message, scene.clock.now()));
}

describe("a condition", () => {
  const expensive: Step = {
    id: "if",
    kind: "condition",
    if: { all: [{ field: "order.total", op: "at_least", value: { minor: "10000", currency: "EUR" } }] },
    then: [send("order_confirmed")],
    otherwise: [wait(1), send("delivered")],
  };

  test.each([
    [20_000n, ["order_confirmed", "review_request"]],
    [100n, ["delivered", "review_request"]],
  ])("of %s leads its way, and both lead on", async (totalMinor, expected) => {
    await givenPath([expensive, wait(2), send("review_request")]);
    await ordered("1", { totalMinor });
    for (let hour = 0; hour < 5; hour += 1) {
      await runAll();
      scene.clock.advance(hourMs);
    }
    expect(await templatesSent()).toEqual(expected);
    expect(await run()).toMatchObject({ state: "finished" });
  });

  test("is asked when it is due, not when the order came", async () => {
    await givenPath([wait(3), expensive]);
    await ordered("1", { totalMinor: 100n });
    await database.db.order.updateMany({ data: { totalMinor: 20_000n } });
    scene.clock.advance(3 * hourMs);
    await runAll();
    expect(await templatesSent()).toEqual(["order_confirmed"]);
    expect((await steps())[0]).toMatchObject({ state: "done", reason: "condition_met" });
  });
});

describe("a wait for a reply", () => {
  const asking: Step[] = [
    send("order_confirmed"),
    {
      id: "reply",
      kind: "wait_for_reply",
      timeout: { hours: 24 },
      answers: [{ texts: ["Ja", "yes"], steps: [send("delivered")] }],
      anyReply: [send("order_cancelled")],
      noReply: [send("review_request")],
    },
  ];

  beforeEach(async () => {
    await givenPath(asking);
    await ordered("1");
    await runAll();
    scene.clock.advance(hourMs);
  });

  test("goes the way of the answer as soon as it comes, once however often it is delivered", async () => {
    await writes(" JA ");
    await runAll();
    await writes("noch etwas");
    await runAll();
    expect(await templatesSent()).toEqual(["order_confirmed", "delivered"]);
    expect((await steps())[1]).toMatchObject({ reason: "reply_received" });
  });

  test("takes any other answer as one", async () => {
    await writes("Wann kommt es?");
    await runAll();
    expect(await templatesSent()).toEqual(["order_confirmed", "order_cancelled"]);
  });

  test("ends without one when the time is over", async () => {
    scene.clock.advance(22 * hourMs);
    await runAll();
    expect(await templatesSent()).toEqual(["order_confirmed"]);
    scene.clock.advance(hourMs);
    await runAll();
    expect(await templatesSent()).toEqual(["order_confirmed", "review_request"]);
    expect((await steps())[1]).toMatchObject({ reason: "no_reply" });
  });

  test("is not ended by STOP, nor by the answer to another message", async () => {
    await database.db.message.create({
      data: {
        shopId,
        id: scene.ctx.ids.next(),
        numberId,
        contactId,
        dedupeKey: "other",
        state: "sent",
        category: "utility",
        priority: 0,
        content: {},
        dueAt: scene.clock.now(),
        createdAt: scene.clock.now(),
        wamid: "wamid.other",
      },
    });
    await writes("ja", { replyToWamid: "wamid.other" });
    await runAll();
    await writes("STOP");
    await runAll();
    expect(await templatesSent()).toEqual(expect.not.arrayContaining(["delivered", "order_cancelled"]));
    const [, waiting] = await steps();
    expect(waiting).toMatchObject({ state: "waiting", dueAt: new Date("2026-11-22T10:00:00Z") });
  });
});

describe("a discount code", () => {
  const path = [discount, send("order_confirmed")];

  test("is one per run, from one discount, and each message after it may speak of it", async () => {
    await givenPath(path);
    const { admin, discounts } = makeDiscountAdmin();
    for (const id of ["1", "2", "3"]) await ordered(id);
    await runAll();
    expect((await steps()).map(({ reason }) => reason)).toEqual(Array(3).fill("discount_code_awaited"));
    await fill(admin);
    scene.clock.advance(15_000);
    await runAll();
    const given = await database.db.discountCode.findMany({ where: { state: "given" } });
    expect(new Set(given.map(({ code }) => code)).size).toBe(3);
    expect(new Set(given.map(({ runId }) => runId)).size).toBe(3);
    expect(given[0]?.code).toMatch(/^DANKE-[A-Z2-9]{8}$/);
    // Through the whole of the 28th in Berlin.
    expect(given[0]?.expiresAt).toEqual(new Date("2026-11-28T23:00:00Z"));
    expect(discounts).toHaveLength(1);
    expect(discounts[0]).toMatchObject({ title: "Own", value: { percent: 10 } });
    expect(await templatesSent()).toHaveLength(3);
  });

  test("is the same when the step is run again after dying", async () => {
    await givenPath(path);
    const { admin } = makeDiscountAdmin();
    await ordered("1");
    await runAll();
    await fill(admin);
    scene.clock.advance(15_000);
    for (let survived = 0; survived < 4; survived += 1) {
      let left = survived;
      const next = () => {
        if (left === 0) throw new Error("killed");
        left -= 1;
        return scene.ctx.ids.next();
      };
      await runDueSteps({ ...scene.ctx, ids: { ...scene.ctx.ids, next } });
      scene.clock.advance(60_000);
    }
    await runAll();
    expect(await database.db.discountCode.count({ where: { state: "given" } })).toBe(1);
    expect(await templatesSent()).toEqual(["order_confirmed"]);
  });

  test("comes of one discount, though answers are lost at every call", async () => {
    await givenPath(path);
    const { admin, discounts, fail } = makeDiscountAdmin();
    await ordered("1");
    await runAll();
    for (const call of ["createDiscount", "addDiscountCodes", "readCodeCreation", "findDiscountByCode"]) {
      fail(call, "lost");
      await fill(admin);
    }
    scene.clock.advance(hourMs);
    await fill(admin);
    await runAll();
    expect(discounts).toHaveLength(1);
    const codes = await database.db.discountCode.findMany({ where: { state: { in: ["free", "given"] } } });
    expect(codes.every(({ code, redeemCodeId }) => discounts[0]?.codes.get(code) === redeemCodeId)).toBe(true);
    expect(await database.db.discountCode.count({ where: { state: "given" } })).toBe(1);
  });

  test.each<[string, ShopifyFailure]>([
    ["refused", { outcome: "refused", messages: ["no"] }],
    ["unauthorized", { outcome: "unauthorized" }],
  ])("that is %s lets the path go on, and says so", async (_name, failure) => {
    await givenPath(path);
    const { admin, fail } = makeDiscountAdmin();
    await ordered("1");
    await runAll();
    fail("createDiscount", failure);
    await fill(admin);
    scene.clock.advance(15_000);
    await runAll();
    expect((await steps())[0]).toMatchObject({ state: "done", reason: "no_discount_code" });
    expect(await templatesSent()).toEqual(["order_confirmed"]);
  });

  test("waits for the merchant's permission to make discounts, and comes as soon as it is given", async () => {
    await givenPath(path);
    const { admin, fail } = makeDiscountAdmin();
    await ordered("1");
    await runAll();
    fail("createDiscount", { outcome: "access_denied", why: "scope" });
    await fill(admin);
    scene.clock.advance(15_000);
    await runAll();
    expect((await steps())[0]).toMatchObject({ state: "waiting", reason: "discounts_not_allowed" });
    expect(await templatesSent()).toEqual([]);

    const granted = ["read_orders", "write_discounts"];
    await inTransaction(scene.ctx, (ctx) => noteScopes(ctx, shopId, { scopes: granted, at: scene.clock.now() }));
    await fill(admin);
    scene.clock.advance(60_000);
    await runAll();
    expect((await steps())[0]).toMatchObject({ state: "done", reason: "discount_code_given" });
    expect(await templatesSent()).toEqual(["order_confirmed"]);
  });

  test("is not waited for longer than six hours", async () => {
    await givenPath(path);
    await ordered("1");
    for (let minute = 0; minute <= 6 * 60; minute += 30) {
      await runAll();
      scene.clock.advance(30 * 60_000);
    }
    expect((await steps())[0]).toMatchObject({ state: "done", reason: "no_discount_code" });
  });

  test("a message that shows a code is not sent without one", async () => {
    await showCodeIn("order_confirmed");
    await givenPath(path);
    const { admin, fail } = makeDiscountAdmin();
    await ordered("1");
    await runAll();
    fail("createDiscount", { outcome: "refused", messages: ["no"] });
    await fill(admin);
    scene.clock.advance(15_000);
    await runAll();
    expect(await database.db.message.findFirst()).toMatchObject({ state: "suppressed", reason: "template_mismatch" });
  });

  test("stands in the message, and is deleted at Shopify when its time is over", async () => {
    await showCodeIn("order_confirmed");
    await givenPath(path);
    const { admin, discounts } = makeDiscountAdmin();
    await ordered("1");
    await runAll();
    await fill(admin);
    scene.clock.advance(15_000);
    await runAll();
    const { code } = await database.db.discountCode.findFirstOrThrow({ where: { state: "given" } });
    const message = await database.db.message.findFirstOrThrow();
    expect(JSON.stringify(message.content)).toContain(code);
    expect(discounts[0]?.codes.has(code)).toBe(true);

    scene.clock.set("2026-11-28T22:59:00Z");
    expect(await retireDiscountCodes(scene.ctx, admin)).toMatchObject({ retired: 0 });
    scene.clock.set("2026-11-28T23:00:00Z");
    expect(await retireDiscountCodes(scene.ctx, admin)).toMatchObject({ retired: 1 });
    expect(await retireDiscountCodes(scene.ctx, admin)).toMatchObject({ retired: 0 });
    expect(discounts[0]?.codes.has(code)).toBe(false);
  });

  test("that Shopify refuses to delete for one discount delays no other, and is tried again later", async () => {
    await givenPath(path);
    const { admin, discounts } = makeDiscountAdmin();
    await orderedAndGivenCode("1", admin);
    const other = { ...discount, id: "other", prefix: "ANDERE" };
    await database.db.automation.updateMany({ data: { enabled: false } });
    await givenPath([other]);
    await orderedAndGivenCode("2", admin);
    const codes = await database.db.discountCode.findMany({ where: { state: "given" }, orderBy: { id: "asc" } });
    expect(codes).toHaveLength(2);
    let refused = 0;
    const grudging: typeof admin = {
      ...admin,
      deleteDiscountCodes: async (shop, discountId, ids) => {
        if (discountId !== discounts[0]?.id) return admin.deleteDiscountCodes(shop, discountId, ids);
        refused += 1;
        return { outcome: "unauthorized" };
      },
    };
    scene.clock.set("2026-11-28T23:00:00Z");
    for (let pass = 0; pass < 5; pass += 1) {
      await retireDiscountCodes(scene.ctx, grudging);
      scene.clock.advance(5_000);
    }
    expect(refused).toBe(1);
    expect(discounts[1]?.codes.has(codes[1]?.code ?? "")).toBe(false);
    scene.clock.advance(hourMs);
    expect(await retireDiscountCodes(scene.ctx, admin)).toMatchObject({ retired: 1 });
    expect(discounts[0]?.codes.has(codes[0]?.code ?? "")).toBe(false);
  });

  test("of a discount that the merchant deleted is given and spoken of no more, and a new discount is made", async () => {
    await givenPath(path);
    const { admin, discounts } = makeDiscountAdmin();
    await orderedAndGivenCode("1", admin);
    discounts.splice(0);
    scene.clock.advance(24 * hourMs);
    await retireDiscountCodes(scene.ctx, admin);
    expect(await database.db.discountCode.count({ where: { state: { in: ["free", "given"] } } })).toBe(0);
    await fill(admin);
    await ordered("2");
    await runAll();
    const given = await database.db.discountCode.findFirstOrThrow({ where: { state: "given" } });
    expect(discounts[0]?.codes.has(given.code)).toBe(true);
  });

  test("of a deleted discount is void as soon as Shopify says so, not only at the next look", async () => {
    await givenPath(path);
    const { admin, discounts } = makeDiscountAdmin();
    await orderedAndGivenCode("1", admin);
    const old = await database.db.discountCode.findMany({ where: { state: "free" }, orderBy: { id: "asc" } });
    discounts.splice(0);
    await database.db.discountCode.deleteMany({ where: { id: { in: old.slice(20).map(({ id }) => id) } } });
    await database.db.discountPool.updateMany({ data: { nextAttemptAt: scene.clock.now() } });
    await fill(admin);
    const now = await database.db.discountCode.findMany({ where: { state: { in: ["free", "given"] } } });
    expect(now).not.toEqual([]);
    expect(now.every(({ code }) => discounts[0]?.codes.has(code))).toBe(true);
  });

  test.each<[ShopifyFailure, number]>([
    [{ outcome: "access_denied", why: "scope" }, 0],
    [{ outcome: "throttled", retryAfterMs: 1_000 }, 0],
    [{ outcome: "unavailable", cause: "down" }, 100],
  ])("leaves rows behind only where Shopify may have made something: %o", async (failure, left) => {
    await givenPath(path);
    const { admin, fail } = makeDiscountAdmin();
    await ordered("1");
    await runAll();
    fail("addDiscountCodes", failure);
    await fillDiscountPools(scene.ctx, admin);
    expect(await database.db.discountCode.count()).toBe(left);
  });

  async function orderedAndGivenCode(id: string, admin: ReturnType<typeof makeDiscountAdmin>["admin"]) {
    await ordered(id);
    await runAll();
    await fill(admin);
    await runAll();
  }

  async function fill(admin: ReturnType<typeof makeDiscountAdmin>["admin"]) {
    for (let pass = 0; pass < 6; pass += 1) {
      await fillDiscountPools(scene.ctx, admin);
      scene.clock.advance(1_500);
    }
    scene.clock.advance(15_000);
  }

  async function showCodeIn(name: string) {
    const template = await database.db.template.findFirstOrThrow({ where: { shopId, name } });
    const variables = template.variables as { body: string[] };
    await database.db.template.update({
      where: { shopId_id: { shopId, id: template.id } },
      data: { variables: { ...variables, body: ["discount.code", ...variables.body.slice(1)] } },
    });
  }
});

describe("a tag", () => {
  const path: Step[] = [
    { id: "t1", kind: "tag", on: "order", tags: ["vip", "big"] },
    { id: "t2", kind: "tag", on: "customer", tags: ["loyal"] },
    send("order_confirmed"),
  ];

  test("reaches Shopify for the order and the customer, again after a failure, and once done no more", async () => {
    await givenPath(path);
    await ordered("1");
    await runAll();
    expect(await templatesSent()).toEqual(["order_confirmed"]);
    const told: string[] = [];
    const failures: ShopifyFailure[] = [{ outcome: "unavailable", cause: "down" }];
    const tag = (what: string) => async (_shop: string, id: string, tags: string[]) => {
      const failure = failures.shift();
      if (failure) return failure;
      told.push(`${what} ${id} ${tags.join()}`);
      return { outcome: "ok" as const };
    };
    const admin = { tagOrder: tag("order"), tagCustomer: tag("customer") };
    expect(await applyTags(scene.ctx, admin)).toMatchObject({ applied: 1, failed: 1 });
    scene.clock.advance(15_000);
    expect(await applyTags(scene.ctx, admin)).toMatchObject({ applied: 1, failed: 0 });
    expect(await applyTags(scene.ctx, admin)).toMatchObject({ applied: 0, failed: 0 });
    expect(told.sort()).toEqual(["customer 77 loyal", "order 1 vip,big"]);
  });

  test("rests while the merchant does not allow it, and is added when they do", async () => {
    await database.db.shop.update({ where: { id: shopId }, data: { scopes: "read_orders" } });
    await givenPath(path);
    await ordered("1");
    await runAll();
    expect((await steps()).map(({ reason }) => reason)).toEqual(["tag_not_allowed", "tag_not_allowed", "planned"]);
    const told: string[] = [];
    let allowed = false;
    const tag = (what: string) => async () => {
      if (!allowed) return { outcome: "access_denied", why: "scope" } as const;
      told.push(what);
      return { outcome: "ok" } as const;
    };
    const admin = { tagOrder: tag("order"), tagCustomer: tag("customer") };
    expect(await applyTags(scene.ctx, admin)).toMatchObject({ failed: 2 });
    scene.clock.advance(48 * hourMs);
    expect(await applyTags(scene.ctx, admin)).toMatchObject({ applied: 0, failed: 0 });

    allowed = true;
    const grant = (scopes: string[]) =>
      inTransaction(scene.ctx, (ctx) => noteScopes(ctx, shopId, { scopes, at: scene.clock.now() }));
    await grant(["read_orders", "write_orders"]);
    expect(await applyTags(scene.ctx, admin)).toMatchObject({ applied: 1 });
    await grant(["read_orders", "write_customers", "write_orders"]);
    await grant(["read_orders", "write_customers", "write_orders"]);
    expect(await applyTags(scene.ctx, admin)).toMatchObject({ applied: 1 });
    expect(told).toEqual(["order", "customer"]);
  });

  test("for somebody who is no customer says so, and the path goes on", async () => {
    await givenPath(path);
    await database.db.contactIdentity.deleteMany({ where: { kind: "shopify_customer" } });
    await ordered("1");
    await runAll();
    expect((await steps()).map(({ reason }) => reason)).toEqual(["tag_planned", "no_customer_to_tag", "planned"]);
    expect(await database.db.tagTask.count()).toBe(1);
  });
});
