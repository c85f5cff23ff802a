import { readFileSync, readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCallback } from "#app/adapters/whatsapp/parse-callback.ts";
import { createCallbackHandler, takeInCallback } from "#app/core/callbacks/take-in-callback.ts";
import { readConsent } from "#app/core/consent/read-consent.ts";
import { recordConsent } from "#app/core/consent/record-consent.ts";
import { readRecipient } from "#app/core/contacts/read-recipient.ts";
import { planMessage } from "#app/core/outbox/plan-message.ts";
import { inTransaction, makeCtx } from "#test/support/context.ts";
import { emptyTables, useTestDatabase } from "#test/support/database.ts";
import { givenContact, givenShop } from "#test/support/given.ts";

const database = useTestDatabase();
const phone = "+4915112345678";
const digits = phone.slice(1);

async function givenNumber() {
  const test = makeCtx(database.db);
  const { shop, account, number } = await givenShop(test.ctx);
  return { ...test, shopId: shop.id, accountId: account.id, numberId: number.id, account, number };
}

type Given = Awaited<ReturnType<typeof givenNumber>>;

const change = (field: string, value: unknown) => ({ field, value });
const entry = (id: string, ...changes: unknown[]) => ({ id, time: 1795255200, changes });
const body = (...entries: unknown[]) =>
  Buffer.from(JSON.stringify({ object: "whatsapp_business_account", entry: entries }));

/** One change of the field "messages" (or another that concerns a number), as this number gets it. */
function onNumber({ account, number }: Given, value: object, field = "messages") {
  const metadata = { display_phone_number: number.displayPhone.slice(1), phone_number_id: number.phoneNumberId };
  return entry(account.wabaId, change(field, { messaging_product: "whatsapp", metadata, ...value }));
}

let deliveries = 0;

function take(given: Given, bytes: Uint8Array, receivedAt = given.clock.now()) {
  deliveries += 1;
  return inTransaction(given.ctx, (tx) =>
    takeInCallback(tx, { id: `delivery-${deliveries}`, body: bytes, receivedAt }, parseCallback),
  );
}

const seconds = (given: Given) => String(Math.floor(given.clock.now().getTime() / 1000));
const consentOf = (given: Given, contactId: string) =>
  inTransaction(given.ctx, ({ tx }) => readConsent(tx, given.shopId, contactId));
const recipientOf = (given: Given, contactId: string) =>
  inTransaction(given.ctx, ({ tx }) => readRecipient(tx, given.shopId, contactId));

async function grantMarketing(given: Given, contactId: string) {
  await inTransaction(given.ctx, (tx) =>
    recordConsent(tx, {
      shopId: given.shopId,
      contactId,
      purpose: "marketing",
      state: "granted",
      source: "form",
      evidence: {},
      occurredAt: new Date(given.clock.now().getTime() - 86_400_000),
      dedupeKey: `form:${contactId}`,
    }),
  );
}

async function givenAccepted(given: Given, contactId: string, wamid: string) {
  const planned = await inTransaction(given.ctx, (tx) =>
    planMessage(tx, {
      shopId: given.shopId,
      numberId: given.numberId,
      contactId,
      category: "marketing",
      dedupeKey: wamid,
      dueAt: given.clock.now(),
      content: { kind: "template", name: "offer", language: "en", header: [], body: [], buttons: [] },
    }),
  );
  await given.ctx.db.message.updateMany({
    where: { id: planned.messageId },
    data: { state: "accepted", wamid, acceptedAt: given.clock.now() },
  });
  return planned.messageId;
}

describe("a delivery", () => {
  it("is applied whole: several shops, entries and kinds in one body", async () => {
    const one = await givenNumber();
    const two = await givenNumber();
    const text = (id: string) => ({
      messages: [{ id, from: digits, timestamp: seconds(one), type: "text", text: { body: "Hello" } }],
    });
    const outcome = await take(
      one,
      body(onNumber(one, text("wamid.1")), onNumber(two, text("wamid.2")), onNumber(one, text("wamid.3"))),
    );
    expect(outcome).toBe("applied");
    const stored = await one.ctx.db.inboundMessage.findMany({ orderBy: { wamid: "asc" } });
    expect(stored.map(({ wamid, shopId }) => [wamid, shopId])).toEqual([
      ["wamid.1", one.shopId],
      ["wamid.2", two.shopId],
      ["wamid.3", one.shopId],
    ]);
  });

  it("that comes again is a duplicate", async () => {
    const given = await givenNumber();
    const again = body(
      onNumber(given, {
        messages: [{ id: "wamid.1", from: digits, timestamp: seconds(given), type: "text", text: { body: "STOP" } }],
      }),
    );
    expect(await take(given, again)).toBe("applied");
    expect(await take(given, again)).toBe("duplicate");
    expect(await given.ctx.db.consentEntry.count()).toBe(2);
  });

  it("for a number or an account we do not serve is passed by; its neighbours are not", async () => {
    const given = await givenNumber();
    const stranger = { ...given, number: { ...given.number, phoneNumberId: "999" } };
    const message = (id: string) => ({
      messages: [{ id, from: digits, timestamp: seconds(given), type: "text", text: { body: "Hi" } }],
    });
    expect(await take(given, body(onNumber(stranger, message("wamid.1"))))).toBe("ignored:unknown_number");
    expect(await take(given, body(entry("1", change("account_update", { event: "DISABLED_UPDATE" }))))).toBe(
      "ignored:unknown_number",
    );
    expect(await take(given, body(onNumber(stranger, message("wamid.2")), onNumber(given, message("wamid.3"))))).toBe(
      "applied",
    );
    expect(await given.ctx.db.inboundMessage.count()).toBe(1);
  });

  it("that can not be read is dead, and says why", async () => {
    const given = await givenNumber();
    expect(await take(given, Buffer.from("{"))).toEqual({ deadAs: "not_json" });
    expect(await take(given, Buffer.from("[]"))).toEqual({ deadAs: "not_a_callback" });
  });

  it("with unknown parts applies the rest, and the unknown is counted, not lost", async () => {
    const given = await givenNumber();
    const counted: [string, number][] = [];
    const handler = createCallbackHandler(parseCallback, (kind, count) => void counted.push([kind, count]));
    const message = { id: "wamid.1", from: digits, timestamp: seconds(given), type: "text", text: { body: "Hi" } };
    const mixed = body(
      onNumber(given, { messages: [message], statuses: [{ id: "x", status: "dreamt" }] }),
      entry("1", change("new_field", {}), change("new_field", {})),
    );
    const run = () =>
      inTransaction(given.ctx, (tx) => handler.each(tx, { id: "d", body: mixed, receivedAt: given.clock.now() }));
    expect(await run()).toBe("applied (unknown: status:dreamt×1, field:new_field×2)");
    expect(counted).toEqual([
      ["status:dreamt", 1],
      ["field:new_field", 2],
    ]);
    expect(await take(given, body(entry("1", change("new_field", {}))))).toBe(
      "ignored:unknown_kind (unknown: field:new_field×1)",
    );
    expect(JSON.stringify(given.logs)).not.toContain(digits);
  });
});

describe("statuses", () => {
  it("move their message on, and a person who opted out at Meta gets no more offers", async () => {
    const given = await givenNumber();
    const contact = await givenContact(given.ctx, given.shopId, { phone });
    await grantMarketing(given, contact.id);
    const [read, failed] = [
      await givenAccepted(given, contact.id, "wamid.1"),
      await givenAccepted(given, contact.id, "wamid.2"),
    ];
    const status = (id: string, status: string, more = {}) => ({
      id,
      status,
      timestamp: seconds(given),
      recipient_id: digits,
      ...more,
    });
    const optedOut = { errors: [{ code: 131050, title: "User opted out", error_data: { details: "…" } }] };
    await take(
      given,
      body(
        onNumber(given, {
          statuses: [status("wamid.1", "read"), status("wamid.1", "delivered"), status("wamid.2", "failed", optedOut)],
        }),
      ),
    );
    const states = await given.ctx.db.message.findMany({ select: { id: true, state: true } });
    expect(Object.fromEntries(states.map(({ id, state }) => [id, state]))).toEqual({
      [read]: "read",
      [failed]: "failed",
    });
    expect((await consentOf(given, contact.id)).marketing).toBe("revoked");
  });

  it("tell the business-scoped id of whom they reached: the same person without a number is known, and their STOP counts", async () => {
    const given = await givenNumber();
    const contact = await givenContact(given.ctx, given.shopId, { phone });
    await grantMarketing(given, contact.id);
    await givenAccepted(given, contact.id, "wamid.1");
    const status = {
      id: "wamid.1",
      status: "delivered",
      timestamp: seconds(given),
      recipient_id: digits,
      recipient_user_id: "DE.1",
    };
    await take(given, body(onNumber(given, { statuses: [status] })));
    const stop = {
      id: "wamid.2",
      from_user_id: "DE.1",
      timestamp: seconds(given),
      type: "text",
      text: { body: "STOP" },
    };
    await take(
      given,
      body(onNumber(given, { contacts: [{ user_id: "DE.1", profile: { username: "@ada" } }], messages: [stop] })),
    );
    expect(await given.ctx.db.contact.count()).toBe(1);
    expect(await consentOf(given, contact.id)).toEqual({ marketing: "revoked", transactional: "revoked" });
  });

  it("join two contacts whom they show to be one", async () => {
    const given = await givenNumber();
    const stop = {
      id: "wamid.2",
      from_user_id: "DE.1",
      timestamp: seconds(given),
      type: "text",
      text: { body: "STOP" },
    };
    await take(given, body(onNumber(given, { messages: [stop] })));
    given.clock.advance(60_000);
    const contact = await givenContact(given.ctx, given.shopId, { phone });
    await grantMarketing(given, contact.id);
    await givenAccepted(given, contact.id, "wamid.1");
    const status = { id: "wamid.1", status: "delivered", timestamp: seconds(given), recipient_user_id: "DE.1" };
    await take(given, body(onNumber(given, { statuses: [status, status] })));
    expect((await consentOf(given, contact.id)).marketing).toBe("revoked");
  });
});

describe("preferences at Meta", () => {
  const preference = (given: Given, value: string, who: object) =>
    body(
      onNumber(
        given,
        { user_preferences: [{ ...who, category: "marketing_messages", value, timestamp: Number(seconds(given)) }] },
        "user_preferences",
      ),
    );

  it("stop and resume marketing, and marketing only", async () => {
    const given = await givenNumber();
    const contact = await givenContact(given.ctx, given.shopId, { phone });
    await grantMarketing(given, contact.id);
    expect(await take(given, preference(given, "stop", { wa_id: digits }))).toBe("applied");
    expect(await consentOf(given, contact.id)).toEqual({ marketing: "revoked", transactional: "none" });
    given.clock.advance(60_000);
    expect(await take(given, preference(given, "resume", { wa_id: digits }))).toBe("applied");
    expect(await consentOf(given, contact.id)).toEqual({ marketing: "granted", transactional: "none" });
  });

  it("of somebody unknown are kept until they are known", async () => {
    const given = await givenNumber();
    await take(given, preference(given, "stop", { user_id: "DE.1" }));
    const hello = {
      id: "wamid.1",
      from: digits,
      from_user_id: "DE.1",
      timestamp: seconds(given),
      type: "text",
      text: { body: "Hi" },
    };
    await take(given, body(onNumber(given, { messages: [hello] })));
    const { contactId } = await given.ctx.db.inboundMessage.findFirstOrThrow();
    expect((await consentOf(given, contactId)).marketing).toBe("revoked");
  });

  it("told twice act once; of another kind not at all", async () => {
    const given = await givenNumber();
    await givenContact(given.ctx, given.shopId, { phone });
    const stop = preference(given, "stop", { wa_id: digits });
    expect(await take(given, stop)).toBe("applied");
    expect(await take(given, stop)).toBe("duplicate");
    expect(await take(given, preference(given, "ponder", { wa_id: digits }))).toBe("ignored:nothing_to_do");
    expect(await given.ctx.db.consentEntry.count()).toBe(1);
  });
});

describe("a changed number or id", () => {
  const system = (given: Given, from: object, more: object, id = "wamid.system") =>
    body(onNumber(given, { messages: [{ id, ...from, timestamp: seconds(given), type: "system", system: more }] }));
  const newPhone = "+4915199999999";

  it("takes the contact along, with its opt-out; it is written to there", async () => {
    const given = await givenNumber();
    const contact = await givenContact(given.ctx, given.shopId, { phone });
    await take(
      given,
      body(
        onNumber(given, {
          messages: [{ id: "wamid.1", from: digits, timestamp: seconds(given), type: "text", text: { body: "STOP" } }],
        }),
      ),
    );
    given.clock.advance(60_000);
    const moved = { type: "user_changed_number", wa_id: newPhone.slice(1), user_id: "DE.2" };
    expect(await take(given, system(given, { from: digits }, moved))).toBe("applied");
    expect(await recipientOf(given, contact.id)).toEqual({ phone: newPhone });
    const hello = {
      id: "wamid.2",
      from: newPhone.slice(1),
      timestamp: seconds(given),
      type: "text",
      text: { body: "Hi" },
    };
    await take(given, body(onNumber(given, { messages: [hello] })));
    expect(await given.ctx.db.contact.count()).toBe(1);
    expect((await consentOf(given, contact.id)).marketing).toBe("revoked");
  });

  it("that somebody else seemed to have makes them one; told again or late, nothing moves back", async () => {
    const given = await givenNumber();
    const contact = await givenContact(given.ctx, given.shopId, { phone });
    await givenContact(given.ctx, given.shopId, { phone: newPhone });
    given.clock.advance(60_000);
    const first = system(given, { from: digits }, { type: "user_changed_number", wa_id: newPhone.slice(1) });
    await take(given, first);
    given.clock.advance(60_000);
    const third = "+4915188888888";
    await take(
      given,
      system(given, { from: newPhone.slice(1) }, { type: "user_changed_number", wa_id: third.slice(1) }),
    );
    await take(given, first);
    expect(await recipientOf(given, contact.id)).toEqual({ phone: third });
    expect(await given.ctx.db.contact.count({ where: { mergedIntoId: null } })).toBe(1);
  });

  it("is followed by id alone, in both forms", async () => {
    const given = await givenNumber();
    const contact = await givenContact(given.ctx, given.shopId, { userId: "DE.1" });
    given.clock.advance(60_000);
    await take(given, system(given, {}, { type: "user_changed_user_id", user_id: "DE.2", previous_user_id: "DE.1" }));
    expect(await recipientOf(given, contact.id)).toEqual({ userId: "DE.2" });
    given.clock.advance(60_000);
    const update = { user_id: { previous: "DE.2", current: "DE.3" }, timestamp: seconds(given) };
    await take(given, body(onNumber(given, { user_id_update: [update] }, "user_id_update")));
    expect(await recipientOf(given, contact.id)).toEqual({ userId: "DE.3" });
  });

  it("of somebody nobody knows makes nobody", async () => {
    const given = await givenNumber();
    expect(
      await take(given, system(given, { from: digits }, { type: "user_changed_number", wa_id: newPhone.slice(1) })),
    ).toBe("ignored:nothing_to_do");
    expect(await given.ctx.db.contact.count()).toBe(0);
  });

  it("leaves the old number to the stranger who gets it next", async () => {
    const given = await givenNumber();
    const contact = await givenContact(given.ctx, given.shopId, { phone, userId: "DE.1" });
    given.clock.advance(60_000);
    await take(
      given,
      system(
        given,
        { from: digits },
        { type: "user_changed_number", wa_id: newPhone.slice(1), user_id: "DE.2", previous_user_id: "DE.1" },
      ),
    );
    given.clock.advance(60_000);
    const hello = {
      id: "wamid.9",
      from: digits,
      from_user_id: "DE.77",
      timestamp: seconds(given),
      type: "text",
      text: { body: "Hi" },
    };
    await take(given, body(onNumber(given, { messages: [hello] })));
    const stranger = await given.ctx.db.inboundMessage.findFirstOrThrow();
    expect(stranger.contactId).not.toBe(contact.id);
    expect(await recipientOf(given, contact.id)).toEqual({ phone: newPhone });
    expect(await recipientOf(given, stranger.contactId)).toEqual({ phone });
  });

  const wrote = (given: Given, userId: string, id: string) => {
    const hello = {
      id,
      from: digits,
      from_user_id: userId,
      timestamp: seconds(given),
      type: "text",
      text: { body: "Hi" },
    };
    return take(given, body(onNumber(given, { messages: [hello] })));
  };

  it("nobody told of: another id at somebody's only number is a stranger's, without their yes", async () => {
    const given = await givenNumber();
    const contact = await givenContact(given.ctx, given.shopId, { phone, userId: "DE.1" });
    await grantMarketing(given, contact.id);
    await givenAccepted(given, contact.id, "wamid.offer");
    const status = { id: "wamid.offer", status: "delivered", timestamp: seconds(given), recipient_user_id: "DE.77" };
    await take(given, body(onNumber(given, { statuses: [status] })));
    expect(await given.ctx.db.contactIdentity.count({ where: { value: "DE.77" } })).toBe(0);

    await wrote(given, "DE.77", "wamid.9");
    const stranger = await given.ctx.db.inboundMessage.findFirstOrThrow();
    expect(stranger.contactId).not.toBe(contact.id);
    expect((await consentOf(given, stranger.contactId)).marketing).toBe("none");
    expect(await recipientOf(given, contact.id)).toEqual({ userId: "DE.1" });

    // The status of what was sent before comes late, and the change is told after all: now they are one.
    await take(given, body(onNumber(given, { statuses: [{ ...status, status: "read" }] })));
    expect((await consentOf(given, stranger.contactId)).marketing).toBe("none");
    await take(given, system(given, {}, { type: "user_changed_user_id", user_id: "DE.77", previous_user_id: "DE.1" }));
    expect((await consentOf(given, stranger.contactId)).marketing).toBe("granted");
  });

  it("nobody told of: with several accounts an id may be of another portfolio, and the person stays one", async () => {
    const given = await givenNumber();
    const contact = await givenContact(given.ctx, given.shopId, { phone, userId: "DE.1" });
    const another = { id: given.ctx.ids.next(), wabaId: "another", problems: [] };
    await given.ctx.db.whatsAppAccount.create({ data: { ...given.account, ...another } });
    await wrote(given, "DE.77", "wamid.9");
    expect((await given.ctx.db.inboundMessage.findFirstOrThrow()).contactId).toBe(contact.id);
  });
});

describe("what Meta says about account, number and templates", () => {
  const told = (given: Given, field: string, value: object) =>
    take(given, body(entry(given.account.wabaId, change(field, value))));
  const accountNow = (given: Given) =>
    given.ctx.db.whatsAppAccount.findFirstOrThrow({ where: { shopId: given.shopId } });
  const numberNow = (given: Given) =>
    given.ctx.db.whatsAppNumber.findFirstOrThrow({ where: { shopId: given.shopId }, include: { lane: true } });

  it.each([
    [{ event: "PARTNER_REMOVED" }, { status: "needs_reconnect", statusNote: "PARTNER_REMOVED" }],
    [
      { event: "DISABLED_UPDATE", ban_info: { waba_ban_state: "DISABLE" } },
      { status: "restricted", statusNote: "DISABLED_UPDATE: DISABLE" },
    ],
    [
      { event: "DISABLED_UPDATE", ban_info: { waba_ban_state: "SCHEDULE_FOR_DISABLE" } },
      { status: "connected", statusNote: "DISABLED_UPDATE: SCHEDULE_FOR_DISABLE" },
    ],
    [
      { event: "ACCOUNT_RESTRICTION", restriction_info: [{ restriction_type: "RESTRICTED_BIZ_INITIATED_MESSAGING" }] },
      { status: "restricted" },
    ],
    [
      { event: "ACCOUNT_RESTRICTION", restriction_info: [{ restriction_type: "RESTRICTED_ADD_PHONE_NUMBER_ACTION" }] },
      { status: "connected" },
    ],
    [
      { event: "ACCOUNT_VIOLATION", violation_info: { violation_type: "SCAM" } },
      { status: "connected", statusNote: "ACCOUNT_VIOLATION: SCAM" },
    ],
  ])("is kept on the account: %j", async (value, expected) => {
    const given = await givenNumber();
    expect(await told(given, "account_update", value)).toBe("applied");
    expect(await accountNow(given)).toMatchObject(expected);
  });

  it("lets a reinstated account send again", async () => {
    const given = await givenNumber();
    await told(given, "account_update", { event: "DISABLED_UPDATE", ban_info: { waba_ban_state: "DISABLE" } });
    await told(given, "account_update", { event: "DISABLED_UPDATE", ban_info: { waba_ban_state: "REINSTATE" } });
    expect(await accountNow(given)).toMatchObject({ status: "connected", statusNote: null });
  });

  it("rests the lanes until a restriction ends by itself", async () => {
    const given = await givenNumber();
    const until = new Date("2026-11-28T00:00:00Z");
    const restriction = { restriction_type: "RESTRICTED_BIZ_INITIATED_MESSAGING", expiration: until.getTime() / 1000 };
    await told(given, "account_update", { event: "ACCOUNT_RESTRICTION", restriction_info: [restriction] });
    expect((await accountNow(given)).status).toBe("connected");
    expect((await numberNow(given)).lane?.pausedUntil).toEqual(until);
  });

  it("changes tier, throughput and quality", async () => {
    const given = await givenNumber();
    await told(given, "business_capability_update", { max_daily_conversations_per_business: 10000 });
    expect((await accountNow(given)).tierLimit).toBe(10_000);
    const display_phone_number = given.number.displayPhone.slice(1);
    await told(given, "phone_number_quality_update", {
      display_phone_number,
      event: "THROUGHPUT_UPGRADE",
      current_limit: "TIER_UNLIMITED",
    });
    expect((await accountNow(given)).tierLimit).toBeNull();
    expect((await numberNow(given)).lane?.ratePerSecond).toBe(1000);
    await told(given, "phone_number_quality_update", {
      display_phone_number,
      event: "FLAGGED",
      current_limit: "TIER_NOT_SET",
    });
    expect(await numberNow(given)).toMatchObject({ quality: "RED" });
    expect((await accountNow(given)).tierLimit).toBeNull();
    expect(await told(given, "phone_number_quality_update", { display_phone_number: "1", event: "FLAGGED" })).toBe(
      "ignored:nothing_to_do",
    );
  });

  it("moves a template, found by an id beyond 2^53", async () => {
    const given = await givenNumber();
    const { ctx, shopId, accountId, clock } = given;
    const at = clock.now();
    await ctx.db.template.create({
      data: {
        shopId,
        id: ctx.ids.next(),
        accountId,
        name: "order_confirmed",
        language: "de",
        status: "pending",
        intendedCategory: "utility",
        category: "utility",
        metaId: "1234567890123456789",
        components: [],
        variables: {},
        createdAt: at,
        updatedAt: at,
      },
    });
    const value =
      '{"event":"REJECTED","message_template_id":1234567890123456789,"message_template_name":"x","message_template_language":"de","reason":"INVALID_FORMAT"}';
    const raw = `{"entry":[{"id":"${given.account.wabaId}","time":${seconds(given)},"changes":[{"field":"message_template_status_update","value":${value}}]}]}`;
    expect(await take(given, Buffer.from(raw))).toBe("applied");
    expect(await ctx.db.template.findFirstOrThrow()).toMatchObject({ status: "rejected", reason: "INVALID_FORMAT" });
  });
});

describe("Meta's published samples", () => {
  const folder = new URL("../fixtures/whatsapp/webhook/", import.meta.url);
  const samples = readdirSync(folder).map((name) => readFileSync(new URL(name, folder)));

  async function givenSamplesNumber() {
    const test = makeCtx(database.db);
    const overrides = { number: { phoneNumberId: "106540352242922", displayPhone: "+15550783881" } };
    const { shop, account, number } = await givenShop(test.ctx, {
      ...overrides,
      account: { wabaId: "102290129340398" },
    });
    return { ...test, shopId: shop.id, accountId: account.id, numberId: number.id, account, number };
  }

  /** What is left when all is said: without ids that are drawn anew each time. */
  async function endState(given: Given) {
    const { db } = given.ctx;
    const [inbound, consent, identities, conversations, account] = await Promise.all([
      db.inboundMessage.findMany({ orderBy: { wamid: "asc" }, select: { wamid: true, type: true, outcome: true } }),
      db.consentEntry.findMany({
        orderBy: { dedupeKey: "asc" },
        select: { dedupeKey: true, purpose: true, state: true, occurredAt: true },
      }),
      db.contactIdentity.findMany({ orderBy: { value: "asc" }, select: { kind: true, value: true } }),
      db.conversation.findMany({
        select: { windowExpiresAt: true, lastInboundAt: true, origin: true },
        orderBy: { lastInboundAt: "asc" },
      }),
      db.whatsAppAccount.findFirstOrThrow({ select: { tierLimit: true, status: true } }),
    ]);
    return { inbound, consent, identities, conversations, account };
  }

  it("each have a defined outcome, and none breaks another", async () => {
    const given = await givenSamplesNumber();
    for (const sample of samples)
      expect(await take(given, sample)).toMatch(/^(applied|duplicate|ignored:\w+)( \(unknown: .*\))?$/);
    const { inbound } = await endState(given);
    // Several samples carry the same message id, as only the first of one id counts.
    expect(inbound.length).toBeGreaterThanOrEqual(9);
  });

  it("come to the same, three times and shuffled, as once in order", async () => {
    // One message each: the samples reuse ids, and which of two came first would count.
    const distinct = samples.filter((sample, index) => {
      const idOf = (bytes: Buffer) =>
        /"wamid\.[^"]+"(?=,\s*"(timestamp|type|status))/.exec(bytes.toString())?.[0] ?? bytes.toString();
      return samples.findIndex((other) => idOf(other) === idOf(sample)) === index;
    });
    const inOrder = await givenSamplesNumber();
    for (const sample of distinct) await take(inOrder, sample);
    const expected = await endState(inOrder);
    expect(expected.inbound.length).toBeGreaterThan(5);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...distinct, ...distinct, ...distinct], { minLength: distinct.length * 3 }),
        async (shuffled) => {
          await emptyTables(database.database);
          const given = await givenSamplesNumber();
          for (const sample of shuffled) await take(given, sample);
          expect(await endState(given)).toEqual(expected);
        },
      ),
      { numRuns: 4 },
    );
  });
});
