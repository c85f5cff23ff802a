import { describe, expect, test } from "vitest";
import type { Ctx } from "#app/core/ports.ts";
import { cancelMessages } from "#app/core/outbox/cancel-messages.ts";
import { isAllowed, messageStates } from "#app/core/outbox/message-states.ts";
import { planMessage } from "#app/core/outbox/plan-message.ts";
import { inTransaction, makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenMessage } from "#test/support/given-message.ts";
import { givenContact, givenShop } from "#test/support/given.ts";

const database = useTestDatabase();

async function givenOutbox(ctx: Ctx) {
  const { shop, number } = await givenShop(ctx);
  const contact = await givenContact(ctx, shop.id);
  return { shopId: shop.id, numberId: number.id, contactId: contact.id };
}

test("the database allows exactly the steps of the state machine", async () => {
  const { ctx, clock } = makeCtx(database.db);
  const where = await givenOutbox(ctx);
  const row = {
    ...where,
    category: "utility",
    priority: 0,
    content: {},
    dueAt: clock.now(),
    createdAt: clock.now(),
  } as const;
  const claim = { claimedAt: clock.now(), claimedBy: "worker", reason: "why" };

  const disagreements: string[] = [];
  for (const from of messageStates) {
    for (const to of messageStates.filter((state) => state !== from)) {
      const id = ctx.ids.next();
      await ctx.db.message.create({ data: { ...row, ...claim, id, state: from, dedupeKey: `${from}-${to}` } });
      const accepted = await ctx.db.message
        .update({ where: { shopId_id: { shopId: where.shopId, id } }, data: { state: to } })
        .then(
          () => true,
          () => false,
        );
      if (accepted !== isAllowed(from, to))
        disagreements.push(`${from} -> ${to}: ${accepted ? "accepted" : "refused"}`);
    }
  }
  expect(disagreements).toEqual([]);
});

describe("planMessage", () => {
  test("queues a message with a time to live, marketing behind the rest", async () => {
    const { ctx, clock } = makeCtx(database.db);
    const where = await givenOutbox(ctx);
    const id = await givenMessage(ctx, where, { category: "marketing" });
    expect(
      await ctx.db.message.findUniqueOrThrow({ where: { shopId_id: { shopId: where.shopId, id } } }),
    ).toMatchObject({
      state: "queued",
      priority: 10,
      templateName: "order_confirmed",
      language: "de",
      dueAt: clock.now(),
      expiresAt: new Date("2026-11-24T10:00:00Z"),
    });
  });

  test("planning twice is planning once, whatever became of the first", async () => {
    const { ctx } = makeCtx(database.db);
    const where = await givenOutbox(ctx);
    const id = await givenMessage(ctx, where, { dedupeKey: "order-1" });
    await inTransaction(ctx, (tx) =>
      cancelMessages(tx, { shopId: where.shopId, where: { contactId: where.contactId }, reason: "order_placed" }),
    );
    const again = await inTransaction(ctx, (tx) =>
      planMessage(tx, {
        ...where,
        category: "marketing",
        content: { kind: "text", text: "Hi" },
        dedupeKey: "order-1",
        dueAt: ctx.clock.now(),
      }),
    );
    expect(again).toEqual({ outcome: "duplicate", messageId: id });
    expect(await ctx.db.message.findMany({ select: { state: true, reason: true, category: true } })).toEqual([
      { state: "cancelled", reason: "order_placed", category: "utility" },
    ]);
  });

  test("two shops may use one key", async () => {
    const { ctx } = makeCtx(database.db);
    await givenMessage(ctx, await givenOutbox(ctx), { dedupeKey: "order-1" });
    await givenMessage(ctx, await givenOutbox(ctx), { dedupeKey: "order-1" });
    expect(await ctx.db.message.count()).toBe(2);
  });

  test("what was decided not to be sent is kept with its reason", async () => {
    const { ctx, clock } = makeCtx(database.db);
    const { shopId, contactId } = await givenOutbox(ctx);
    await inTransaction(ctx, (tx) =>
      planMessage(tx, {
        shopId,
        contactId,
        category: "marketing",
        content: { kind: "text", text: "Hi" },
        dedupeKey: "k",
        suppressed: { reason: "no_marketing_consent" },
      }),
    );
    expect(await ctx.db.message.findFirst()).toMatchObject({
      state: "suppressed",
      reason: "no_marketing_consent",
      endedAt: clock.now(),
    });
  });
});

describe("cancelMessages", () => {
  test("cancels what waits, of whom and what it was told, and nothing that is under way", async () => {
    const { ctx } = makeCtx(database.db);
    const where = await givenOutbox(ctx);
    const marketing = await givenMessage(ctx, where, { category: "marketing" });
    const utility = await givenMessage(ctx, where);
    const underWay = await givenMessage(ctx, where, { category: "marketing" });
    await ctx.db.message.update({
      where: { shopId_id: { shopId: where.shopId, id: underWay } },
      data: { state: "sending", claimedAt: ctx.clock.now(), claimedBy: "worker" },
    });
    const cancel = () =>
      inTransaction(ctx, (tx) =>
        cancelMessages(tx, {
          shopId: where.shopId,
          where: { contactId: where.contactId, categories: ["marketing"] },
          reason: "stop",
        }),
      );
    expect(await cancel()).toBe(1);
    expect(await cancel()).toBe(0);
    const states = await ctx.db.message.findMany({ select: { id: true, state: true }, orderBy: { id: "asc" } });
    expect(states).toEqual([
      { id: marketing, state: "cancelled" },
      { id: utility, state: "queued" },
      { id: underWay, state: "sending" },
    ]);
  });

  test("without saying whose, it cancels nothing", async () => {
    const { ctx } = makeCtx(database.db);
    const where = await givenOutbox(ctx);
    await givenMessage(ctx, where);
    expect(await inTransaction(ctx, (tx) => cancelMessages(tx, { shopId: where.shopId, where: {}, reason: "x" }))).toBe(
      0,
    );
  });
});
