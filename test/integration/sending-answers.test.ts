import { describe, expect, test } from "vitest";
import type { TemplateStatus } from "#prisma/generated/enums.ts";
import type { Ctx, RefusalAction, SendAnswer } from "#app/core/ports.ts";
import { applyAnswers } from "#app/core/sending/apply-answers.ts";
import { claimLane, type ClaimedMessage } from "#app/core/sending/claim-lane.ts";
import { forgetLimits } from "#app/core/sending/forget-limits.ts";
import { explainWaiting } from "#app/core/sending/explain-waiting.ts";
import { resumeRested } from "#app/core/sending/resume-rested.ts";
import { createSender } from "#app/core/sending/sender.ts";
import { sendDue } from "#app/core/sending/send-due.ts";
import { applyStatuses } from "#app/core/statuses/apply-statuses.ts";
import { inTransaction, makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenLongQueue, givenMessage } from "#test/support/given-message.ts";
import { givenContact, givenShop } from "#test/support/given.ts";
import { createPretendApi, plainSecrets, refused } from "#test/support/pretend-whatsapp-api.ts";

const database = useTestDatabase();
const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

async function givenSending(overrides: Parameters<typeof givenShop>[1] = {}) {
  const { ctx, clock, wakes, logs } = makeCtx(database.db);
  const { shop, account, number } = await givenShop(ctx, { ...overrides, lane: { tokens: 5, ...overrides.lane } });
  const api = createPretendApi();
  const where = { shopId: shop.id, numberId: number.id };
  return {
    ctx,
    clock,
    wakes,
    logs,
    api,
    shopId: shop.id,
    accountId: account.id,
    numberId: number.id,
    message: async (options: Parameters<typeof givenMessage>[2] = {}, contactId?: string) =>
      givenMessage(ctx, { ...where, contactId: contactId ?? (await givenContact(ctx, shop.id)).id }, options),
    send: () => sendDue(ctx, { api, secrets: plainSecrets, workerId: "worker-1" }),
    row: (id: string) => ctx.db.message.findUniqueOrThrow({ where: { shopId_id: { shopId: shop.id, id } } }),
    lane: () => ctx.db.sendLane.findFirstOrThrow(),
    number: () => ctx.db.whatsAppNumber.findFirstOrThrow(),
    account: () => ctx.db.whatsAppAccount.findFirstOrThrow(),
  };
}

async function givenTemplate(ctx: Ctx, account: { shopId: string; accountId: string }, status: TemplateStatus) {
  const at = ctx.clock.now();
  await ctx.db.template.create({
    data: {
      ...account,
      id: ctx.ids.next(),
      name: "order_confirmed",
      language: "de",
      status,
      intendedCategory: "utility",
      category: "utility",
      components: [],
      variables: {},
      createdAt: at,
      updatedAt: at,
    },
  });
}

function inMs(ctx: Ctx, ms: number): Date {
  return new Date(ctx.clock.now().getTime() + ms);
}

describe("sendDue", () => {
  test("sends what is due with its id as callback data, and writes down what Meta calls it", async () => {
    const { api, message, send, row, clock } = await givenSending({ account: { accessToken: "secret" } });
    const id = await message();
    expect(await send()).toEqual({ sent: 1, more: false });
    expect(api.sent).toMatchObject([{ callbackData: id, content: { name: "order_confirmed" } }]);
    expect(await row(id)).toMatchObject({
      state: "accepted",
      wamid: `wamid.${id}.1`,
      acceptedAt: clock.now(),
      reason: null,
    });
  });

  test("says when to come again: for the next due message, or when the lane has a token", async () => {
    const { ctx, message, send } = await givenSending({ lane: { tokens: 1 } });
    await message({ dueAt: inMs(ctx, 90 * second) });
    expect(await send()).toMatchObject({ sent: 0, nextInMs: 90 * second });
    await message();
    await message();
    const { sent, nextInMs } = await send();
    expect(sent).toBe(1);
    expect(nextInMs).toBeGreaterThan(0);
    expect(nextInMs).toBeLessThan(50);
  });

  test("a second message to one person is due when the pair is free, and new people need not wait for it", async () => {
    const { ctx, message, send, api, shopId } = await givenSending();
    const { id: ada } = await givenContact(ctx, shopId);
    await message({}, ada);
    await message({}, ada);
    expect(await send()).toMatchObject({ sent: 1, nextInMs: second });
    await message();
    expect(await send()).toMatchObject({ sent: 1 });
    expect(api.sent).toHaveLength(2);
  });

  test("learns the spelling WhatsApp answers to", async () => {
    const { ctx, api, message, send, shopId } = await givenSending();
    const contact = await givenContact(ctx, shopId, { phone: "+5511912345678" });
    api.answerWith(() => ({ outcome: "accepted", wamid: "wamid.1", waId: "551112345678" }));
    await message({}, contact.id);
    await send();
    expect(await ctx.db.contactIdentity.findFirst()).toMatchObject({
      value: "+5511912345678",
      address: "+551112345678",
    });
  });

  test("a token that can not be read asks for a new connection", async () => {
    const { ctx, api, message, row, account } = await givenSending();
    const id = await message();
    const unreadable = {
      ...plainSecrets,
      decrypt: () => {
        throw new Error("unknown key");
      },
    };
    await sendDue(ctx, { api, secrets: unreadable, workerId: "worker-1" });
    expect(api.sent).toEqual([]);
    expect(await row(id)).toMatchObject({ state: "queued", reason: "account_needs_reconnect" });
    expect(await account()).toMatchObject({ status: "needs_reconnect" });
  });

  test("a shop with thousands waiting does not keep another one's message", async () => {
    const { ctx, api, message } = await givenSending({ lane: { ratePerSecond: 1000, tokens: 60 } });
    for (let i = 0; i < 60; i++) await message();
    const { shop, number } = await givenShop(ctx, { lane: { tokens: 5 } });
    const other = await givenContact(ctx, shop.id);
    const id = await givenMessage(ctx, { shopId: shop.id, numberId: number.id, contactId: other.id });
    const stuck = new Set<string>();
    api.answerWith((sent) =>
      sent.callbackData === id ? { outcome: "accepted", wamid: "w" } : new Promise(() => stuck.add(sent.callbackData)),
    );
    const sender = createSender(ctx, { api, secrets: plainSecrets, workerId: "worker-1", maxInFlight: 16 });
    await sender.pass();
    await expect.poll(() => api.sent.map((sent) => sent.callbackData)).toContain(id);
    expect(stuck.size).toBeLessThanOrEqual(8);
  });

  test("a long queue behind a spent tier is looked through bit by bit: wakes do not hurry it, others go at once", async () => {
    const { ctx, clock, api, message, shopId, numberId } = await givenSending({ account: { tierLimit: 0 } });
    await givenLongQueue(ctx, { shopId, numberId }, 1_100);
    const at = clock.now();
    const { id: wrote } = await givenContact(ctx, shopId);
    await ctx.db.conversation.create({
      data: {
        shopId,
        id: ctx.ids.next(),
        numberId,
        contactId: wrote,
        state: "open",
        lastInboundAt: at,
        windowExpiresAt: inMs(ctx, hour),
        createdAt: at,
      },
    });
    clock.advance(1);
    const offer = await message({ category: "marketing" }, wrote);
    const sender = createSender(ctx, { api, secrets: plainSecrets, workerId: "worker-1" });
    expect(await sender.pass()).toMatchObject({ claimed: 0, nextInMs: 250 });

    const { shop, number } = await givenShop(ctx, { lane: { tokens: 5 } });
    const stranger = await givenContact(ctx, shop.id);
    const other = await givenMessage(ctx, { shopId: shop.id, numberId: number.id, contactId: stranger.id });
    await sender.pass();
    expect(api.sent.map((sent) => sent.callbackData)).toEqual([other]);

    clock.advance(250);
    await sender.pass();
    expect(api.sent.map((sent) => sent.callbackData)).toEqual([other, offer]);
    await sender.idle();

    clock.advance(10 * second);
    await sender.pass();
    const receipt = await message({}, wrote);
    clock.advance(250);
    await sender.pass();
    expect(api.sent.map((sent) => sent.callbackData)).toEqual([other, offer, receipt]);
    await sender.idle();
  });

  test("goes on when the clock is set back", async () => {
    const { ctx, clock, api, message } = await givenSending();
    for (let i = 0; i < 12; i++) await message();
    clock.advance(2 * hour);
    const sender = createSender(ctx, { api, secrets: plainSecrets, workerId: "worker-1" });
    expect(await sender.pass()).toMatchObject({ claimed: 5 });
    await sender.idle();
    clock.set("2026-11-21T10:00:00Z");
    expect(await sender.pass()).toMatchObject({ claimed: 5 });
    await sender.idle();
  });
});

describe("a refusal", () => {
  test.each<[RefusalAction, number, { state: string; reason: string }]>([
    ["retry", 130429, { state: "queued", reason: "meta_busy" }],
    ["retry_message", 131000, { state: "queued", reason: "meta_error" }],
    ["retry_pair", 131056, { state: "queued", reason: "pair_limit" }],
    ["retry_after_24h", 131049, { state: "queued", reason: "marketing_limit" }],
    ["pause_number", 131048, { state: "queued", reason: "number_paused" }],
    ["pause_account", 131031, { state: "queued", reason: "account_restricted" }],
    ["payment_problem", 131042, { state: "queued", reason: "account_payment_problem" }],
    ["reconnect", 190, { state: "queued", reason: "account_needs_reconnect" }],
    ["pause_template", 132015, { state: "queued", reason: "template_paused" }],
    ["never_again", 131026, { state: "failed", reason: "contact_unreachable" }],
    ["opted_out", 131050, { state: "failed", reason: "opted_out" }],
    ["window_closed", 131047, { state: "failed", reason: "window_closed" }],
    ["bad_payload", 132000, { state: "failed", reason: "bad_payload" }],
  ])("%s: the message waits or fails with the reason, and its story keeps the code", async (action, code, end) => {
    const { ctx, api, message, send, row, clock } = await givenSending();
    const id = await message({ category: "marketing" });
    api.answerWith(() => refused(code, action));
    await send();
    expect(await row(id)).toMatchObject({
      ...end,
      errorCode: code,
      endedAt: end.state === "failed" ? clock.now() : null,
    });
    expect(await ctx.db.messageStatus.findMany()).toMatchObject([
      { messageId: id, status: "refused", errorCode: code },
    ]);
  });

  test("a busy Meta shuts the lane; many refusals at once are one step; a probe opens it again", async () => {
    const { api, message, send, lane, clock, wakes } = await givenSending();
    const ids = [];
    for (let i = 0; i < 5; i++) ids.push(await message());
    api.answerWith(() => refused(130429, "retry"));
    await send();
    expect(await lane()).toMatchObject({ backoffCount: 1, pausedUntil: new Date(clock.now().getTime() + 250) });
    expect(wakes).toContain("send");

    clock.advance(7 * second);
    await send();
    expect(api.sent).toHaveLength(6);
    expect(await lane()).toMatchObject({ backoffCount: 2 });

    api.answerWith((sent) => ({ outcome: "accepted", wamid: sent.callbackData }));
    clock.advance(10 * second);
    await send();
    expect(await lane()).toMatchObject({ backoffCount: 0, pausedUntil: null });
    expect(api.sent.length).toBeGreaterThan(7);
  });

  test("ten minutes of trouble lose nothing and hammer nobody", async () => {
    const { ctx, api, message, send, clock } = await givenSending();
    for (let i = 0; i < 20; i++) await message();
    api.answerWith((_, count) => (count % 2 ? refused(131016, "retry") : refused(131000, "retry")));
    const until = clock.now().getTime() + 10 * minute;
    while (clock.now().getTime() < until) {
      const { nextInMs } = await send();
      clock.advance(Math.max(50, nextInMs ?? second));
    }
    expect(api.sent.length).toBeLessThan(60);
    api.answerWith((sent) => ({ outcome: "accepted", wamid: sent.callbackData }));
    const latest = clock.now().getTime() + 10 * minute;
    while (clock.now().getTime() < latest) {
      const { nextInMs } = await send();
      if (nextInMs === undefined) break;
      clock.advance(Math.max(50, nextInMs));
    }
    expect(await ctx.db.message.groupBy({ by: ["state"], _count: true })).toEqual([{ state: "accepted", _count: 20 }]);
  });

  test("a pair waits longer each time, and is free again once a message went through", async () => {
    const { ctx, api, message, send, clock } = await givenSending();
    await message();
    api.answerWith(() => refused(131056, "retry_pair"));
    const nextAt = async () => (await ctx.db.recipientLane.findFirstOrThrow()).nextAt.getTime() - clock.now().getTime();
    await send();
    expect(await nextAt()).toBe(4 * second);
    clock.advance(4 * second);
    await send();
    expect(await nextAt()).toBe(16 * second);
    expect(api.sent).toHaveLength(2);
    api.answerWith(() => ({ outcome: "accepted", wamid: "w" }));
    clock.advance(16 * second);
    await send();
    expect(await ctx.db.recipientLane.findFirst()).toMatchObject({ backoffs: 0 });
  });

  test("held back for the person's sake it is tried once more after a day, and fails then", async () => {
    const { api, message, send, row, clock } = await givenSending();
    const id = await message({ category: "marketing" });
    api.answerWith(() => refused(131049, "retry_after_24h"));
    await send();
    clock.advance(24 * hour - 1);
    await send();
    expect(api.sent).toHaveLength(1);
    clock.advance(1);
    await send();
    expect(api.sent).toHaveLength(2);
    expect(await row(id)).toMatchObject({ state: "failed", reason: "marketing_limit" });
  });

  test("a number that must rest rests, says why on its messages, and goes on by itself", async () => {
    const { ctx, api, message, send, row, number, clock } = await givenSending();
    api.answerWith(() => refused(131048, "pause_number"));
    await message();
    await send();
    expect(await number()).toMatchObject({
      status: "paused",
      statusReason: "number_paused_by_meta",
      pausedUntil: inMs(ctx, hour),
    });
    const waiting = await message();
    clock.advance(10 * second);
    expect(await explainWaiting(ctx)).toBe(1);
    expect(await row(waiting)).toMatchObject({ state: "queued", reason: "number_paused" });

    await resumeRested(ctx);
    expect(await send()).toMatchObject({ sent: 0 });
    clock.advance(hour);
    await resumeRested(ctx);
    api.answerWith((sent) => ({ outcome: "accepted", wamid: sent.callbackData }));
    expect(await send()).toMatchObject({ sent: 2 });
    expect(await row(waiting)).toMatchObject({ state: "accepted", reason: null });
  });

  test("an account's trouble rests all its numbers and is told; what a merchant paused is left alone", async () => {
    const { ctx, api, message, send, account, accountId, shopId, clock } = await givenSending();
    const second = {
      shopId,
      accountId,
      displayPhone: "+49301",
      verifiedName: "B",
      quality: "GREEN",
      isDefault: false,
    } as const;
    const numbers = { other: ctx.ids.next(), byMerchant: ctx.ids.next() };
    await ctx.db.whatsAppNumber.create({
      data: { ...second, id: numbers.other, phoneNumberId: "31", status: "connected", createdAt: clock.now() },
    });
    await ctx.db.whatsAppNumber.create({
      data: { ...second, id: numbers.byMerchant, phoneNumberId: "32", status: "paused", createdAt: clock.now() },
    });
    await message();
    api.answerWith(() => refused(131042, "payment_problem"));
    await send();
    expect(await account()).toMatchObject({ status: "payment_problem", statusNote: "meta_error:131042" });
    expect(await ctx.db.whatsAppNumber.count({ where: { statusReason: "account_payment_problem" } })).toBe(2);

    clock.advance(hour);
    await resumeRested(ctx);
    expect(await account()).toMatchObject({ status: "connected", statusNote: null });
    expect(await ctx.db.whatsAppNumber.findMany({ where: { status: "paused" } })).toMatchObject([
      { id: numbers.byMerchant },
    ]);
  });

  test("a lost connection keeps its messages until the merchant reconnects", async () => {
    const { ctx, api, message, send, account, accountId, shopId, clock } = await givenSending();
    await message();
    api.answerWith(() => refused(190, "reconnect"));
    await send();
    clock.advance(24 * hour);
    await resumeRested(ctx);
    expect(await account()).toMatchObject({ status: "needs_reconnect" });
    await ctx.db.whatsAppAccount.update({
      where: { shopId_id: { shopId, id: accountId } },
      data: { status: "connected" },
    });
    api.answerWith(() => ({ outcome: "accepted", wamid: "w" }));
    expect(await send()).toMatchObject({ sent: 1 });
  });

  test("a paused template is marked, so that its steps stop visibly", async () => {
    const { ctx, api, message, send, accountId, shopId } = await givenSending();
    await givenTemplate(ctx, { shopId, accountId }, "approved");
    await message();
    api.answerWith(() => refused(132015, "pause_template"));
    await send();
    expect(await ctx.db.template.findFirst()).toMatchObject({ status: "paused", reason: "meta_error:132015" });
  });

  test("a person who is not on WhatsApp is marked, and nothing more is tried", async () => {
    const { ctx, api, message, send, row, shopId } = await givenSending();
    const { id: ada } = await givenContact(ctx, shopId);
    await message({}, ada);
    api.answerWith(() => refused(131026, "never_again"));
    await send();
    expect(await ctx.db.contact.findFirst()).toMatchObject({ unreachableAt: ctx.clock.now(), unreachableCode: 131026 });
    const next = await message({}, ada);
    expect(await send()).toMatchObject({ sent: 0 });
    expect(await row(next)).toMatchObject({ state: "queued" });
  });

  test("an opt-out known to Meta becomes one here", async () => {
    const { ctx, api, message, send, row, shopId, clock } = await givenSending();
    const { id: ada } = await givenContact(ctx, shopId);
    await message({ category: "marketing" }, ada);
    const next = await message({ category: "marketing" }, ada);
    api.answerWith(() => refused(131050, "opted_out"));
    await send();
    clock.advance(minute);
    await send();
    expect(api.sent).toHaveLength(1);
    expect(await ctx.db.consentEntry.findMany()).toMatchObject([
      { contactId: ada, purpose: "marketing", state: "revoked", source: "meta_error" },
    ]);
    expect(await row(next)).toMatchObject({ state: "cancelled", reason: "opted_out" });
  });
});

describe("no answer", () => {
  test("leaves the message unknown and, when nothing went through, shuts the lane", async () => {
    const { api, message, send, row, lane } = await givenSending();
    const id = await message();
    api.answerWith(() => ({ outcome: "unknown", cause: "UND_ERR_SOCKET" }));
    await send();
    expect(await row(id)).toMatchObject({ state: "unknown", reason: "no_answer" });
    expect(await lane()).toMatchObject({ backoffCount: 1 });
  });

  test("is one message's bad luck while others go through", async () => {
    const { ctx, message, lane, shopId, numberId } = await givenSending();
    await message();
    await message();
    const claim = await claimLane(ctx, { shopId, numberId, workerId: "worker-1", limit: 2 });
    const answers: SendAnswer[] = [
      { outcome: "unknown", cause: "UND_ERR_SOCKET" },
      { outcome: "accepted", wamid: "w" },
    ];
    await applyAnswers(
      ctx,
      answers.map((answer, i) => ({
        answer,
        message: claim?.messages[i] as ClaimedMessage,
        answeredAt: ctx.clock.now(),
      })),
    );
    expect(await lane()).toMatchObject({ backoffCount: 0 });
    const states = await ctx.db.message.findMany({ select: { state: true }, orderBy: { id: "asc" } });
    expect(states).toEqual([{ state: "unknown" }, { state: "accepted" }]);
  });
});

describe("an answer that comes late", () => {
  test("undoes nothing that a callback has told, nor what a later try has done", async () => {
    const { ctx, api, message, row, shopId } = await givenSending();
    const id = await message();
    let answer = (_: Awaited<ReturnType<typeof api.send>>): void => {};
    api.answerWith(() => new Promise((resolve) => (answer = resolve)));
    const sender = createSender(ctx, { api, secrets: plainSecrets, workerId: "worker-1" });
    await sender.pass();
    await ctx.db.message.update({
      where: { shopId_id: { shopId, id } },
      data: { state: "delivered", wamid: "wamid.told" },
    });
    answer(refused(131000, "retry_message"));
    await sender.idle();
    expect(await row(id)).toMatchObject({ state: "delivered", wamid: "wamid.told" });
  });

  test("still counts when its process was stalled so long that the message was queued again", async () => {
    const { ctx, api, message, row, shopId } = await givenSending();
    const id = await message();
    let answer = (_: Awaited<ReturnType<typeof api.send>>): void => {};
    api.answerWith(() => new Promise((resolve) => (answer = resolve)));
    const sender = createSender(ctx, { api, secrets: plainSecrets, workerId: "worker-1" });
    await sender.pass();
    await ctx.db.message.update({
      where: { shopId_id: { shopId, id } },
      data: { state: "queued", reason: "sent_again" },
    });
    answer({ outcome: "accepted", wamid: "wamid.late" });
    await sender.idle();
    expect(await row(id)).toMatchObject({ state: "accepted", wamid: "wamid.late" });
  });

  test.each(["shop_paused", "template_paused"])(
    "and although it waits for something else by now: %s",
    async (reason) => {
      const { ctx, clock, message, row, accountId, shopId, numberId } = await givenSending();
      const id = await message();
      const lane = { shopId, numberId, workerId: "stalled", limit: 1 };
      const claim = await claimLane(ctx, lane);
      await ctx.db.message.updateMany({ data: { state: "queued", reason: "sent_again" } });
      clock.advance(20 * minute);
      if (reason === "shop_paused") {
        await ctx.db.shop.updateMany({ data: { settings: { paused: true } } });
        await explainWaiting(ctx);
      } else {
        await givenTemplate(ctx, { shopId, accountId }, "paused");
        await claimLane(ctx, lane);
      }
      expect(await row(id)).toMatchObject({ state: "queued", reason });
      const answer = { outcome: "accepted", wamid: "wamid.late" } as const;
      await applyAnswers(ctx, [{ message: claim?.messages[0] as ClaimedMessage, answer, answeredAt: clock.now() }]);
      expect(await row(id)).toMatchObject({ state: "accepted", wamid: "wamid.late" });
    },
  );

  test("does not count when its message has failed meanwhile and waits for its next try", async () => {
    const { ctx, clock, message, row, shopId, numberId } = await givenSending();
    const id = await message();
    const claim = await claimLane(ctx, { shopId, numberId, workerId: "stalled", limit: 1 });
    const refusal = { code: 131000, title: "Something went wrong", action: "retry_message" } as const;
    const failed = {
      wamid: "wamid.late",
      status: "failed",
      callbackData: id,
      occurredAt: clock.now(),
      refusal,
    } as const;
    await inTransaction(ctx, (tx) => applyStatuses(tx, { shopId, numberId }, [failed]));
    const answer = { outcome: "accepted", wamid: "wamid.late" } as const;
    await applyAnswers(ctx, [{ message: claim?.messages[0] as ClaimedMessage, answer, answeredAt: clock.now() }]);
    expect(await row(id)).toMatchObject({ state: "queued", reason: "meta_error", wamid: null });
  });
});

test("what no longer limits anything is forgotten", async () => {
  const { ctx, clock, message, send } = await givenSending();
  await message();
  await send();
  clock.advance(25 * hour);
  await message();
  await send();
  expect(await forgetLimits(ctx)).toBe(0);
  clock.advance(24 * hour);
  expect(await forgetLimits(ctx)).toBe(2);
  expect([await ctx.db.recipientLane.count(), await ctx.db.tierReach.count()]).toEqual([1, 1]);
});

test("a tier that is spent is told on what waits for it, marketing first", async () => {
  const { ctx, clock, message, send, row } = await givenSending({ account: { tierLimit: 1 } });
  const offer = await message({ category: "marketing" });
  clock.advance(10 * second);
  await send();
  await explainWaiting(ctx);
  expect(await row(offer)).toMatchObject({ state: "queued", reason: "tier_exhausted" });
});
