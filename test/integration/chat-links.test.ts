import { beforeEach, describe, expect, test } from "vitest";
import { listLinks, readLink } from "#app/core/analytics/list-links.ts";
import { mergeContacts } from "#app/core/contacts/merge-contacts.ts";
import { applyInbound } from "#app/core/conversations/apply-inbound.ts";
import { eraseCustomer } from "#app/core/customers/erase-customer.ts";
import { changeLink, makeLink, pauseLink, removeLink } from "#app/core/links/keep-links.ts";
import type { Ctx } from "#app/core/ports.ts";
import { creditLateOrders } from "#app/core/results/credit-late-orders.ts";
import { creditOrder } from "#app/core/results/credit-order.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { inTransaction, makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { makeTimeIds, type FakeClock } from "#test/support/fake-time.ts";
import { givenContact, givenShop } from "#test/support/given.ts";

const database = useTestDatabase();
let ctx: Ctx;
let clock: FakeClock;
let shopId: string;
let numberId: string;

const dayMs = 24 * 3_600_000;
const fields = { name: "Shop window", text: "Hello & welcome", phone: "4930901820" };
const ada = "+4915112345678";

beforeEach(async () => {
  const made = makeCtx(database.db, { now: "2026-11-21T10:00:00Z" });
  clock = made.clock;
  ctx = { ...made.ctx, ids: makeTimeIds(clock) };
  const { shop, number } = await givenShop(ctx);
  shopId = shop.id;
  numberId = number.id;
});

async function givenLink(more: Partial<typeof fields> = {}) {
  const id = ctx.ids.next();
  await makeLink(ctx, shopId, id, { ...fields, ...more });
  return ctx.db.chatLink.findUniqueOrThrow({ where: { shopId_id: { shopId, id } } });
}

let messages = 0;

async function write(text: string, from = ada) {
  messages += 1;
  const message = {
    wamid: `wamid.link-${messages}`,
    type: "text",
    from: { phone: from },
    occurredAt: clock.now(),
    text,
    content: { type: "text", text: { body: text } },
  };
  await inTransaction(ctx, (tx) => applyInbound(tx, { shopId, numberId }, message, clock.now()));
}

const contactOf = async (phone = ada) =>
  (await ctx.db.contactIdentity.findFirstOrThrow({ where: { shopId, kind: "phone", value: phone } })).contactId;

let orders = 0;

async function order(more: Partial<Prisma.OrderUncheckedCreateInput> = {}) {
  orders += 1;
  const id = String(9_000 + orders);
  await ctx.db.order.create({
    data: {
      shopId,
      id,
      name: `#${id}`,
      contactId: await contactOf(),
      currency: "EUR",
      totalMinor: 5_000n,
      outstandingMinor: 0n,
      financialStatus: "paid",
      paymentKind: "prepaid",
      tags: [],
      lineItems: [],
      discounts: [],
      createdAt: clock.now(),
      versionAt: clock.now(),
      ...more,
    },
  });
  await inTransaction(ctx, (tx) => creditOrder(tx, shopId, id));
  return id;
}

const countsOf = async (id: string) => {
  const link = await readLink(ctx, shopId, id);
  return link && [link.conversations, link.orders, link.revenueMinor];
};

describe("making links", () => {
  test("a link is a plain one that ends with its code, and is made once", async () => {
    const id = ctx.ids.next();
    await Promise.all([makeLink(ctx, shopId, id, fields), makeLink(ctx, shopId, id, fields)]);
    const { links } = await listLinks(ctx, shopId, {});
    expect(links).toHaveLength(1);
    expect(links[0]?.code).toMatch(/^[2-9A-HJKMNP-TW-Z]{7}$/);
    expect(links[0]?.address).toBe(
      `https://wa.me/4930901820?text=Hello%20%26%20welcome%20(ref%3A%20L-${links[0]?.code})`,
    );
  });

  test("what is wrong is told beside its field, and nothing is made", async () => {
    const wrong = await makeLink(ctx, shopId, ctx.ids.next(), {
      name: " ",
      text: "x".repeat(301),
      phone: "4930000000",
    });
    expect(wrong).toEqual({
      outcome: "invalid",
      problems: [
        { field: "name", rule: "nameMissing" },
        { field: "text", rule: "textTooLong", max: 300 },
        { field: "phone", rule: "phoneUnknown" },
      ],
    });
    expect((await listLinks(ctx, shopId, {})).links).toEqual([]);
  });

  test("saving onto another version is told; the code stays", async () => {
    const link = await givenLink();
    expect(await changeLink(ctx, shopId, link.id, { ...fields, text: "Hi" }, 1)).toMatchObject({ outcome: "saved" });
    expect(await changeLink(ctx, shopId, link.id, fields, 1)).toEqual({ outcome: "conflict", version: 2 });
    expect(await readLink(ctx, shopId, link.id)).toMatchObject({ text: "Hi", code: link.code });
  });

  test("another shop's link is unknown", async () => {
    const link = await givenLink();
    const other = (await givenShop(ctx)).shop.id;
    expect(await readLink(ctx, other, link.id)).toBeNull();
    expect((await listLinks(ctx, other, {})).links).toEqual([]);
    expect(await changeLink(ctx, other, link.id, fields, 1)).toEqual({ outcome: "unknown" });
    expect(await pauseLink(ctx, other, link.id, true)).toEqual({ known: false });
    expect(await removeLink(ctx, other, link.id, true)).toEqual({ known: false });
  });
});

describe("what a link brings", () => {
  test("a conversation counts once, however often it is pressed and however the code is written", async () => {
    const link = await givenLink();
    await write(`Hello & welcome (ref: L-${link.code})`);
    await write(`Hello again! (ref: l-${link.code.toLowerCase()} )  `);
    await write("Something else");
    await write(`(ref: L-${link.code})`, "+4915112345679");
    await write("(ref: L-2222222)", "+4915112345670");
    expect(await countsOf(link.id)).toEqual([2, 0, "0"]);
    const conversation = await ctx.db.conversation.findFirstOrThrow({
      where: { shopId, contactId: await contactOf() },
    });
    expect(conversation.origin).toMatchObject({ reference: `L-${link.code}`, page: "link" });
  });

  test("another shop's code counts nothing", async () => {
    const link = await givenLink();
    const mine = shopId;
    const other = await givenShop(ctx);
    [shopId, numberId] = [other.shop.id, other.number.id];
    await write(`(ref: L-${link.code})`);
    shopId = mine;
    expect(await countsOf(link.id)).toEqual([0, 0, "0"]);
  });

  test("an order counts for the link pressed last before it, within the days, and only there", async () => {
    const [window, parcel] = [await givenLink(), await givenLink({ name: "Parcel" })];
    await write(`(ref: L-${window.code})`);
    clock.advance(dayMs);
    await write(`(ref: L-${parcel.code})`);
    clock.advance(dayMs);
    await order();
    clock.advance(1_000);
    await write(`(ref: L-${window.code})`);
    clock.advance(7 * dayMs + 1);
    await order();
    expect(await countsOf(window.id)).toEqual([1, 0, "0"]);
    expect(await countsOf(parcel.id)).toEqual([1, 1, "5000"]);
    expect(await ctx.db.orderCredit.count({ where: { shopId } })).toBe(0);
  });

  test("its worth follows the order; cancelled, it counts no more", async () => {
    const link = await givenLink();
    await write(`(ref: L-${link.code})`);
    clock.advance(60_000);
    const id = await order();
    const look = () => inTransaction(ctx, (tx) => creditOrder(tx, shopId, id));
    await look();
    expect(await countsOf(link.id)).toEqual([1, 1, "5000"]);
    await ctx.db.refund.create({
      data: { shopId, id: "1", orderId: id, amountMinor: 1_500n, currency: "EUR", createdAt: clock.now() },
    });
    await look();
    expect(await countsOf(link.id)).toEqual([1, 1, "3500"]);
    await ctx.db.order.updateMany({ where: { shopId, id }, data: { cancelledAt: clock.now() } });
    await look();
    expect(await countsOf(link.id)).toEqual([1, 0, "0"]);
  });

  test("a message that arrives after the order it came before is counted late", async () => {
    const link = await givenLink();
    await write("Hello");
    const pressedAt = clock.now();
    clock.advance(60_000);
    await order();
    const message = {
      wamid: "wamid.late",
      type: "text",
      from: { phone: ada },
      occurredAt: pressedAt,
      text: `(ref: L-${link.code})`,
      content: {},
    };
    await inTransaction(ctx, (tx) => applyInbound(tx, { shopId, numberId }, message, clock.now()));
    expect(await countsOf(link.id)).toEqual([1, 0, "0"]);
    await creditLateOrders(ctx, shopId);
    expect(await countsOf(link.id)).toEqual([1, 1, "5000"]);
  });

  test("paused and removed links count nothing new and keep what they had", async () => {
    const [paused, removed] = [await givenLink(), await givenLink()];
    for (const { code } of [paused, removed]) await write(`(ref: L-${code})`);
    await pauseLink(ctx, shopId, paused.id, true);
    await removeLink(ctx, shopId, removed.id, true);
    for (const { code } of [paused, removed]) await write(`(ref: L-${code})`, "+4915112345679");
    expect(await countsOf(paused.id)).toEqual([1, 0, "0"]);
    expect(await countsOf(removed.id)).toEqual([1, 0, "0"]);
    expect((await listLinks(ctx, shopId, {})).links.map(({ id }) => id)).toEqual([paused.id]);
    expect((await listLinks(ctx, shopId, { removed: "yes" })).links.map(({ id }) => id)).toEqual([removed.id]);
    await pauseLink(ctx, shopId, paused.id, false);
    await write(`(ref: L-${paused.code})`, "+4915112345679");
    expect(await countsOf(paused.id)).toEqual([2, 0, "0"]);
  });

  test("two conversations that become one came by the link once, also when it is pressed again", async () => {
    const link = await givenLink();
    const other = "+4915112345679";
    for (const phone of [ada, other]) await write(`(ref: L-${link.code})`, phone);
    await write(`(ref: L-${(await givenLink()).code})`, other);
    const [kept, dropped] = [await contactOf(ada), await contactOf(other)];
    await inTransaction(ctx, (tx) => mergeContacts(tx, shopId, kept, dropped));
    expect(await countsOf(link.id)).toEqual([1, 0, "0"]);
    clock.advance(1_000);
    await write(`(ref: L-${link.code})`, other);
    expect(await countsOf(link.id)).toEqual([1, 0, "0"]);
    const conversation = await ctx.db.conversation.findFirstOrThrow({ where: { shopId, contactId: kept } });
    for (const arrival of await ctx.db.linkArrival.findMany({ where: { shopId } }))
      expect(arrival).toMatchObject({ contactId: kept, conversationId: conversation.id });
  });

  test("merging people moves what they came by; erasing them leaves the counts", async () => {
    const link = await givenLink();
    await write(`(ref: L-${link.code})`);
    const kept = await givenContact(ctx, shopId, { customerId: "77" });
    const came = await contactOf();
    await inTransaction(ctx, (tx) => mergeContacts(tx, shopId, kept.id, came));
    clock.advance(60_000);
    await order();
    expect(await countsOf(link.id)).toEqual([1, 1, "5000"]);
    await eraseCustomer(ctx, shopId, kept.id);
    expect(await countsOf(link.id)).toEqual([1, 1, "5000"]);
  });
});
