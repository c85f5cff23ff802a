import { beforeEach, describe, expect, test } from "vitest";
import { enableGallery } from "#app/core/automations/enable-gallery.ts";
import { gallery } from "#app/core/automations/gallery.ts";
import { installGallery } from "#app/core/automations/install-gallery.ts";
import { runDueSteps } from "#app/core/automations/run-due-steps.ts";
import type { Ctx } from "#app/core/ports.ts";
import { inTransaction, makeCtx, type TestContext } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenContact } from "#test/support/given.ts";
import {
  givenAutomatedShop,
  givenCheckout,
  givenMarketingConsent,
  givenOrder,
  tell,
} from "#test/support/given-automations.ts";

const database = useTestDatabase();
const hourMs = 3_600_000;

let scene: TestContext;
let shopId: string;

beforeEach(async () => {
  scene = makeCtx(database.db, { now: "2026-11-21T10:00:00Z" });
  shopId = (await givenAutomatedShop(scene.ctx, { languages: ["de"] })).shop.id;
});

async function orders(shop: string, id: string) {
  const contact = await givenContact(scene.ctx, shop);
  await givenOrder(scene.ctx, shop, { contactId: contact.id, id });
  const subject = { subjectKind: "order", subjectId: id, orderId: id } as const;
  await tell(scene.ctx, shop, { kind: "order_created", ...subject, contactId: contact.id });
}

async function abandons() {
  const contact = await givenContact(scene.ctx, shopId);
  await givenMarketingConsent(scene.ctx, shopId, contact.id);
  await givenCheckout(scene.ctx, shopId, { contactId: contact.id });
  const subject = { subjectKind: "checkout", subjectId: "checkout-1" } as const;
  await tell(scene.ctx, shopId, { kind: "checkout_updated", ...subject, contactId: contact.id });
}

const countMessages = () => database.db.message.count();

describe("the gallery", () => {
  test("is installed once, and keeps what the merchant changed", async () => {
    await database.db.automation.updateMany({
      where: { key: "delivered" },
      data: { enabled: false, name: "Angekommen" },
    });
    const again = await inTransaction(scene.ctx, (ctx) => installGallery(ctx, shopId, { enable: true }));
    expect(again).toEqual({ added: 0 });
    expect(await database.db.automation.count()).toBe(gallery.length);
    expect(await database.db.automation.findFirst({ where: { key: "delivered" } })).toMatchObject({
      enabled: false,
      name: "Angekommen",
    });
  });

  test("is switched on as a whole, but for what the merchant switched off", async () => {
    await database.db.automation.deleteMany();
    await inTransaction(scene.ctx, (ctx) => installGallery(ctx, shopId));
    scene.clock.advance(1_000);
    await database.db.automation.updateMany({ where: { key: "delivered" }, data: { updatedAt: scene.clock.now() } });
    expect(await enableGallery(scene.ctx, shopId)).toBe(gallery.length - 1);
    expect(await enableGallery(scene.ctx, shopId)).toBe(0);
    expect(await database.db.automation.findMany({ where: { enabled: false } })).toMatchObject([{ key: "delivered" }]);
  });
});

describe("a run under way", () => {
  test("goes on as it began when its automation is changed; new runs follow the change", async () => {
    await abandons();
    const automation = await database.db.automation.findFirstOrThrow({ where: { key: "abandoned_checkout" } });
    const definition = gallery.find(({ key }) => key === "abandoned_cart")?.definition ?? {};
    const changed = { ...definition, trigger: "checkout_abandoned" };
    const id = { shopId_id: { shopId, id: automation.id } };
    await database.db.automation.update({ where: id, data: { definition: changed, version: 2 } });
    scene.clock.advance(hourMs);
    await runDueSteps(scene.ctx);
    expect(await database.db.message.findMany()).toMatchObject([{ templateName: "abandoned_checkout_1" }]);
  });

  test("stops when its automation is switched off", async () => {
    await abandons();
    await database.db.automation.updateMany({ data: { enabled: false } });
    scene.clock.advance(hourMs);
    expect(await runDueSteps(scene.ctx)).toMatchObject({ cancelled: 1, planned: 0 });
    expect(await database.db.automationRun.findFirst()).toMatchObject({
      state: "cancelled",
      endReason: "automation_disabled",
    });
    expect(await database.db.automationStep.findFirst()).toMatchObject({
      state: "cancelled",
      reason: "automation_disabled",
    });
  });

  test("ends visibly when its definition can not be read", async () => {
    await abandons();
    await database.db.automationRun.updateMany({ data: { definition: { version: 99 } } });
    scene.clock.advance(hourMs);
    expect(await runDueSteps(scene.ctx)).toMatchObject({ cancelled: 1 });
    expect(await database.db.automationRun.findFirst()).toMatchObject({ endReason: "definition_unreadable" });
  });
});

test("a definition that can not be read starts nothing and holds up no other", async () => {
  await database.db.automation.updateMany({
    where: { key: "payment_reminder" },
    data: { definition: { version: 99 } },
  });
  await orders(shopId, "1");
  await runDueSteps(scene.ctx);
  expect(await database.db.message.findMany()).toMatchObject([{ templateName: "order_confirmed" }]);
  expect(scene.logs).toMatchObject([
    { event: "automation.definition_unreadable", fields: { automation: "payment_reminder" } },
  ]);
});

describe("dying", () => {
  /** Every write of the transaction is made, then the process dies before the commit. */
  function dyingBeforeCommit(ctx: Ctx): Ctx {
    const db = new Proxy(ctx.db, {
      get(target, property, receiver) {
        if (property !== "$transaction") return Reflect.get(target, property, receiver) as unknown;
        return (work: ((tx: unknown) => Promise<unknown>) | never[]) => {
          if (Array.isArray(work)) return target.$transaction(work);
          return target.$transaction(async (tx) => {
            await work(tx);
            throw new Error("killed");
          });
        };
      },
    });
    return { ...ctx, db };
  }

  test("before the commit leaves the step as it was; the repetition plans one message", async () => {
    await abandons();
    scene.clock.advance(hourMs);
    const before = await database.db.automationStep.findMany();
    expect(await runDueSteps(dyingBeforeCommit(scene.ctx))).toMatchObject({ failed: 1, planned: 0 });
    expect(await countMessages()).toBe(0);
    expect(await database.db.automationStep.findMany()).toMatchObject([
      { id: before[0]?.id, state: "waiting", attempts: 1, reason: "step_failed" },
    ]);
    expect(scene.wakes).not.toContain("send");

    scene.clock.advance(1_000);
    expect(await runDueSteps(scene.ctx)).toMatchObject({ planned: 1 });
    expect(await countMessages()).toBe(1);
    expect(await database.db.automationStep.count()).toBe(2);
  });

  test("at any id that is drawn: the end is the same", async () => {
    await abandons();
    scene.clock.advance(hourMs);
    for (let survived = 0; survived < 6; survived += 1) {
      let left = survived;
      const next = () => {
        if (left === 0) throw new Error("killed");
        left -= 1;
        return scene.ctx.ids.next();
      };
      await runDueSteps({ ...scene.ctx, ids: { ...scene.ctx.ids, next } });
      scene.clock.advance(60_000);
    }
    expect(await countMessages()).toBe(1);
    expect(await database.db.automationStep.count({ where: { state: "waiting" } })).toBe(1);
    expect(await database.db.automationStep.count()).toBe(2);
  });

  test("again and again ends visibly once the step is out of date", async () => {
    await abandons();
    scene.clock.advance(hourMs);
    const dying = dyingBeforeCommit(scene.ctx);
    for (let hour = 0; hour < 24; hour += 1) {
      await runDueSteps(dying);
      scene.clock.advance(hourMs);
    }
    expect(await database.db.automationStep.findFirst()).toMatchObject({ state: "waiting", reason: "step_failed" });
    await runDueSteps(dying);
    expect(await database.db.automationStep.findFirst()).toMatchObject({ state: "cancelled", reason: "step_gave_up" });
    expect(await database.db.automationRun.findFirst()).toMatchObject({
      state: "cancelled",
      endReason: "step_gave_up",
    });
  });
});

describe("many at once", () => {
  test("workers side by side take each step once", async () => {
    for (let n = 1; n <= 25; n += 1) await orders(shopId, String(n));
    const passes = await Promise.all([runDueSteps(scene.ctx), runDueSteps(scene.ctx), runDueSteps(scene.ctx)]);
    expect(passes.reduce((sum, { planned }) => sum + planned, 0)).toBe(25);
    expect(passes.reduce((sum, { failed }) => sum + failed, 0)).toBe(0);
    expect(await countMessages()).toBe(25);
  });

  test("two reminders for one person, decided side by side, never break the cap", async () => {
    await database.db.shop.updateMany({
      data: { settings: { frequencyCap: { max: 1, days: 7 }, recentlyMessagedMinutes: 0 } },
    });
    const contact = await givenContact(scene.ctx, shopId);
    await givenMarketingConsent(scene.ctx, shopId, contact.id);
    for (const token of ["a", "b", "c", "d"]) {
      await givenCheckout(scene.ctx, shopId, { token, contactId: contact.id });
      const subject = { subjectKind: "checkout", subjectId: token } as const;
      await tell(scene.ctx, shopId, { kind: "checkout_updated", ...subject, contactId: contact.id });
    }
    scene.clock.advance(hourMs);
    await Promise.all([runDueSteps(scene.ctx), runDueSteps(scene.ctx)]);
    expect(await database.db.message.count({ where: { state: "queued" } })).toBe(1);
  });

  test("a shop with a crowd of due steps does not make another wait", async () => {
    for (let n = 1; n <= 12; n += 1) await orders(shopId, String(n));
    scene.clock.advance(1_000);
    const other = await givenAutomatedShop(scene.ctx, { languages: ["de"] });
    await orders(other.shop.id, "1");
    expect(await runDueSteps(scene.ctx, 4)).toMatchObject({ planned: 4, more: true });
    expect(await database.db.message.count({ where: { shopId: other.shop.id } })).toBe(1);
    expect(await runDueSteps(scene.ctx, 100)).toMatchObject({ planned: 9, more: false });
  });

  test("a step that breaks holds up no other", async () => {
    await orders(shopId, "1");
    await orders(shopId, "2");
    await database.db.order.updateMany({ where: { id: "1" }, data: { lineItems: [{ title: "" }], currency: "???" } });
    const settings = await database.db.shop.findFirstOrThrow();
    expect(settings.settings).toEqual({});
    const pass = await runDueSteps(scene.ctx);
    expect(pass).toMatchObject({ planned: 1 });
    expect(pass.suppressed + pass.failed).toBe(1);
  });
});

describe("back in stock", () => {
  const restock = (occurredAt = scene.clock.now()) =>
    tell(scene.ctx, shopId, {
      kind: "variant_in_stock",
      subjectKind: "variant",
      subjectId: "701",
      variantId: "701",
      contactId: null,
      occurredAt,
    });
  const sellOut = () =>
    tell(scene.ctx, shopId, {
      kind: "variant_out_of_stock",
      subjectKind: "variant",
      subjectId: "701",
      variantId: "701",
      contactId: null,
    });

  async function asks(variantId = "701") {
    const contact = await givenContact(scene.ctx, shopId);
    const id = scene.ctx.ids.next();
    const product = { productTitle: "Schale", productUrl: "https://lindenholz.example/products/schale" };
    return database.db.productRequest.create({
      data: {
        shopId,
        id,
        contactId: contact.id,
        kind: "back_in_stock",
        variantId,
        requestedAt: scene.clock.now(),
        ...product,
      },
    });
  }
  const open = () => database.db.productRequest.count({ where: { notifiedAt: null } });

  test("everybody who asked is told, once per request", async () => {
    for (let n = 0; n < 5; n += 1) await asks();
    await asks("999");
    expect(await restock()).toMatchObject({ started: 5 });
    expect(await open()).toBe(1);
    expect(await restock()).toMatchObject({ started: 0 });
    await runDueSteps(scene.ctx);
    expect(await countMessages()).toBe(5);
  });

  test("a restock told late does not answer a request made since", async () => {
    const before = scene.clock.now();
    scene.clock.advance(24 * hourMs);
    await asks();
    expect(await restock(before)).toMatchObject({ started: 0 });
    expect(await open()).toBe(1);
  });

  test("sold out again before they were told: they still wait, and are told next time", async () => {
    await asks();
    await restock();
    scene.clock.advance(1_000);
    await sellOut();
    expect(await runDueSteps(scene.ctx)).toMatchObject({ planned: 0 });
    expect(await open()).toBe(1);
    scene.clock.advance(24 * hourMs);
    expect(await restock()).toMatchObject({ started: 1 });
    await runDueSteps(scene.ctx);
    expect(await database.db.message.findMany()).toMatchObject([{ state: "queued", templateName: "back_in_stock" }]);
    expect(await open()).toBe(0);
  });

  test("who was told is not asked for again when it sells out", async () => {
    await asks();
    await restock();
    await runDueSteps(scene.ctx);
    await database.db.message.updateMany({ data: { state: "accepted" } });
    await sellOut();
    expect(await open()).toBe(0);
  });

  test("switched off: requests stay open", async () => {
    await asks();
    await database.db.automation.updateMany({ data: { enabled: false } });
    expect(await restock()).toMatchObject({ started: 0 });
    expect(await open()).toBe(1);
  });
});

test("another shop's automations, orders and tokens are not touched", async () => {
  const other = await givenAutomatedShop(scene.ctx, { languages: ["de"] });
  await abandons();
  const stranger = await givenContact(scene.ctx, other.shop.id);
  await givenOrder(scene.ctx, other.shop.id, { contactId: stranger.id, checkoutToken: "checkout-1" });
  const told = { kind: "order_created", subjectKind: "order", subjectId: "9001", orderId: "9001" } as const;
  await tell(scene.ctx, other.shop.id, { ...told, checkoutToken: "checkout-1", contactId: stranger.id });
  expect(await database.db.automationRun.findFirst({ where: { shopId } })).toMatchObject({ state: "active" });
  scene.clock.advance(hourMs);
  expect(await runDueSteps(scene.ctx)).toMatchObject({ planned: 2 });
});
