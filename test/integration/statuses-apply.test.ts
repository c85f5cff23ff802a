import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eraseCustomer } from "#app/core/customers/erase-customer.ts";
import type { Ctx, Refusal } from "#app/core/ports.ts";
import { sendDue } from "#app/core/sending/send-due.ts";
import { applyStatuses } from "#app/core/statuses/apply-statuses.ts";
import type { CallbackStatus, StatusCallback } from "#app/core/statuses/status-callback.ts";
import { inTransaction, makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenMessage } from "#test/support/given-message.ts";
import { givenContact, givenShop } from "#test/support/given.ts";
import { createPretendApi, plainSecrets } from "#test/support/pretend-whatsapp-api.ts";

const database = useTestDatabase();
const sentAt = new Date("2026-11-21T10:00:01Z");
const later = (seconds: number) => new Date(sentAt.getTime() + seconds * 1_000);

async function givenAccepted(count = 1) {
  const { ctx, clock } = makeCtx(database.db);
  const { shop, account, number } = await givenShop(ctx, { lane: { ratePerSecond: 1000, tokens: 60 } });
  const lane = { shopId: shop.id, numberId: number.id };
  const ids: string[] = [];
  for (let i = 0; i < count; i++) {
    const { id: contactId } = await givenContact(ctx, shop.id);
    ids.push(await givenMessage(ctx, { ...lane, contactId }, { category: "marketing" }));
  }
  const api = createPretendApi();
  api.answerWith((sent) => ({ outcome: "accepted", wamid: `wamid.${sent.callbackData}` }));
  const send = () => sendDue(ctx, { api, secrets: plainSecrets, workerId: "worker-1" });
  await send();
  const apply = (...statuses: StatusCallback[]) => inTransaction(ctx, (tx) => applyStatuses(tx, lane, statuses));
  const row = (id = ids[0] ?? "") => readRow(ctx, shop.id, id);
  return { ctx, clock, api, lane, account, ids, id: ids[0] ?? "", apply, row, send };
}

function readRow(ctx: Ctx, shopId: string, id: string) {
  return ctx.db.message.findUniqueOrThrow({ where: { shopId_id: { shopId, id } } });
}

function told(id: string, status: CallbackStatus, more: Partial<StatusCallback> = {}): StatusCallback {
  return { wamid: `wamid.${id}`, status, callbackData: id, occurredAt: sentAt, ...more };
}

function failure(id: string, code: number, action: Refusal["action"]): StatusCallback {
  return told(id, "failed", { refusal: { code, action, title: `(#${code})`, details: "why" } });
}

describe("applyStatuses", () => {
  test("what is told late of a try that failed does not stop the next one, unless it arrived after all", async () => {
    const { api, clock, id, apply, row, send } = await givenAccepted();
    api.answerWith((sent) => ({ outcome: "accepted", wamid: `wamid.again.${sent.callbackData}` }));
    await apply(failure(id, 131000, "retry_message"));
    await apply(told(id, "sent", { occurredAt: later(-1) }));
    expect(await row()).toMatchObject({ state: "queued", wamid: null, sentAt: null });
    clock.advance(60_000);
    await send();
    expect(await row()).toMatchObject({ state: "accepted", wamid: `wamid.again.${id}`, attempts: 2 });
    await apply(told(id, "delivered", { occurredAt: later(2) }));
    expect(await row()).toMatchObject({ state: "delivered" });
  });

  test("moves a message forward, keeps times and pricing, and every status as it came", async () => {
    const { ctx, clock, id, apply, row } = await givenAccepted();
    const pricing = { billable: true, pricing_model: "PMP", type: "regular", category: "utility" };
    expect(await apply(told(id, "sent"), told(id, "delivered", { occurredAt: later(2), pricing }))).toEqual({
      moved: 1,
      recorded: 2,
      unmatched: 0,
    });
    expect(await row()).toMatchObject({ state: "delivered", sentAt, deliveredAt: later(2), readAt: null, pricing });
    expect(await ctx.db.messageStatus.count()).toBe(2);
    expect(await ctx.db.whatsAppNumber.findFirst()).toMatchObject({ lastCallbackAt: clock.now() });
  });

  test("late, repeated and unknown ones change nothing that was known better", async () => {
    const { id, apply, row } = await givenAccepted();
    await apply(told(id, "read", { occurredAt: later(5) }));
    const again = await apply(
      told(id, "read", { occurredAt: later(5) }),
      told(id, "sent"),
      told(crypto.randomUUID(), "sent"),
    );
    expect(again).toEqual({ moved: 0, recorded: 1, unmatched: 1 });
    expect(await row()).toMatchObject({ state: "read", sentAt, readAt: later(5) });
  });

  test("finds a message by Meta's id when the callback data is missing or not ours", async () => {
    const { id, apply, row } = await givenAccepted();
    await apply(told(id, "sent", { callbackData: null }));
    expect(await row()).toMatchObject({ state: "sent" });
    await apply(told(id, "delivered", { callbackData: "another tool's" }));
    expect(await row()).toMatchObject({ state: "delivered" });
  });

  test("of somebody erased only what became of the message is kept, whatever is told of it later", async () => {
    const { ctx, lane, ids, id, apply, row } = await givenAccepted(2);
    const failed = ids[1] ?? "";
    for (const { contactId } of await Promise.all([row(), row(failed)])) {
      await eraseCustomer(ctx, lane.shopId, contactId);
    }
    const pricing = { billable: true, pricing_model: "PMP", type: "regular", category: "utility" };
    await apply(told(id, "delivered", { pricing }), told(id, "read"), failure(failed, 131026, "never_again"));
    expect(await row()).toMatchObject({ state: "read", wamid: null, pricing });
    expect(await row(failed)).toMatchObject({ state: "failed", errorCode: 131026, errorDetails: null, wamid: null });
    const statuses = await ctx.db.messageStatus.findMany({ where: { shopId: lane.shopId } });
    expect(statuses.map(({ details }) => details)).toEqual([null, null, null]);
  });

  test("another shop's ids mean nothing here", async () => {
    const { ctx, id, row } = await givenAccepted();
    const { shop, number } = await givenShop(ctx);
    const result = await inTransaction(ctx, (tx) =>
      applyStatuses(tx, { shopId: shop.id, numberId: number.id }, [
        told(id, "read"),
        told(id, "read", { callbackData: null }),
      ]),
    );
    expect(result).toMatchObject({ moved: 0, unmatched: 2 });
    expect(await row()).toMatchObject({ state: "accepted" });
  });

  test("one callback with hundreds of statuses", async () => {
    const { ctx, ids, apply } = await givenAccepted(60);
    const all = ids.flatMap((id) => [told(id, "sent"), told(id, "delivered"), told(id, "read"), told(id, "sent")]);
    expect(await apply(...all)).toMatchObject({ moved: 60, recorded: 180 });
    expect(await ctx.db.message.count({ where: { state: "read" } })).toBe(60);
  });

  test("writes down that callbacks flow once every few seconds, not each time", async () => {
    const { ctx, clock, id, apply } = await givenAccepted();
    await apply(told(id, "sent"));
    const first = clock.now();
    clock.advance(2_000);
    await apply(told(id, "delivered"));
    expect(await ctx.db.whatsAppNumber.findFirst()).toMatchObject({ lastCallbackAt: first });
    clock.advance(2_000);
    await apply(told(id, "read"));
    expect(await ctx.db.whatsAppNumber.findFirst()).toMatchObject({ lastCallbackAt: clock.now() });
  });
});

describe("a failed status", () => {
  test("fails the message with code and reason, and marks the person as not to be reached", async () => {
    const { ctx, id, apply, row } = await givenAccepted();
    await apply(failure(id, 131026, "never_again"));
    expect(await row()).toMatchObject({
      state: "failed",
      reason: "contact_unreachable",
      errorCode: 131026,
      errorDetails: "why",
      endedAt: sentAt,
    });
    expect(await ctx.db.contact.findFirst()).toMatchObject({ unreachableCode: 131026 });
  });

  test("is undone by a delivery that comes after all", async () => {
    const { id, apply, row } = await givenAccepted();
    await apply(failure(id, 131000, "bad_payload"));
    await apply(told(id, "delivered"));
    expect(await row()).toMatchObject({ state: "delivered", reason: null, errorCode: null, endedAt: null });
    await apply(failure(id, 131000, "bad_payload"));
    expect(await row()).toMatchObject({ state: "delivered" });
  });

  test("held back for the person's sake: tried once more after a day; told twice it acts once", async () => {
    const { api, clock, id, apply, row, send } = await givenAccepted();
    await apply(failure(id, 131049, "retry_after_24h"));
    await apply(failure(id, 131049, "retry_after_24h"));
    const dueAt = new Date(clock.now().getTime() + 24 * 3600_000);
    expect(await row()).toMatchObject({
      state: "queued",
      reason: "marketing_limit",
      errorCode: 131049,
      dueAt,
      wamid: null,
    });

    clock.set(dueAt.toISOString());
    await send();
    expect(api.sent).toHaveLength(2);
    await apply({ ...failure(id, 131049, "retry_after_24h"), occurredAt: dueAt });
    expect(await row()).toMatchObject({ state: "failed", reason: "marketing_limit" });
  });

  test("131050 withdraws the consent for marketing", async () => {
    const { ctx, id, apply, row } = await givenAccepted();
    await apply(failure(id, 131050, "opted_out"));
    expect(await row()).toMatchObject({ state: "failed", reason: "opted_out" });
    expect(await ctx.db.consentEntry.findMany()).toMatchObject([
      { purpose: "marketing", state: "revoked", source: "meta_error" },
    ]);
  });

  test("of an earlier try does not fail a later one", async () => {
    const { ctx, lane, id, apply, row } = await givenAccepted();
    await ctx.db.message.update({
      where: { shopId_id: { shopId: lane.shopId, id } },
      data: { wamid: "wamid.second-try" },
    });
    await apply(failure(id, 131026, "never_again"));
    expect(await row()).toMatchObject({ state: "accepted" });
  });

  test("pauses a number or an account as an answer would, but shuts no lane", async () => {
    const { ctx, id, apply } = await givenAccepted();
    await apply(failure(id, 131042, "payment_problem"));
    expect(await ctx.db.whatsAppAccount.findFirst()).toMatchObject({ status: "payment_problem" });
    expect(await ctx.db.whatsAppNumber.findFirst()).toMatchObject({ status: "paused" });
    expect(await ctx.db.sendLane.findFirst()).toMatchObject({ backoffCount: 0 });
  });

  test("without a reason still fails", async () => {
    const { id, apply, row } = await givenAccepted();
    await apply(told(id, "failed"));
    expect(await row()).toMatchObject({ state: "failed", reason: "bad_payload" });
  });
});

test("shuffled, repeated and split over callbacks, statuses end in the same state", async () => {
  const { ctx, ids, apply } = await givenAccepted(3);
  const start = await ctx.db.message.findMany();
  const story = ids.flatMap((id, index) =>
    (["sent", "delivered", "read"] as const)
      .slice(0, index + 1)
      .map((status, step) => told(id, status, { occurredAt: later(step) })),
  );
  const end = () =>
    ctx.db.message.findMany({
      select: { state: true, sentAt: true, deliveredAt: true, readAt: true },
      orderBy: { id: "asc" },
    });
  await apply(...story);
  const inOrder = await end();

  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray([...story, ...story], { minLength: story.length * 2 }),
      fc.integer({ min: 1, max: 5 }),
      async (shuffled, size) => {
        await ctx.db.messageStatus.deleteMany();
        await ctx.db.message.deleteMany();
        await ctx.db.message.createMany({ data: start as never });
        for (let i = 0; i < shuffled.length; i += size) await apply(...shuffled.slice(i, i + size));
        expect(await end()).toEqual(inOrder);
      },
    ),
    { numRuns: 10 },
  );
});

test("a callback that overtakes the answer is Meta's word that it took the message: it counts from then, not from now", async () => {
  const { ctx, lane } = await givenAccepted();
  const { id: contactId } = await givenContact(ctx, lane.shopId);
  const id = await givenMessage(ctx, { ...lane, contactId });
  const where = { shopId_id: { shopId: lane.shopId, id } };
  await ctx.db.message.update({ where, data: { state: "sending", claimedAt: sentAt, claimedBy: "w" } });
  await ctx.db.message.update({ where, data: { state: "unknown" } });
  await inTransaction(ctx, (tx) => applyStatuses(tx, lane, [told(id, "delivered", { occurredAt: later(3) })]));
  expect(await readRow(ctx, lane.shopId, id)).toMatchObject({ state: "delivered", acceptedAt: later(3) });
});
