import { beforeEach, describe, expect, test } from "vitest";
import { readCustomer } from "#app/core/analytics/read-customer.ts";
import { readStorefrontOrigins } from "#app/core/analytics/read-storefront-origins.ts";
import { mergeContacts } from "#app/core/contacts/merge-contacts.ts";
import { applyInbound } from "#app/core/conversations/apply-inbound.ts";
import { eraseCustomer } from "#app/core/customers/erase-customer.ts";
import { makeLink } from "#app/core/links/keep-links.ts";
import type { Ctx } from "#app/core/ports.ts";
import { creditLateOrders } from "#app/core/results/credit-late-orders.ts";
import { creditOrder } from "#app/core/results/credit-order.ts";
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
const ada = "+4915112345678";
const grace = "+4915112345679";

beforeEach(async () => {
  const made = makeCtx(database.db, { now: "2026-11-21T10:00:00Z" });
  clock = made.clock;
  ctx = { ...made.ctx, ids: makeTimeIds(clock) };
  const { shop, number } = await givenShop(ctx);
  shopId = shop.id;
  numberId = number.id;
});

let messages = 0;

async function write(text: string, from = ada, occurredAt = clock.now()) {
  messages += 1;
  const message = {
    wamid: `wamid.origin-${messages}`,
    type: "text",
    from: { phone: from },
    occurredAt,
    text,
    content: { type: "text", text: { body: text } },
  };
  await inTransaction(ctx, (tx) => applyInbound(tx, { shopId, numberId }, message, clock.now()));
}

const contactOf = async (phone = ada) =>
  (await ctx.db.contactIdentity.findFirstOrThrow({ where: { shopId, kind: "phone", value: phone } })).contactId;

const look = (id: string) => inTransaction(ctx, (tx) => creditOrder(tx, shopId, id));

let orders = 0;

async function order(phone = ada) {
  orders += 1;
  const id = String(9_500 + orders);
  await ctx.db.order.create({
    data: {
      ...{ shopId, id, name: `#${id}`, contactId: await contactOf(phone), currency: "EUR", totalMinor: 5_000n },
      ...{ outstandingMinor: 0n, financialStatus: "paid", paymentKind: "prepaid", tags: [], lineItems: [] },
      ...{ discounts: [], createdAt: clock.now(), versionAt: clock.now() },
    },
  });
  await look(id);
  return id;
}

/** As [name, chats, orders, revenue]. */
async function origins() {
  const { pages, products, campaigns } = await readStorefrontOrigins(ctx, shopId);
  const rows = (list: typeof pages) => list.map((one) => [one.name, one.chats, one.orders, one.revenueMinor]);
  return { pages: rows(pages), products: rows(products), campaigns: rows(campaigns) };
}

describe("what the storefront's links bring", () => {
  test("chats by page, product and campaign, each conversation once, and the order for the page pressed last", async () => {
    await write("Is it blue? (ref: product-linen-tote.44~summer)");
    await write("And large? (ref: product-linen-tote.45~summer)");
    await write("(ref: product-linen-tote.44)", grace);
    clock.advance(dayMs);
    await write("My cart (ref: cart)");
    await write("Tell me (ref: restock-oak-tray.9.de)", grace);
    clock.advance(60_000);
    await order();
    await order(grace);
    clock.advance(1_000);
    await write("(ref: product-linen-tote.44~summer)");
    expect(await origins()).toEqual({
      pages: [
        ["cart", 1, 1, "5000"],
        ["restock", 1, 1, "5000"],
        ["product", 2, 0, "0"],
      ],
      products: [
        ["oak-tray", 1, 1, "5000"],
        ["linen-tote", 2, 0, "0"],
      ],
      campaigns: [["summer", 1, 0, "0"]],
    });
    expect(await ctx.db.orderCredit.count({ where: { shopId } })).toBe(0);
    clock.advance(31 * dayMs);
    expect(await origins()).toEqual({ pages: [], products: [], campaigns: [] });
  });

  test("refunds and cancelling are followed, and the order counts once however often it is looked at", async () => {
    await write("(ref: product-linen-tote.44~summer)");
    clock.advance(60_000);
    const id = await order();
    await ctx.db.refund.create({
      data: { shopId, id: "1", orderId: id, amountMinor: 1_500n, currency: "EUR", createdAt: clock.now() },
    });
    await Promise.all([look(id), look(id)]);
    expect((await origins()).campaigns).toEqual([["summer", 1, 1, "3500"]]);
    const read = await readCustomer(ctx, shopId, await contactOf());
    expect(read.outcome === "found" && read.customer.orders[0]?.cameBy).toEqual({
      page: "product",
      name: "linen-tote",
      campaign: "summer",
    });
    await ctx.db.order.updateMany({ where: { shopId, id }, data: { cancelledAt: clock.now() } });
    await look(id);
    expect((await origins()).campaigns).toEqual([["summer", 1, 0, "0"]]);
  });

  test("an order counts for a merchant's link or for a page, whichever was pressed last", async () => {
    const linkId = ctx.ids.next();
    await makeLink(ctx, shopId, linkId, { name: "Shop window", text: "Hello", phone: "4930901820" });
    const { code } = await ctx.db.chatLink.findFirstOrThrow({ where: { shopId, id: linkId } });
    await write("(ref: product-linen-tote.44)");
    clock.advance(1_000);
    await write(`(ref: L-${code})`);
    clock.advance(1_000);
    const id = await order();
    expect(await ctx.db.linkOrder.findMany({ where: { shopId } })).toMatchObject([{ orderId: id, linkId, page: null }]);
    expect((await origins()).pages).toEqual([["product", 1, 0, "0"]]);
    const read = await readCustomer(ctx, shopId, await contactOf());
    expect(read.outcome === "found" && read.customer.orders[0]?.cameBy).toMatchObject({
      page: "link",
      name: "Shop window",
    });
  });

  test("outside the days of a press it counts for nothing; what came late is counted late", async () => {
    await write("(ref: cart)");
    clock.advance(8 * dayMs);
    await order();
    expect((await origins()).pages).toEqual([["cart", 1, 0, "0"]]);
    const pressedAt = clock.now();
    clock.advance(60_000);
    await order();
    await write("(ref: home)", ada, new Date(pressedAt.getTime() + 1_000));
    await creditLateOrders(ctx, shopId);
    expect((await origins()).pages).toEqual([
      ["home", 1, 1, "5000"],
      ["cart", 1, 0, "0"],
    ]);
  });

  test("two conversations that become one came once, also when they press again; erasing leaves the counts", async () => {
    for (const phone of [ada, grace]) await write("(ref: product-linen-tote.44~summer)", phone);
    const [kept, dropped] = [await contactOf(ada), await contactOf(grace)];
    await inTransaction(ctx, (tx) => mergeContacts(tx, shopId, kept, dropped));
    clock.advance(1_000);
    await write("(ref: product-linen-tote.44~summer)", grace);
    clock.advance(1_000);
    await order();
    expect((await origins()).pages).toEqual([["product", 1, 1, "5000"]]);
    await eraseCustomer(ctx, shopId, kept);
    expect((await origins()).pages).toEqual([["product", 1, 1, "5000"]]);
  });

  test("what somebody makes up is the store; another shop sees nothing of it", async () => {
    await write("(ref: whatever-i-like)");
    const other = await givenShop(ctx);
    await givenContact(ctx, other.shop.id);
    expect((await origins()).pages).toEqual([["shop", 1, 0, "0"]]);
    shopId = other.shop.id;
    expect(await origins()).toEqual({ pages: [], products: [], campaigns: [] });
  });
});
