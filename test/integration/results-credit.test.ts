import { beforeEach, describe, expect, test } from "vitest";
import { applyInbound } from "#app/core/conversations/apply-inbound.ts";
import { creditLateOrders } from "#app/core/results/credit-late-orders.ts";
import { recordClick } from "#app/core/results/record-click.ts";
import type { Prisma, Shop } from "#prisma/generated/client.ts";
import { inTransaction, makeCtx, type TestContext } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenContact, givenShop } from "#test/support/given.ts";
import { deliver, orderId, orderPayload, refundPayload, takeInAll } from "#test/support/shopify-deliveries.ts";

const database = useTestDatabase();
const phone = "+4915112345678";
let made: TestContext;
let shop: Shop;
let numberId: string;
let contactId: string;

beforeEach(async () => {
  made = makeCtx(database.db, { now: "2026-11-21T09:00:00Z" });
  const given = await givenShop(made.ctx);
  shop = given.shop;
  numberId = given.number.id;
  contactId = (await givenContact(made.ctx, shop.id, { phone })).id;
});

const at = (time: string) => new Date(`2026-11-21T${time}:00Z`);
let messages = 0;

/** A marketing message that arrived at 09:10; the order of the samples comes at 09:20. */
async function givenArrived(fields: Partial<Prisma.MessageUncheckedCreateInput> = {}) {
  messages += 1;
  const row = await made.ctx.db.message.create({
    data: {
      shopId: shop.id,
      id: made.ctx.ids.next(),
      contactId,
      numberId,
      dedupeKey: `arrived-${messages}`,
      state: "delivered",
      category: "marketing",
      priority: 10,
      content: { kind: "template", name: "offer", language: "en", header: [], body: [], buttons: [] },
      wamid: `wamid.out.${messages}`,
      dueAt: at("09:05"),
      createdAt: at("09:05"),
      acceptedAt: at("09:06"),
      deliveredAt: at("09:10"),
      ...fields,
    },
  });
  return row.id;
}

/** A run about a checkout, with its message. */
async function givenReminder(token = "checkout-1", fields: Partial<Prisma.MessageUncheckedCreateInput> = {}) {
  const now = made.ctx.clock.now();
  const automationId = made.ctx.ids.next();
  const key = `abandoned-${messages}`;
  await made.ctx.db.automation.create({
    data: {
      shopId: shop.id,
      id: automationId,
      key,
      name: key,
      trigger: "checkout_updated",
      enabled: true,
      definition: {},
      createdAt: now,
      updatedAt: now,
    },
  });
  const runId = made.ctx.ids.next();
  await made.ctx.db.automationRun.create({
    data: {
      shopId: shop.id,
      id: runId,
      automationId,
      contactId,
      definition: {},
      subjectKind: "checkout",
      subjectId: token,
      state: "active",
      startedAt: now,
    },
  });
  return givenArrived({ runId, automationId, ...fields });
}

async function take(topic: string, payload: Record<string, unknown>) {
  await deliver(made.ctx, shop.domain, { topic, payload });
  await takeInAll(made.ctx, made.clock);
}

const order = (overrides: Record<string, unknown> = {}) => take("orders/create", orderPayload({ phone, ...overrides }));
const credits = () => made.ctx.db.orderCredit.findMany({ where: { shopId: shop.id } });

async function reply(wamid: string, more: { text?: string; replyToWamid?: string; occurredAt?: Date } = {}) {
  const text = more.text ?? "Is it still there?";
  const occurredAt = more.occurredAt ?? at("09:15");
  if (made.ctx.clock.now() < occurredAt) made.clock.set(occurredAt.toISOString());
  await inTransaction(made.ctx, (tx) =>
    applyInbound(
      tx,
      { shopId: shop.id, numberId },
      { wamid, type: "text", from: { phone }, text, content: { text: { body: text } }, ...more, occurredAt },
      occurredAt,
    ),
  );
}

describe("an order counts for the message that brought it", () => {
  test("of its checkout: once, however often and in whatever order it is told", async () => {
    const messageId = await givenReminder();
    await order();
    await order();
    await take("orders/paid", orderPayload({ phone, updated_at: "2026-11-21T09:21:00Z", financial_status: "paid" }));
    await take("orders/updated", orderPayload({ phone, updated_at: "2026-11-21T09:19:00Z" }));
    expect(await credits()).toEqual([
      expect.objectContaining({
        orderId,
        messageId,
        kind: "checkout",
        messageAt: at("09:10"),
        revenueMinor: 4497n,
        currency: "EUR",
      }),
    ]);
  });

  test("by another checkout of the same cart", async () => {
    await made.ctx.db.checkout.create({
      data: {
        shopId: shop.id,
        token: "checkout-0",
        cartToken: "cart-1",
        currency: "EUR",
        totalMinor: 1n,
        lineItems: [],
        discounts: [],
        createdAt: at("09:00"),
        versionAt: at("09:00"),
      },
    });
    await givenReminder("checkout-0");
    await order();
    expect(await credits()).toMatchObject([{ kind: "checkout" }]);
  });

  test("by a press", async () => {
    const messageId = await givenArrived();
    made.clock.set("2026-11-21T09:12:00Z");
    await recordClick(made.ctx, { shopDomain: shop.domain, messageId });
    await order();
    expect(await credits()).toMatchObject([{ messageId, kind: "click", evidenceAt: at("09:12") }]);
  });

  test("by the link its visit began with, also when the buyer is somebody else and the press was not counted", async () => {
    const messageId = await givenArrived();
    const stranger = { phone: "+4915187654321", checkout_token: null, cart_token: null };
    await order({ ...stranger, landing_site: `/products/oak-bowl?tidings=${messageId}` });
    expect(await credits()).toMatchObject([{ kind: "click", messageId, evidenceAt: at("09:10") }]);
  });

  test("by no link of another shop, of a message that only informs, or of none", async () => {
    const informing = await givenArrived({ category: "utility" });
    const { shop: other, number } = await givenShop(made.ctx);
    const contact = await givenContact(made.ctx, other.id);
    const foreign = await givenArrived({ shopId: other.id, numberId: number.id, contactId: contact.id });
    for (const [index, id] of [informing, foreign, made.ctx.ids.next()].entries()) {
      const buyer = { id: 9_000_000 + index, name: `#${index}`, phone: "+4915187654321", checkout_token: null };
      await order({ ...buyer, cart_token: null, landing_site: `/?tidings=${id}` });
    }
    expect(await credits()).toEqual([]);
  });

  test("by an answer, but not by a word of stopping", async () => {
    const messageId = await givenArrived();
    await reply("wamid.in.1", { text: "STOP" });
    await order();
    expect(await credits()).toEqual([]);
    await reply("wamid.in.2", { occurredAt: at("09:16") });
    await reply("wamid.in.2", { occurredAt: at("09:16") });
    await reply("wamid.in.3", { occurredAt: at("09:14") });
    const row = await made.ctx.db.message.findUniqueOrThrow({
      where: { shopId_id: { shopId: shop.id, id: messageId } },
    });
    expect(row.repliedAt).toEqual(at("09:14"));
    expect(await creditLateOrders(made.ctx, shop.id)).toBe(1);
    expect(await credits()).toMatchObject([{ messageId, kind: "reply", evidenceAt: at("09:14") }]);
  });

  test("an answer that quotes a message is that message's", async () => {
    const quoted = await givenArrived({ wamid: "wamid.out.quoted" });
    await givenArrived({ createdAt: at("09:07") });
    await reply("wamid.in.4", { replyToWamid: "wamid.out.quoted" });
    await order();
    expect(await credits()).toMatchObject([{ messageId: quoted, kind: "reply" }]);
  });

  test("by a code that the message carried", async () => {
    const body = [{ type: "text", text: "Your code: TIDE-7K2P" }];
    const content = { kind: "template", name: "offer", language: "en", header: [], body, buttons: [] };
    const messageId = await givenArrived({ content });
    await givenArrived({ content: { ...content, body: [{ type: "text", text: "TIDE-7K2PX" }] } });
    await order({ discount_codes: [{ code: "tide-7k2p" }] });
    expect(await credits()).toMatchObject([{ messageId, kind: "code", code: "TIDE-7K2P" }]);
  });

  test("not for a message that never arrived, came after it, or only was there", async () => {
    await givenReminder("checkout-1", { state: "sent", deliveredAt: null });
    await givenReminder("checkout-1", { deliveredAt: at("09:30") });
    await givenArrived();
    await order();
    expect(await credits()).toEqual([]);
  });
});

describe("what comes late", () => {
  test("a delivery that is told after the order counts when the order is looked at again", async () => {
    const messageId = await givenReminder("checkout-1", { state: "sent", deliveredAt: null });
    await order();
    await made.ctx.db.message.update({
      where: { shopId_id: { shopId: shop.id, id: messageId } },
      data: { state: "delivered", deliveredAt: at("09:10") },
    });
    expect(await creditLateOrders(made.ctx, shop.id)).toBe(1);
    expect(await creditLateOrders(made.ctx, shop.id)).toBe(0);
    expect(await credits()).toMatchObject([{ messageId, kind: "checkout" }]);
  });

  test("stronger evidence takes the order over, a shorter window does not take it away", async () => {
    const pressed = await givenArrived({ clickedAt: at("09:12") });
    await order();
    expect(await credits()).toMatchObject([{ messageId: pressed, kind: "click" }]);
    await made.ctx.db.shop.update({ where: { id: shop.id }, data: { settings: { attribution: { clickDays: 0 } } } });
    await take("orders/updated", orderPayload({ phone, updated_at: "2026-11-21T09:25:00Z" }));
    expect(await credits()).toMatchObject([{ messageId: pressed, kind: "click" }]);
    const reminder = await givenReminder();
    await take("orders/updated", orderPayload({ phone, updated_at: "2026-11-21T09:26:00Z" }));
    expect(await credits()).toMatchObject([{ messageId: reminder, kind: "checkout" }]);
  });
});

describe("what the order is worth", () => {
  test("follows refunds, edits and cancellation", async () => {
    await givenReminder();
    await order();
    await take("refunds/create", refundPayload());
    await take("refunds/create", refundPayload());
    expect(await credits()).toMatchObject([{ revenueMinor: 2498n, cancelledAt: null }]);
    const returned = { updated_at: "2026-11-25T10:01:00Z", current_total_price: "24.98" };
    await take("orders/updated", orderPayload({ phone, ...returned }));
    expect(await credits()).toMatchObject([{ revenueMinor: 2498n }]);
    const cancelled = { updated_at: "2026-11-26T10:00:00Z", cancelled_at: "2026-11-26T10:00:00Z" };
    await take("orders/cancelled", orderPayload({ phone, ...cancelled }));
    expect(await credits()).toMatchObject([{ revenueMinor: 0n, cancelledAt: new Date("2026-11-26T10:00:00Z") }]);
  });

  test("in the shop's currency, whatever the shopper paid in", async () => {
    await givenReminder();
    const money = (amount: string, currency_code: string) => ({ amount, currency_code });
    await order({ total_price_set: { shop_money: money("44.97", "EUR"), presentment_money: money("52.30", "USD") } });
    expect(await credits()).toMatchObject([{ revenueMinor: 4497n, currency: "EUR" }]);
  });
});

test("another shop's message takes no credit", async () => {
  await givenReminder();
  const other = await givenShop(made.ctx);
  shop = other.shop;
  await order();
  expect(await credits()).toEqual([]);
});
