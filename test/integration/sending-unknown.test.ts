import { describe, expect, test } from "vitest";
import { claimLane } from "#app/core/sending/claim-lane.ts";
import { recoverStale } from "#app/core/sending/recover-stale.ts";
import { sendDue } from "#app/core/sending/send-due.ts";
import { settleUnknown } from "#app/core/sending/settle-unknown.ts";
import { applyStatuses } from "#app/core/statuses/apply-statuses.ts";
import type { CallbackStatus } from "#app/core/statuses/status-callback.ts";
import { inTransaction, makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenMessage } from "#test/support/given-message.ts";
import { givenContact, givenShop } from "#test/support/given.ts";
import { createPretendApi, plainSecrets } from "#test/support/pretend-whatsapp-api.ts";

const database = useTestDatabase();
const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

async function givenSending() {
  const { ctx, clock, wakes } = makeCtx(database.db);
  const { shop, number } = await givenShop(ctx, { lane: { tokens: 5 } });
  const lane = { shopId: shop.id, numberId: number.id };
  const api = createPretendApi();
  const broken = new Set<string>();
  api.answerWith((sent) =>
    broken.has(sent.callbackData)
      ? { outcome: "unknown", cause: "UND_ERR_SOCKET" }
      : { outcome: "accepted", wamid: `wamid.${sent.callbackData}` },
  );
  const message = async () => givenMessage(ctx, { ...lane, contactId: (await givenContact(ctx, shop.id)).id });
  const send = () => sendDue(ctx, { api, secrets: plainSecrets, workerId: "worker-1" });
  /** `at`: when it happened and reached our door; taken in now. */
  const told = (id: string, status: CallbackStatus, at = clock.now()) =>
    inTransaction(ctx, (tx) =>
      applyStatuses(tx, lane, [{ wamid: `wamid.${id}`, status, callbackData: id, occurredAt: at, receivedAt: at }]),
    );
  return {
    ctx,
    clock,
    wakes,
    api,
    message,
    row: (id: string) => ctx.db.message.findUniqueOrThrow({ where: { shopId_id: { shopId: shop.id, id } } }),
    claim: () => claimLane(ctx, { ...lane, workerId: "worker-that-dies", limit: 10 }),
    send,
    told,
    /** A message whose connection breaks. */
    lost: async () => {
      const id = await message();
      broken.add(id);
      await send();
      broken.delete(id);
      clock.advance(second);
      return id;
    },
    /** A neighbour's message is told of at both ends of ten minutes: callbacks arrive, so silence means something. */
    silenceProves: async () => {
      const neighbour = await message();
      await send();
      await told(neighbour, "sent");
      clock.advance(10 * minute);
      await told(neighbour, "delivered");
    },
  };
}

describe("recoverStale", () => {
  test("a claim nobody answered for a minute is unknown, a fresh one is under way", async () => {
    const { ctx, clock, message, claim, row } = await givenSending();
    const old = await message();
    await claim();
    clock.advance(59 * second);
    const fresh = await message();
    await claim();
    expect(await recoverStale(ctx)).toBe(0);
    clock.advance(second);
    expect(await recoverStale(ctx)).toBe(1);
    expect(await row(old)).toMatchObject({ state: "unknown", reason: "no_answer" });
    expect(await row(fresh)).toMatchObject({ state: "sending" });
  });
});

describe("settleUnknown", () => {
  test("a callback settles it and it is not sent twice", async () => {
    const { ctx, clock, api, lost, told, row, send } = await givenSending();
    const id = await lost();
    await told(id, "sent");
    expect(await row(id)).toMatchObject({ state: "sent", wamid: `wamid.${id}` });
    clock.advance(hour);
    expect(await settleUnknown(ctx)).toEqual({ queuedAgain: 0, failed: 0 });
    await send();
    expect(api.sent).toHaveLength(1);
  });

  test("sent again when it stays silent while its neighbours were told of", async () => {
    const { ctx, clock, api, lost, told, row, message, send, wakes } = await givenSending();
    const id = await lost();
    const neighbour = await message();
    await send();
    await told(neighbour, "sent");
    clock.advance(3 * minute);
    await told(neighbour, "delivered");
    expect(await settleUnknown(ctx), "too early").toEqual({ queuedAgain: 0, failed: 0 });
    clock.advance(7 * minute);
    expect(await settleUnknown(ctx)).toEqual({ queuedAgain: 1, failed: 0 });
    expect(await row(id)).toMatchObject({ state: "queued", reason: "sent_again" });
    expect(wakes).toContain("send");
    await send();
    expect(api.sent.filter((sent) => sent.callbackData === id)).toHaveLength(2);
    expect(await row(id)).toMatchObject({ state: "accepted", attempts: 2 });
  });

  test("a neighbour's status that reached our door in time speaks for it, however late it was taken in", async () => {
    const { ctx, clock, lost, told, row, message, send } = await givenSending();
    const id = await lost();
    const neighbour = await message();
    await send();
    const then = clock.now();
    clock.advance(10 * minute);
    await told(neighbour, "sent", then);
    await told(neighbour, "delivered");
    expect(await settleUnknown(ctx)).toEqual({ queuedAgain: 1, failed: 0 });
    expect(await row(id)).toMatchObject({ state: "queued", reason: "sent_again" });
  });

  test("what an earlier try was refused for is no longer on it: a late answer is of the try nobody told of", async () => {
    const { ctx, lost, row, silenceProves } = await givenSending();
    const id = await lost();
    await ctx.db.message.updateMany({
      where: { id },
      data: { errorCode: 131000, errorDetails: "Something went wrong" },
    });
    await silenceProves();
    expect(await settleUnknown(ctx)).toMatchObject({ queuedAgain: 1 });
    expect(await row(id)).toMatchObject({ state: "queued", errorCode: null, errorDetails: null });
  });

  test("a callback for the first try that comes after all, before the second, saves the second", async () => {
    const { ctx, api, lost, told, row, send, silenceProves } = await givenSending();
    const id = await lost();
    await silenceProves();
    expect(await settleUnknown(ctx)).toMatchObject({ queuedAgain: 1 });
    await told(id, "delivered");
    await send();
    expect(api.sent.filter((sent) => sent.callbackData === id)).toHaveLength(1);
    expect(await row(id)).toMatchObject({ state: "delivered" });
  });

  test("not sent again while the silence proves nothing: no callbacks at all", async () => {
    const { ctx, clock, lost, row, message, send } = await givenSending();
    const id = await lost();
    await message();
    await send();
    clock.advance(hour);
    expect(await settleUnknown(ctx)).toEqual({ queuedAgain: 0, failed: 0 });
    expect(await row(id)).toMatchObject({ state: "unknown" });
  });

  test("not sent again when those sent about then are silent too, though later ones are told of", async () => {
    const { ctx, clock, lost, told, row, message, send } = await givenSending();
    const id = await lost();
    for (let i = 0; i < 3; i++) await message();
    clock.advance(second);
    await send();
    clock.advance(20 * minute);
    const later = await message();
    await send();
    await told(later, "delivered");
    expect(await settleUnknown(ctx)).toEqual({ queuedAgain: 0, failed: 0 });
    expect(await row(id)).toMatchObject({ state: "unknown" });
  });

  test("not sent again when nothing shows that callbacks could reach us just then, though all about it was told of", async () => {
    const { ctx, clock, lost, told, row, message, send } = await givenSending();
    const before = await message();
    await send();
    await told(before, "delivered");
    clock.advance(second);
    const id = await lost();
    clock.advance(3 * minute);
    const after = await message();
    await send();
    await told(after, "delivered");
    clock.advance(10 * minute);
    expect(await settleUnknown(ctx)).toEqual({ queuedAgain: 0, failed: 0 });
    expect(await row(id)).toMatchObject({ state: "unknown" });
  });

  test("not sent again while a callback that came since lies unread", async () => {
    const { ctx, clock, lost, told, message, send } = await givenSending();
    await lost();
    const neighbour = await message();
    await send();
    await told(neighbour, "sent");
    clock.advance(5 * minute);
    await told(neighbour, "delivered");
    const unread = await ctx.db.webhookDelivery.create({
      data: {
        id: ctx.ids.next(),
        source: "whatsapp",
        externalId: "unread",
        shopDomain: "",
        topic: "whatsapp",
        receivedAt: clock.now(),
        body: new Uint8Array(),
        state: "pending",
        nextAttemptAt: clock.now(),
      },
    });
    clock.advance(10 * minute);
    for (const state of ["pending", "dead"] as const) {
      await ctx.db.webhookDelivery.update({ where: { id: unread.id }, data: { state } });
      expect(await settleUnknown(ctx), state).toEqual({ queuedAgain: 0, failed: 0 });
    }
    await ctx.db.webhookDelivery.update({ where: { id: unread.id }, data: { state: "done" } });
    expect(await settleUnknown(ctx)).toEqual({ queuedAgain: 1, failed: 0 });
  });

  test("hundreds that nothing proves do not keep it waiting for the day they have", async () => {
    const { ctx, clock, lost, told, row, message, send } = await givenSending();
    const { shop, number } = await givenShop(ctx);
    const contactId = (await givenContact(ctx, shop.id)).id;
    const now = clock.now();
    await ctx.db.message.createMany({
      data: Array.from({ length: 500 }, (_, n) => ({
        shopId: shop.id,
        id: ctx.ids.next(),
        numberId: number.id,
        contactId,
        dedupeKey: `unproven-${n}`,
        state: "unknown" as const,
        category: "utility" as const,
        priority: 0,
        content: {},
        dueAt: now,
        claimedAt: now,
        claimedBy: "worker-1",
        createdAt: now,
      })),
    });
    clock.advance(second);
    const id = await lost();
    const neighbour = await message();
    await send();
    await told(neighbour, "sent");
    clock.advance(11 * minute);
    await told(neighbour, "delivered");
    await ctx.db.whatsAppNumber.updateMany({ data: { lastCallbackAt: clock.now() } });
    for (let pass = 0; pass < 5; pass++) await settleUnknown(ctx);
    expect(await row(id)).toMatchObject({ state: "queued", reason: "sent_again" });
  });

  test("after a day it fails, and says that nobody knows", async () => {
    const { ctx, clock, lost, told, row, message, send } = await givenSending();
    const id = await lost();
    const neighbour = await message();
    await send();
    clock.advance(24 * hour);
    await told(neighbour, "delivered");
    expect(await settleUnknown(ctx)).toEqual({ queuedAgain: 0, failed: 1 });
    expect(await row(id)).toMatchObject({ state: "failed", reason: "outcome_unknown", endedAt: clock.now() });
    await told(id, "read");
    expect(await row(id)).toMatchObject({ state: "read", reason: null, endedAt: null });
  });
});
