import { describe, expect, test } from "vitest";
import type { Ctx } from "#app/core/ports.ts";
import type { MessageContent } from "#app/core/outbox/message-content.ts";
import { claimLane, type QueuePlace } from "#app/core/sending/claim-lane.ts";
import { optIn } from "#app/core/consent/opt-in.ts";
import { optOut } from "#app/core/consent/opt-out.ts";
import { inTransaction, makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenLongQueue, givenMessage } from "#test/support/given-message.ts";
import { givenContact, givenShop } from "#test/support/given.ts";

const database = useTestDatabase();
const second = 1_000;
const hour = 3600 * second;

type Lane = { shopId: string; numberId: string };

function claim(ctx: Ctx, lane: Lane, limit = 100, workerId = "worker-1") {
  return claimLane(ctx, { ...lane, workerId, limit });
}

async function claimedIds(ctx: Ctx, lane: Lane, limit?: number) {
  return (await claim(ctx, lane, limit))?.messages.map((message) => message.id) ?? null;
}

function messageRow(ctx: Ctx, shopId: string, id: string) {
  return ctx.db.message.findUniqueOrThrow({ where: { shopId_id: { shopId, id } } });
}

function change(ctx: Ctx, shopId: string, id: string, data: Parameters<Ctx["db"]["message"]["update"]>[0]["data"]) {
  return ctx.db.message.update({ where: { shopId_id: { shopId, id } }, data });
}

/** A shop whose lane of 80 a second is full: 5 tokens. */
async function givenLane(ctx: Ctx, overrides: Parameters<typeof givenShop>[1] = {}) {
  const { shop, account, number } = await givenShop(ctx, { ...overrides, lane: { tokens: 5, ...overrides.lane } });
  const lane = { shopId: shop.id, numberId: number.id };
  const contact = async () => (await givenContact(ctx, shop.id)).id;
  const message = async (options: Parameters<typeof givenMessage>[2] = {}, contactId?: string) =>
    givenMessage(ctx, { ...lane, contactId: contactId ?? (await contact()) }, options);
  return { lane, shopId: shop.id, accountId: account.id, message, contact };
}

describe("what is claimed", () => {
  test("the oldest due first, with all that is needed to send", async () => {
    const { ctx, clock } = makeCtx(database.db);
    const { lane, shopId, message } = await givenLane(ctx);
    const contact = await givenContact(ctx, shopId, { phone: "+4915112345678" });
    const later = await message();
    const first = await message({ dueAt: new Date(clock.now().getTime() - second) }, contact.id);
    await message({ dueAt: new Date(clock.now().getTime() + 1) });

    const claimed = await claim(ctx, lane);

    expect(claimed?.messages.map((m) => m.id)).toEqual([first, later]);
    expect(claimed).toMatchObject({ accessToken: "test-token", tokens: 3 });
    expect(claimed?.messages[0]).toMatchObject({
      recipient: { phone: "+4915112345678" },
      content: { kind: "template", name: "order_confirmed" },
      attempts: 1,
      claimedAt: clock.now(),
    });
    expect(await messageRow(ctx, shopId, first)).toMatchObject({
      state: "sending",
      claimedBy: "worker-1",
      attempts: 1,
      dialPrefix: "49151",
    });
    expect(await claimedIds(ctx, lane)).toEqual([]);
  });

  test("utility before marketing, however long marketing has waited", async () => {
    const { ctx, clock } = makeCtx(database.db);
    const { lane, message } = await givenLane(ctx);
    const marketing = await message({ category: "marketing", dueAt: new Date(clock.now().getTime() - hour) });
    const utility = await message();
    expect(await claimedIds(ctx, lane, 1)).toEqual([utility]);
    expect(await claimedIds(ctx, lane, 1)).toEqual([marketing]);
  });

  test("a person with only a business-scoped id is written to by it, and a learned spelling wins over the number", async () => {
    const { ctx } = makeCtx(database.db);
    const { lane, shopId, message } = await givenLane(ctx);
    const hidden = await givenContact(ctx, shopId, { userId: "DE.13491208655302741918" });
    const spelled = await givenContact(ctx, shopId, { phone: "+5511912345678" });
    await ctx.db.contactIdentity.updateMany({
      where: { shopId, contactId: spelled.id },
      data: { address: "+551112345678" },
    });
    await message({}, hidden.id);
    await message({}, spelled.id);
    expect((await claim(ctx, lane))?.messages.map((m) => m.recipient)).toEqual([
      { userId: "DE.13491208655302741918" },
      { phone: "+551112345678" },
    ]);
  });

  test("a message of a merged contact goes to the contact it became", async () => {
    const { ctx } = makeCtx(database.db);
    const { lane, shopId, message } = await givenLane(ctx);
    const kept = await givenContact(ctx, shopId, { phone: "+4915100000001" });
    const gone = await givenContact(ctx, shopId, { customerId: "1", mergedIntoId: kept.id });
    await message({}, gone.id);
    expect((await claim(ctx, lane))?.messages[0]?.recipient).toEqual({ phone: "+4915100000001" });
  });
});

describe("tokens", () => {
  test("refill with time at the margin's rate and never beyond the burst", async () => {
    const { ctx, clock } = makeCtx(database.db);
    const { lane, message } = await givenLane(ctx, { lane: { tokens: 0 } });
    for (let i = 0; i < 12; i++) await message();
    expect(await claimedIds(ctx, lane)).toEqual([]);
    clock.advance(27); // 75 a second: 2.03
    expect(await claimedIds(ctx, lane)).toHaveLength(2);
    clock.advance(hour);
    expect(await claimedIds(ctx, lane)).toHaveLength(5);
    expect(await claimedIds(ctx, lane)).toEqual([]);
  });

  test("a worker whose clock is behind makes no tokens", async () => {
    const { ctx, clock } = makeCtx(database.db);
    const { lane, message } = await givenLane(ctx);
    for (let i = 0; i < 12; i++) await message();
    clock.advance(hour);
    expect(await claimedIds(ctx, lane)).toHaveLength(5);
    clock.advance(-60 * second);
    expect(await claimedIds(ctx, lane)).toEqual([]);
    clock.advance(60 * second);
    expect(await claimedIds(ctx, lane)).toEqual([]);
  });

  test("a clock that was set back by hours stalls nobody, and fills the lane no faster", async () => {
    const { ctx, clock } = makeCtx(database.db);
    const { lane, message } = await givenLane(ctx);
    for (let i = 0; i < 12; i++) await message();
    clock.advance(2 * hour);
    expect(await claimedIds(ctx, lane)).toHaveLength(5);
    clock.set("2026-11-21T10:00:00Z");
    expect(await claimedIds(ctx, lane)).toHaveLength(5);
    expect(await claimedIds(ctx, lane)).toEqual([]);
    clock.advance(27);
    expect(await claimedIds(ctx, lane)).toHaveLength(2);
  });
});

describe("one person", () => {
  test("gets one message at a time and the next after the pair gap", async () => {
    const { ctx, clock } = makeCtx(database.db);
    const { lane, shopId, message, contact } = await givenLane(ctx);
    const ada = await contact();
    const first = await message({}, ada);
    const next = await message({}, ada);
    const other = await message();
    expect(await claimedIds(ctx, lane)).toEqual([first, other]);
    clock.advance(6 * second);
    await change(ctx, shopId, first, { state: "accepted" });
    expect(await claimedIds(ctx, lane)).toEqual([]);
    clock.advance(250);
    expect(await claimedIds(ctx, lane)).toEqual([next]);
  });

  test("keeps the order of messages: one under way, or to be tried again soon, holds the later ones", async () => {
    const { ctx, clock } = makeCtx(database.db);
    const { lane, shopId, message, contact } = await givenLane(ctx);
    const ada = await contact();
    const first = await message({}, ada);
    const next = await message({}, ada);
    await claim(ctx, lane);
    clock.advance(30 * second);
    expect(await claimedIds(ctx, lane), "while sending").toEqual([]);
    await change(ctx, shopId, first, { state: "queued", dueAt: new Date(clock.now().getTime() + 60 * second) });
    expect(await claimedIds(ctx, lane), "while it waits for its next try").toEqual([]);
    clock.advance(60 * second);
    expect(await claimedIds(ctx, lane)).toEqual([first]);
    await change(ctx, shopId, first, { state: "accepted" });
    clock.advance(10 * second);
    expect(await claimedIds(ctx, lane)).toEqual([next]);
  });

  test("is not held for ever by a message nobody knows the fate of, nor at all for something more urgent", async () => {
    const { ctx, clock } = makeCtx(database.db);
    const { lane, shopId, message, contact } = await givenLane(ctx);
    const ada = await contact();
    const lost = await message({ category: "marketing" }, ada);
    await claim(ctx, lane);
    await change(ctx, shopId, lost, { state: "unknown" });
    clock.advance(10 * second);
    const offer = await message({ category: "marketing" }, ada);
    const receipt = await message({}, ada);
    expect(await claimedIds(ctx, lane)).toEqual([receipt]);
    await change(ctx, shopId, receipt, { state: "accepted" });
    clock.advance(60 * second);
    expect(await claimedIds(ctx, lane)).toEqual([]);
    clock.advance(10 * 60 * second);
    expect(await claimedIds(ctx, lane)).toEqual([offer]);
  });

  test("one message that waits a day does not hold the others", async () => {
    const { ctx, clock } = makeCtx(database.db);
    const { lane, shopId, message, contact } = await givenLane(ctx);
    const ada = await contact();
    const heldBack = await message({}, ada);
    await change(ctx, shopId, heldBack, { attempts: 1, dueAt: new Date(clock.now().getTime() + 24 * hour) });
    const next = await message({}, ada);
    expect(await claimedIds(ctx, lane)).toEqual([next]);
  });

  test("hundreds of messages to one person do not stop the rest", async () => {
    const { ctx } = makeCtx(database.db);
    const { lane, message, contact } = await givenLane(ctx);
    const ada = await contact();
    const first = await message({}, ada);
    for (let i = 0; i < 200; i++) await message({}, ada);
    const other = await message();
    expect(await claimedIds(ctx, lane)).toEqual([first, other]);
  });
});

describe("vetoes: what changed while it waited", () => {
  test("expired, blocked, unreachable and without address it ends, with the reason, and costs no token", async () => {
    const { ctx, clock } = makeCtx(database.db);
    const { lane, shopId, message } = await givenLane(ctx);
    const at = clock.now();
    const ends = {
      expired: await message({ expiresAt: new Date(at.getTime()) }),
      contact_blocked: await message({}, (await givenContact(ctx, shopId, { blockedAt: at })).id),
      contact_unreachable: await message({}, (await givenContact(ctx, shopId, { unreachableAt: at })).id),
      no_address: await message({}, (await givenContact(ctx, shopId, { customerId: "7" })).id),
      window_closed: await message({ content: { kind: "text", text: "Hi" } }),
    };
    const claimed = await claim(ctx, lane);
    expect(claimed).toMatchObject({ messages: [], vetoed: 5, tokens: 5 });
    for (const [reason, id] of Object.entries(ends)) {
      const state = reason === "expired" ? "cancelled" : "suppressed";
      expect(await messageRow(ctx, shopId, id), reason).toMatchObject({ state, reason, endedAt: at });
    }
  });

  test("an opt-out since it was planned stops a message that was between two tries then", async () => {
    const { ctx, clock } = makeCtx(database.db);
    const { lane, shopId, message, contact } = await givenLane(ctx);
    const ada = await contact();
    const offer = await message({ category: "marketing" }, ada);
    const receipt = await message({}, ada);
    await claim(ctx, lane);
    await claim(ctx, lane);
    clock.advance(second);
    await inTransaction(ctx, (tx) =>
      optOut(tx, {
        shopId,
        contactId: ada,
        purposes: ["marketing"],
        source: "keyword",
        evidence: { word: "STOP" },
        occurredAt: clock.now(),
        dedupeKey: "stop",
      }),
    );
    for (const id of [offer, receipt]) {
      const { state } = await messageRow(ctx, shopId, id);
      if (state === "sending") await change(ctx, shopId, id, { state: "queued" });
    }
    clock.advance(10 * second);
    await claim(ctx, lane);
    expect(await messageRow(ctx, shopId, offer)).toMatchObject({ state: "cancelled", reason: "opted_out" });
    expect(await messageRow(ctx, shopId, receipt)).toMatchObject({ state: "sending" });
  });

  test.each([
    ["is one to everything", false, { state: "cancelled", reason: "opted_out" }],
    ["leaves offers to whoever wants them", true, { state: "sending" }],
  ])("a no to messages about orders %s, between two tries too", async (_, wantsOffers, expected) => {
    const { ctx, clock } = makeCtx(database.db);
    const { lane, shopId, message, contact } = await givenLane(ctx);
    const ada = await contact();
    const said = { shopId, contactId: ada, source: "preferences" as const, evidence: {}, occurredAt: clock.now() };
    if (wantsOffers)
      await inTransaction(ctx, (tx) => optIn(tx, { ...said, purposes: ["marketing"], dedupeKey: "offers" }));
    clock.advance(second);
    const notice = await message({ category: "marketing" }, ada);
    await claim(ctx, lane);
    clock.advance(second);
    const no = { ...said, occurredAt: clock.now(), purposes: ["transactional"] as const, dedupeKey: "no" };
    await inTransaction(ctx, (tx) => optOut(tx, no));
    await change(ctx, shopId, notice, { state: "queued" });
    clock.advance(10 * second);
    await claim(ctx, lane);
    expect(await messageRow(ctx, shopId, notice)).toMatchObject(expected);
  });

  test("an opt-out from before it was planned was policy's to weigh", async () => {
    const { ctx, clock } = makeCtx(database.db);
    const { lane, shopId, message, contact } = await givenLane(ctx);
    const ada = await contact();
    await inTransaction(ctx, (tx) =>
      optOut(tx, {
        shopId,
        contactId: ada,
        purposes: ["marketing"],
        source: "keyword",
        evidence: { word: "STOP" },
        occurredAt: clock.now(),
        dedupeKey: "stop",
      }),
    );
    clock.advance(second);
    const asked = await message({ category: "marketing" }, ada);
    expect(await claimedIds(ctx, lane)).toEqual([asked]);
  });

  test("a paused template lets its messages wait, a disabled one ends them, a moved category is not billed by surprise", async () => {
    const { ctx, clock } = makeCtx(database.db);
    const { lane, shopId, accountId, message } = await givenLane(ctx);
    const template = {
      shopId,
      accountId,
      language: "de",
      intendedCategory: "utility",
      components: [],
      variables: {},
    } as const;
    const states = { paused_one: "paused", disabled_one: "disabled", moved_one: "approved" } as const;
    for (const [name, status] of Object.entries(states)) {
      const category = name === "moved_one" ? ("marketing" as const) : ("utility" as const);
      const times = { createdAt: clock.now(), updatedAt: clock.now() };
      await ctx.db.template.create({ data: { ...template, id: ctx.ids.next(), name, status, category, ...times } });
    }
    const content = (name: string): MessageContent => ({
      kind: "template",
      name,
      language: "de",
      header: [],
      body: [],
      buttons: [],
    });
    const paused = await message({ content: content("paused_one") });
    const disabled = await message({ content: content("disabled_one") });
    const moved = await message({ content: content("moved_one") });

    expect(await claimedIds(ctx, lane)).toEqual([]);

    const again = new Date(clock.now().getTime() + 15 * 60 * second);
    expect(await messageRow(ctx, shopId, paused)).toMatchObject({
      state: "queued",
      reason: "template_paused",
      dueAt: again,
    });
    expect(await messageRow(ctx, shopId, moved)).toMatchObject({ state: "queued", reason: "template_recategorised" });
    expect(await messageRow(ctx, shopId, disabled)).toMatchObject({ state: "suppressed", reason: "template_disabled" });
  });
});

describe("the portfolio's tier", () => {
  async function openWindow(ctx: Ctx, { shopId, numberId }: Lane, contactId: string) {
    const at = ctx.clock.now();
    const windowExpiresAt = new Date(at.getTime() + 23 * hour);
    const data = { shopId, id: ctx.ids.next(), numberId, contactId, lastInboundAt: at, windowExpiresAt, createdAt: at };
    await ctx.db.conversation.create({ data: { ...data, state: "open" } });
  }

  test("counts people outside the window over 24 h, not messages", async () => {
    const { ctx, clock } = makeCtx(database.db);
    const { lane, shopId, message, contact } = await givenLane(ctx, { account: { tierLimit: 2 } });
    const [ada, grace, late, wrote] = [await contact(), await contact(), await contact(), await contact()];
    await openWindow(ctx, lane, wrote);
    const first = await message({}, ada);
    const other = await message({}, grace);
    const third = await message({}, late);
    const answer = await message({}, wrote);
    expect(await claimedIds(ctx, lane)).toEqual([first, other, answer]);
    expect(await ctx.db.tierReach.count()).toBe(2);

    for (const id of [first, other, answer]) await change(ctx, shopId, id, { state: "accepted" });
    clock.advance(hour);
    const again = await message({}, ada);
    expect(await claimedIds(ctx, lane), "known people are free").toEqual([again]);
    await change(ctx, shopId, again, { state: "accepted" });
    clock.advance(23 * hour);
    expect(await claimedIds(ctx, lane), "grace was a day ago").toEqual([third]);
    const fourth = await message();
    expect(await claimedIds(ctx, lane), "ada was written to again an hour later").toEqual([]);
    clock.advance(hour);
    expect(await claimedIds(ctx, lane)).toEqual([fourth]);
  });

  test("marketing leaves a fifth of it to the rest", async () => {
    const { ctx } = makeCtx(database.db);
    const { lane, message } = await givenLane(ctx, {
      account: { tierLimit: 5 },
      lane: { ratePerSecond: 1000, tokens: 60 },
    });
    for (let i = 0; i < 6; i++) await message({ category: "marketing" });
    expect((await claim(ctx, lane))?.messages).toHaveLength(4);
    expect(await claimedIds(ctx, lane)).toEqual([]);
    const receipt = await message();
    await message();
    const claimed = await claim(ctx, lane);
    expect(claimed?.messages.map((m) => m.id)).toEqual([receipt]);
    expect(claimed?.tierLeft).toBe(0);
  });

  test("once it is spent a claim looks through a part of a long queue, and the next one goes on there", async () => {
    const { ctx, clock } = makeCtx(database.db);
    const { lane, shopId, message, contact } = await givenLane(ctx, { account: { tierLimit: 0 } });
    await givenLongQueue(ctx, lane, 2_100);
    const wrote = await contact();
    await openWindow(ctx, lane, wrote);
    clock.advance(1);
    const last = await message({ category: "marketing" }, wrote);
    const claims = [];
    let lookAfter: readonly QueuePlace[] = [];
    for (let i = 0; i < 4; i++) {
      const claimed = await claimLane(ctx, { ...lane, workerId: "worker-1", limit: 100, lookAfter });
      lookAfter = claimed?.lookAfter ?? [];
      claims.push({ ids: claimed?.messages.map((m) => m.id), queues: lookAfter.map((place) => place.priority) });
    }
    expect(claims).toEqual([
      { ids: [], queues: [10] },
      { ids: [], queues: [10] },
      { ids: [last], queues: [] },
      { ids: [], queues: [10] },
    ]);
    await ctx.db.whatsAppAccount.updateMany({ where: { shopId }, data: { tierLimit: 1_000 } });
    const places = [{ priority: 10, dueAt: clock.now().toISOString(), id: last }];
    const claimed = await claimLane(ctx, { ...lane, workerId: "worker-1", limit: 1, lookAfter: places });
    expect(claimed, "not spent: from the first one").toMatchObject({ messages: [{}], lookAfter: [] });
  });

  test("an unlimited account is not counted", async () => {
    const { ctx } = makeCtx(database.db);
    const { lane, message } = await givenLane(ctx, { account: { tierLimit: null } });
    await message();
    expect(await claim(ctx, lane)).toMatchObject({ messages: [{}], tierLeft: null });
    expect(await ctx.db.tierReach.count()).toBe(0);
  });
});

describe("a lane that may not send", () => {
  const past = new Date("2026-11-21T09:00:00Z");
  test.each([
    ["number paused", { number: { status: "paused", statusReason: "x" } }],
    ["number disconnected", { number: { status: "disconnected" } }],
    ["account to be reconnected", { account: { status: "needs_reconnect" } }],
    ["shop gone", { shop: { status: "uninstalled", uninstalledAt: past } }],
    ["shop paused", { shop: { settings: { paused: true } } }],
    ["backing off", { lane: { backoffCount: 1, pausedUntil: new Date("2026-11-21T10:00:01Z") } }],
  ] as const)("%s: nothing is claimed, everything waits", async (_, overrides) => {
    const { ctx } = makeCtx(database.db);
    const { lane, shopId, message } = await givenLane(ctx, overrides);
    const id = await message();
    expect(await claim(ctx, lane)).toBeNull();
    expect(await messageRow(ctx, shopId, id)).toMatchObject({ state: "queued" });
  });

  test("after a back-off one message probes, and nothing else goes until it is answered", async () => {
    const { ctx, clock } = makeCtx(database.db);
    const { lane, message } = await givenLane(ctx, { lane: { backoffCount: 3, pausedUntil: past } });
    const probe = await message();
    await message();
    expect(await claimedIds(ctx, lane)).toEqual([probe]);
    clock.advance(4 * second);
    expect(await claim(ctx, lane)).toBeNull();
  });
});

test("two workers at once never claim one message, nor spend one token twice", async () => {
  const { ctx } = makeCtx(database.db);
  const { lane, message } = await givenLane(ctx, { lane: { ratePerSecond: 1000, tokens: 60 } });
  for (let i = 0; i < 80; i++) await message();
  const workers = Array.from({ length: 6 }, (_, i) => claim(ctx, lane, 30, `worker-${i}`));
  const claims = (await Promise.all(workers)).flatMap((one) => one?.messages ?? []);
  const ids = claims.map((m) => m.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeLessThanOrEqual(60);
  expect(ids.length).toBeGreaterThanOrEqual(30);
  expect(await ctx.db.message.count({ where: { state: "sending" } })).toBe(ids.length);
  const { tokens } = await ctx.db.sendLane.findFirstOrThrow();
  expect(tokens).toBe(60 - ids.length);
});
