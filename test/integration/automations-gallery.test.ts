import { expect, test } from "vitest";
import { gallery } from "#app/core/automations/gallery.ts";
import { runDueSteps } from "#app/core/automations/run-due-steps.ts";
import type { Ctx } from "#app/core/ports.ts";
import type { TemplateContent } from "#app/core/outbox/message-content.ts";
import type { StoreEventKind } from "#app/core/shared/store-event.ts";
import { makeCtx } from "#test/support/context.ts";
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

type Told = Parameters<typeof tell>[2];
type Scene = { ctx: Ctx; shopId: string; contactId: string };

async function order(scene: Scene, overrides = {}) {
  await givenOrder(scene.ctx, scene.shopId, { contactId: scene.contactId, ...overrides });
}

async function parcel(scene: Scene, kind: StoreEventKind, shipmentStatus: string | null): Promise<Told> {
  await order(scene);
  await givenFulfillment(scene.ctx, scene.shopId, { shipmentStatus });
  return { kind, subjectKind: "fulfillment", subjectId: "5001", orderId: "9001", contactId: scene.contactId };
}

function ofOrder(kind: StoreEventKind, { contactId }: Scene): Told {
  return { kind, subjectKind: "order", subjectId: "9001", orderId: "9001", contactId };
}

const unpaid = { financialStatus: "pending", outstandingMinor: 4990n, paymentKind: "manual" };

/** What happens in the shop, per automation of the gallery; the wait until its first message; words of it. */
const scenes: Record<string, { happens(scene: Scene): Promise<Told>; afterMs?: number; says: string[] }> = {
  abandoned_checkout: {
    happens: async (scene) => {
      await givenCheckout(scene.ctx, scene.shopId, { contactId: scene.contactId });
      return { kind: "checkout_updated", subjectKind: "checkout", subjectId: "checkout-1", contactId: scene.contactId };
    },
    afterMs: hourMs,
    says: ["Ada", "Lindenholz", "49,90\u00a0€"],
  },
  abandoned_cart: {
    happens: async (scene) => {
      await givenCart(scene.ctx, scene.shopId, { contactId: scene.contactId });
      return { kind: "cart_updated", subjectKind: "cart", subjectId: "cart-1", contactId: scene.contactId };
    },
    afterMs: 4 * hourMs,
    says: ["Ada", "Lindenholz"],
  },
  order_confirmed: {
    happens: async (scene) => (await order(scene), ofOrder("order_created", scene)),
    says: ["Ada", "#1001", "49,90\u00a0€"],
  },
  cod_confirm: {
    happens: async (scene) => {
      await order(scene, { ...unpaid, paymentKind: "cod" });
      return ofOrder("order_created", scene);
    },
    says: ["Ada", "#1001", "49,90\u00a0€", "cod:confirm:9001", "cod:cancel:9001"],
  },
  payment_reminder: {
    happens: async (scene) => (await order(scene, unpaid), ofOrder("order_created", scene)),
    afterMs: 24 * hourMs,
    says: ["Ada", "#1001"],
  },
  order_cancelled: {
    happens: async (scene) => {
      await order(scene, { cancelledAt: scene.ctx.clock.now() });
      return ofOrder("order_cancelled", scene);
    },
    says: ["Ada", "#1001"],
  },
  refund_issued: {
    happens: async (scene) => {
      await order(scene);
      const { shopId, ctx, contactId } = scene;
      const createdAt = ctx.clock.now();
      const row = { shopId, id: "7001", orderId: "9001", amountMinor: 1250n, currency: "EUR", createdAt };
      await ctx.db.refund.create({ data: row });
      return { kind: "refund_created", subjectKind: "refund", subjectId: "7001", orderId: "9001", contactId };
    },
    says: ["Ada", "12,50\u00a0€"],
  },
  order_shipped: { happens: (scene) => parcel(scene, "fulfillment_created", null), says: ["Ada", "#1001"] },
  out_for_delivery: {
    happens: (scene) => parcel(scene, "fulfillment_out_for_delivery", "out_for_delivery"),
    says: ["Ada", "#1001"],
  },
  delivered: { happens: (scene) => parcel(scene, "fulfillment_delivered", "delivered"), says: ["Ada", "#1001"] },
  delivery_attempt_failed: {
    happens: (scene) => parcel(scene, "fulfillment_attempted_delivery", "attempted_delivery"),
    says: ["Ada", "#1001"],
  },
  delivery_delayed: { happens: (scene) => parcel(scene, "fulfillment_delayed", "delayed"), says: ["Ada", "#1001"] },
  ready_for_pickup: {
    happens: (scene) => parcel(scene, "fulfillment_ready_for_pickup", "ready_for_pickup"),
    says: ["Ada", "#1001"],
  },
  review_request: {
    happens: (scene) => parcel(scene, "fulfillment_delivered", "delivered"),
    afterMs: 72 * hourMs,
    says: ["Ada"],
  },
  back_in_stock: {
    happens: async ({ ctx, shopId, contactId }) => {
      await ctx.db.productRequest.create({
        data: {
          shopId,
          id: ctx.ids.next(),
          contactId,
          kind: "back_in_stock",
          variantId: "701",
          productTitle: "Eichenschale",
          productUrl: "https://lindenholz.example/products/eichenschale",
          requestedAt: ctx.clock.now(),
        },
      });
      return { kind: "variant_in_stock", subjectKind: "variant", subjectId: "701", variantId: "701", contactId: null };
    },
    says: ["Ada", "Eichenschale", "products/eichenschale"],
  },
};

test("every automation of the gallery has its scene here", () => {
  expect(Object.keys(scenes).sort()).toEqual(gallery.map(({ key }) => key).sort());
});

test.each(gallery.map(({ key }) => key))("%s: from the event to a message in the contact's language", async (key) => {
  const { ctx, clock, wakes, logs } = makeCtx(database.db, { now: "2026-11-21T10:00:00Z" });
  const { shop, number } = await givenAutomatedShop(ctx, { shop: { locale: "en" } });
  const contact = await givenContact(ctx, shop.id, { locale: "de-DE" });
  await givenMarketingConsent(ctx, shop.id, contact.id);
  const { happens, afterMs = 0, says } = scenes[key] ?? expect.fail(`no scene for ${key}`);

  const told = await happens({ ctx, shopId: shop.id, contactId: contact.id });
  const { started } = await tell(ctx, shop.id, told);
  expect(started).toBeGreaterThan(0);
  const mine = { shopId: shop.id, automation: { key } };
  if (afterMs > 0) {
    clock.advance(afterMs - 1);
    await runDueSteps(ctx);
    expect(await ctx.db.message.count({ where: { run: mine } })).toBe(0);
    clock.advance(1);
  }
  await runDueSteps(ctx);
  expect(logs.filter(({ level }) => level === "error")).toEqual([]);

  const messages = await ctx.db.message.findMany({ where: { run: mine } });
  expect(messages).toHaveLength(1);
  expect(messages[0]).toMatchObject({
    state: "queued",
    language: "de",
    numberId: number.id,
    contactId: contact.id,
    dueAt: clock.now(),
  });
  expect(wakes).toContain("send");
  const content = messages[0]?.content as TemplateContent;
  const values = [...content.header, ...content.body].map(({ text }) => text);
  const all = [...values, ...content.buttons.map(({ value }) => value)].join(" | ");
  for (const word of says) expect(all).toContain(word);

  const step = await ctx.db.automationStep.findFirstOrThrow({ where: { run: mine, position: 0 } });
  expect(step).toMatchObject({
    state: "done",
    reason: "planned",
    decision: { decision: "send", category: messages[0]?.category },
  });
  expect(JSON.stringify(step.decision)).not.toMatch(/Ada|\+49|Eichenschale/);
});
