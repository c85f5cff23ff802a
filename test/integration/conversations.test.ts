import { describe, expect, it } from "vitest";
import { readCustomer } from "#app/core/analytics/read-customer.ts";
import { readMessageStory } from "#app/core/analytics/read-message-story.ts";
import { optOutWords } from "#app/core/consent/opt-out-words.ts";
import { readConsent } from "#app/core/consent/read-consent.ts";
import { recordConsent } from "#app/core/consent/record-consent.ts";
import { applyInbound, type InboundMessage } from "#app/core/conversations/apply-inbound.ts";
import { planMessage } from "#app/core/outbox/plan-message.ts";
import { preferencesUrl } from "#app/core/shared/preference-reference.ts";
import { serviceReply } from "#app/core/templates/replies.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { inTransaction, makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenMessage } from "#test/support/given-message.ts";
import { givenContact, givenShop } from "#test/support/given.ts";

const database = useTestDatabase();
const phone = "+4915112345678";

async function givenNumber(now = "2026-11-21T10:00:00Z") {
  const test = makeCtx(database.db, { now });
  const { shop, number } = await givenShop(test.ctx);
  return { ...test, shopId: shop.id, numberId: number.id, shop };
}

type Given = Awaited<ReturnType<typeof givenNumber>>;

let messages = 0;

/** A message from `phone`, written now, unless said otherwise. */
function inbound(given: Given, more: Partial<InboundMessage> = {}): InboundMessage {
  messages += 1;
  const text = more.text ?? (more.choice || more.type ? undefined : "Hello");
  return {
    wamid: `wamid.${messages}`,
    type: more.choice ? "button" : "text",
    from: { phone },
    occurredAt: given.clock.now(),
    text,
    content: text === undefined ? {} : { text: { body: text } },
    ...more,
  };
}

function take(given: Given, message: InboundMessage, receivedAt = given.clock.now()) {
  return inTransaction(given.ctx, (tx) => applyInbound(tx, given, message, receivedAt));
}

const say = (given: Given, text: string, more: Partial<InboundMessage> = {}) =>
  take(given, inbound(given, { text, ...more }));
const press = (given: Given, payload: string, more: Partial<InboundMessage> = {}) =>
  take(given, inbound(given, { choice: { payload }, ...more }));

async function consentOf(given: Given, contactId: string) {
  return inTransaction(given.ctx, ({ tx }) => readConsent(tx, given.shopId, contactId));
}

async function grantMarketing(given: Given, contactId: string, dedupeKey = "form:1") {
  const occurredAt = new Date(given.clock.now().getTime() - 86_400_000);
  await inTransaction(given.ctx, (tx) =>
    recordConsent(tx, {
      shopId: given.shopId,
      contactId,
      purpose: "marketing",
      state: "granted",
      source: "form",
      evidence: {},
      occurredAt,
      dedupeKey,
    }),
  );
}

async function repliesOf(given: Given) {
  const rows = await given.ctx.db.message.findMany({
    where: { shopId: given.shopId, content: { path: ["kind"], equals: "text" } },
    orderBy: { id: "asc" },
  });
  return rows.map(({ dedupeKey, content, state, contactId }) => ({
    dedupeKey,
    state,
    contactId,
    text: (content as { text: string }).text,
  }));
}

const conversation = (given: Given) => given.ctx.db.conversation.findFirstOrThrow({ where: { shopId: given.shopId } });

describe("who wrote", () => {
  it("is made a contact when nobody knows them, with the name of their profile", async () => {
    const given = await givenNumber();
    expect(await say(given, "Hello", { from: { phone, userId: "DE.1", name: "Sheena Nelson 🌸" } })).toBe("stored");
    const contact = await given.ctx.db.contact.findFirstOrThrow({
      include: { identities: { orderBy: { kind: "asc" } } },
    });
    expect(contact).toMatchObject({
      firstName: "Sheena",
      lastName: "Nelson",
      identities: [
        { kind: "phone", value: phone, address: phone },
        { kind: "business_scoped_id", value: "DE.1" },
      ],
    });
  });

  it("is known by number, and by business-scoped id alone once both came together", async () => {
    const given = await givenNumber();
    const contact = await givenContact(given.ctx, given.shopId, { phone });
    await say(given, "one");
    await say(given, "two", { from: { phone, userId: "DE.1" } });
    await say(given, "three", { from: { userId: "DE.1", username: "@sheena" } });
    const stored = await given.ctx.db.inboundMessage.findMany();
    expect(stored.map((row) => row.contactId)).toEqual([contact.id, contact.id, contact.id]);
    expect(await given.ctx.db.conversation.count()).toBe(1);
  });

  it("may have no number at all", async () => {
    const given = await givenNumber();
    expect(await say(given, "STOP", { from: { userId: "DE.1", username: "@sheena", name: "Sheena" } })).toBe("opt_out");
    const contact = await given.ctx.db.contact.findFirstOrThrow();
    expect(await consentOf(given, contact.id)).toEqual({ marketing: "revoked", transactional: "revoked" });
    expect(await repliesOf(given)).toMatchObject([{ contactId: contact.id, state: "queued" }]);
  });

  it("turns out to be one when number and id were two: the stricter consent and one conversation stay", async () => {
    const given = await givenNumber();
    const customer = await givenContact(given.ctx, given.shopId, { phone });
    await grantMarketing(given, customer.id);
    given.clock.advance(60_000);
    await say(given, "STOP", { from: { userId: "DE.1" } });
    await say(given, "it is me", { from: { phone, userId: "DE.1" } });
    expect((await consentOf(given, customer.id)).marketing).toBe("revoked");
    expect(await given.ctx.db.conversation.count()).toBe(1);
    const stored = await given.ctx.db.inboundMessage.findMany();
    expect(new Set(stored.map((row) => row.contactId))).toEqual(new Set([customer.id]));
  });

  it("is nobody when neither number nor id can be read", async () => {
    const given = await givenNumber();
    expect(await say(given, "Hello", { from: { phone: "+0000" } })).toBe("no_identity");
    expect(await given.ctx.db.inboundMessage.count()).toBe(0);
  });

  it("can be reached again once they write", async () => {
    const given = await givenNumber();
    await givenContact(given.ctx, given.shopId, { phone, unreachableAt: given.clock.now(), unreachableCode: 131026 });
    await say(given, "Hello");
    expect(await given.ctx.db.contact.findFirstOrThrow()).toMatchObject({ unreachableAt: null, unreachableCode: null });
  });
});

describe("a message", () => {
  it("is taken in once, however often it is delivered", async () => {
    const given = await givenNumber();
    const stop = inbound(given, { text: "STOP" });
    const outcomes = [await take(given, stop), await take(given, stop), await take(given, stop)];
    expect(outcomes).toEqual(["opt_out", "duplicate", "duplicate"]);
    expect(await given.ctx.db.inboundMessage.count()).toBe(1);
    expect(await given.ctx.db.consentEntry.count()).toBe(2);
    expect(await repliesOf(given)).toHaveLength(1);
  });

  it("is kept as it came, of every kind", async () => {
    const given = await givenNumber();
    for (const type of ["image", "reaction", "order", "location", "contacts", "hologram"]) {
      expect(await take(given, inbound(given, { type, content: { [type]: { id: "1" } } }))).toBe("stored");
    }
    const flow = { interactive: { type: "nfm_reply", nfm_reply: { response_json: '{"size":"M"}' } } };
    expect(await take(given, inbound(given, { type: "interactive", content: flow, replyToWamid: "wamid.ours" }))).toBe(
      "stored",
    );
    expect(await take(given, inbound(given, { type: "unsupported", content: { errors: [{ code: 131051 }] } }))).toBe(
      "unsupported",
    );
    const stored = await given.ctx.db.inboundMessage.findMany({ where: { type: "interactive" } });
    expect(stored).toMatchObject([{ content: flow, replyToWamid: "wamid.ours", outcome: "stored" }]);
  });

  it("opens the service window for 24 hours from when it was written; a late one never shortens it", async () => {
    const given = await givenNumber("2026-11-21T10:00:00Z");
    await say(given, "now");
    expect((await conversation(given)).windowExpiresAt).toEqual(new Date("2026-11-22T10:00:00Z"));
    await say(given, "late", { occurredAt: new Date("2026-11-21T03:00:00Z") });
    expect(await conversation(given)).toMatchObject({
      windowExpiresAt: new Date("2026-11-22T10:00:00Z"),
      lastInboundAt: new Date("2026-11-21T10:00:00Z"),
    });
    given.clock.set("2026-11-21T12:00:00Z");
    await say(given, "from a clock that is ahead", { occurredAt: new Date("2027-01-01T00:00:00Z") });
    expect((await conversation(given)).windowExpiresAt).toEqual(new Date("2026-11-22T12:00:00Z"));
  });

  it("opens no window by a reaction alone", async () => {
    const given = await givenNumber();
    await take(given, inbound(given, { type: "reaction", content: { reaction: { emoji: "👍" } } }));
    expect((await conversation(given)).windowExpiresAt).toBeNull();
  });

  it("opens a closed conversation again", async () => {
    const given = await givenNumber();
    await say(given, "Hello");
    await given.ctx.db.conversation.updateMany({ data: { state: "closed" } });
    await say(given, "me again");
    expect((await conversation(given)).state).toBe("open");
  });

  it("from the chat button says which page it came from; an advert stays beside it", async () => {
    const given = await givenNumber();
    await say(given, "Hi", { referral: { source_type: "ad", ctwa_clid: "abc" } });
    given.clock.advance(60_000);
    await say(given, "Is this in stock? (ref: product-linen-tote.44012345678901)");
    expect((await conversation(given)).origin).toMatchObject({
      page: "product",
      product: { handle: "linen-tote", variantId: "44012345678901" },
      reference: "product-linen-tote.44012345678901",
      referral: { ctwa_clid: "abc" },
    });
  });

  it("by an advert says so where a merchant looks: on the person, their messages, and the message that came by it", async () => {
    const given = await givenNumber();
    const { ctx, shopId, numberId } = given;
    const referral = { source_type: "ad", source_id: "120", headline: "Chat with us", ctwa_clid: "abc" };
    const body = "Hello! Can I get more info on this?";
    await say(given, body, { referral, content: { text: { body }, referral } });
    const { contactId } = await conversation(given);
    const messageId = await givenMessage(ctx, { shopId, numberId, contactId });
    const advert = { headline: "Chat with us", body: null, sourceId: "120", kind: "ad", url: null };

    const read = await readCustomer(ctx, shopId, contactId);
    const at = given.clock.now().toISOString();
    expect(read).toMatchObject({
      customer: { cameBy: { page: null, advert: { ...advert, at } }, replies: [{ text: body, advert }] },
    });
    expect((await readMessageStory(ctx, shopId, messageId))?.cameBy).toEqual({
      page: null,
      campaign: null,
      advert: { ...advert, at },
    });

    given.clock.advance(60_000);
    await say(given, "And this? (ref: collection-sale)");
    expect(await readCustomer(ctx, shopId, contactId)).toMatchObject({
      customer: {
        cameBy: { page: { kind: "collection", name: "sale" }, advert },
        replies: [{ advert: null }, { advert }],
      },
    });
  });
});

describe("STOP", () => {
  it("is honoured at once: the ledger, what waits, and one confirmation in their language", async () => {
    const given = await givenNumber();
    const contact = await givenContact(given.ctx, given.shopId, { phone, locale: "pt-BR" });
    await grantMarketing(given, contact.id);
    await inTransaction(given.ctx, (tx) =>
      planMessage(tx, {
        shopId: given.shopId,
        numberId: given.numberId,
        contactId: contact.id,
        category: "marketing",
        dedupeKey: "offer",
        dueAt: new Date(given.clock.now().getTime() + 3_600_000),
        content: { kind: "template", name: "offer", language: "en", header: [], body: [], buttons: [] },
      }),
    );
    const stop = inbound(given, { text: " Stop! 🙏" });
    expect(await take(given, stop)).toBe("opt_out");
    expect(await consentOf(given, contact.id)).toEqual({ marketing: "revoked", transactional: "revoked" });
    const offer = await given.ctx.db.message.findFirstOrThrow({ where: { dedupeKey: "offer" } });
    expect(offer).toMatchObject({ state: "cancelled", reason: "opted_out" });
    expect(await repliesOf(given)).toEqual([
      {
        dedupeKey: `optout-confirm:${stop.wamid}`,
        state: "queued",
        contactId: contact.id,
        text: serviceReply("optOutConfirmed", "pt-BR", { shopName: given.shop.name }),
      },
    ]);
    const proof = await given.ctx.db.consentEntry.findFirstOrThrow({ where: { state: "revoked" } });
    expect(proof).toMatchObject({ source: "keyword", evidence: { said: " Stop! 🙏", wamid: stop.wamid } });
  });

  it("said twice is recorded twice and answered once", async () => {
    const given = await givenNumber();
    expect(await say(given, "STOP")).toBe("opt_out");
    given.clock.advance(60_000);
    expect(await say(given, "stop!!!")).toBe("opt_out_again");
    expect(await repliesOf(given)).toHaveLength(1);
    expect(await given.ctx.db.consentEntry.count()).toBe(4);
  });

  it("by a button is the same; of offers only, the rest goes on", async () => {
    const given = await givenNumber();
    const contact = await givenContact(given.ctx, given.shopId, { phone });
    expect(await press(given, "Stop promotions")).toBe("opt_out");
    expect(await consentOf(given, contact.id)).toEqual({ marketing: "revoked", transactional: "none" });
    expect(await press(given, "whatever-id", { choice: { payload: "whatever-id", title: "Unsubscribe" } })).toBe(
      "opt_out",
    );
    expect(await consentOf(given, contact.id)).toEqual({ marketing: "revoked", transactional: "revoked" });
    expect(await given.ctx.db.consentEntry.findMany({ select: { source: true }, distinct: ["source"] })).toEqual([
      { source: "button" },
    ]);
  });

  it("inside a sentence is a sentence", async () => {
    const given = await givenNumber();
    expect(await say(given, "Please stop by my house when you deliver")).toBe("stored");
    expect(await given.ctx.db.consentEntry.count()).toBe(0);
  });

  it("is understood in every language of the list, and answered in it where it tells", async () => {
    const given = await givenNumber();
    const answered = {
      de: "abmelden",
      es: "BAJA",
      pt: "descadastrar",
      fr: "Désabonner",
      it: "disiscrivimi",
      tr: "durdur",
      ar: "إيقاف",
      hi: "बंद करो",
    };
    let person = 0;
    for (const [language, { stop }] of Object.entries(optOutWords)) {
      person += 1;
      const word = (answered as Record<string, string>)[language] ?? stop[0] ?? "";
      expect([language, await say(given, word, { from: { userId: `DE.${person}` } })]).toEqual([language, "opt_out"]);
      if (language in answered) {
        const locale = language === "pt" ? "pt-BR" : language;
        expect((await repliesOf(given)).at(-1)?.text).toBe(
          serviceReply("optOutConfirmed", locale, { shopName: given.shop.name }),
        );
      }
    }
    expect(person).toBeGreaterThanOrEqual(25);
    expect(await given.ctx.db.consentEntry.count({ where: { state: "revoked", purpose: "marketing" } })).toBe(person);
  });

  it("of one country's language is understood from a number, or an id, of that country", async () => {
    const given = await givenNumber();
    expect(await say(given, "Dur", { from: { phone: "+905321234567" } })).toBe("opt_out");
    expect(await say(given, "Seis", { from: { userId: "FI.1" } })).toBe("opt_out");
    expect(await say(given, "Dur", { from: { phone } })).toBe("stored");
  });

  it("that arrives when the window is over is honoured without an answer", async () => {
    const given = await givenNumber();
    expect(await say(given, "STOP", { occurredAt: new Date("2026-11-19T10:00:00Z") })).toBe("opt_out");
    expect(await repliesOf(given)).toEqual([]);
  });
});

describe("START", () => {
  it("after STOP brings back what was, with proof and one confirmation", async () => {
    const given = await givenNumber();
    const contact = await givenContact(given.ctx, given.shopId, { phone });
    await grantMarketing(given, contact.id);
    await say(given, "STOP");
    given.clock.advance(60_000);
    const start = inbound(given, { text: "Start" });
    expect(await take(given, start)).toBe("opt_in");
    expect(await consentOf(given, contact.id)).toEqual({ marketing: "granted", transactional: "granted" });
    given.clock.advance(60_000);
    expect(await say(given, "START")).toBe("opt_in_again");
    const replies = await repliesOf(given);
    expect(replies.map((reply) => reply.dedupeKey)).toEqual([
      expect.stringContaining("optout-confirm"),
      `optin-confirm:${start.wamid}`,
    ]);
    const { id: shopId, storefrontHost } = given.shop;
    expect(replies[1]?.text).toContain(preferencesUrl(given.ctx.ids, { id: shopId, storefrontHost }, contact.id));
  });

  it("sent after a STOP that arrives later still stands", async () => {
    const given = await givenNumber();
    const contact = await givenContact(given.ctx, given.shopId, { phone });
    await grantMarketing(given, contact.id);
    const stop = inbound(given, { text: "STOP" });
    given.clock.advance(60_000);
    const start = inbound(given, { text: "START" });
    expect(await take(given, start)).toBe("opt_in_again");
    expect(await take(given, stop)).toBe("opt_out_superseded");
    expect(await consentOf(given, contact.id)).toEqual({ marketing: "granted", transactional: "granted" });
    expect(await repliesOf(given)).toEqual([]);
  });
});

describe("the cash-on-delivery question", () => {
  const orderId = "820982911946154508";

  async function givenOrder(
    given: Given,
    contactId: string | null,
    more: Partial<Prisma.OrderUncheckedCreateInput> = {},
  ) {
    const now = given.clock.now();
    return given.ctx.db.order.create({
      data: {
        shopId: given.shopId,
        id: orderId,
        name: "#1001",
        contactId,
        currency: "EUR",
        totalMinor: 1999n,
        outstandingMinor: 1999n,
        financialStatus: "pending",
        paymentKind: "cod",
        lineItems: [],
        discounts: [],
        createdAt: now,
        versionAt: now,
        ...more,
      },
    });
  }

  const orderNow = (given: Given) => given.ctx.db.order.findFirstOrThrow({ where: { shopId: given.shopId } });

  it.each([
    ["confirm", "cod_confirmed", "confirmed", "codConfirmed"],
    ["cancel", "cod_cancelled", "cancelled", "codCancelled"],
  ] as const)("answered %s is kept on the order and answered", async (answer, outcome, codDecision, key) => {
    const given = await givenNumber();
    const contact = await givenContact(given.ctx, given.shopId, { phone });
    await givenOrder(given, contact.id);
    expect(await press(given, `cod:${answer}:${orderId}`)).toBe(outcome);
    expect(await orderNow(given)).toMatchObject({
      codDecision,
      codDecidedAt: given.clock.now(),
      codNextAttemptAt: given.clock.now(),
      codAppliedAt: null,
    });
    expect(await repliesOf(given)).toMatchObject([
      { text: serviceReply(key, "de", { orderName: "#1001" }), contactId: contact.id },
    ]);
  });

  it("is answered once: the first answer stands, the same button again changes nothing", async () => {
    const given = await givenNumber();
    const contact = await givenContact(given.ctx, given.shopId, { phone });
    await givenOrder(given, contact.id);
    await press(given, `cod:confirm:${orderId}`);
    given.clock.advance(60_000);
    expect(await press(given, `cod:confirm:${orderId}`)).toBe("cod_already_confirmed");
    expect(await press(given, `cod:cancel:${orderId}`)).toBe("cod_already_confirmed");
    expect((await orderNow(given)).codDecision).toBe("confirmed");
    expect(await repliesOf(given)).toHaveLength(1);
  });

  it("can be answered by its own contact only", async () => {
    const given = await givenNumber();
    const buyer = await givenContact(given.ctx, given.shopId, { phone: "+4915199999999" });
    await givenOrder(given, buyer.id);
    expect(await press(given, `cod:cancel:${orderId}`)).toBe("cod_not_theirs");
    expect((await orderNow(given)).codDecision).toBeNull();
  });

  it("can not be answered for an order of another shop, nor for one nobody knows", async () => {
    const given = await givenNumber();
    await givenContact(given.ctx, given.shopId, { phone });
    const elsewhere = await givenNumber();
    const buyer = await givenContact(elsewhere.ctx, elsewhere.shopId, { phone });
    await givenOrder(elsewhere, buyer.id);
    expect(await press(given, `cod:cancel:${orderId}`)).toBe("cod_not_theirs");
    expect(await press(given, "cod:cancel:1")).toBe("cod_not_theirs");
    expect((await orderNow(elsewhere)).codDecision).toBeNull();
  });

  it("is understood from whoever the buyer was merged into", async () => {
    const given = await givenNumber();
    const buyer = await givenContact(given.ctx, given.shopId, { phone });
    await givenOrder(given, buyer.id);
    await say(given, "hello", { from: { userId: "DE.1" } });
    expect(await press(given, `cod:confirm:${orderId}`, { from: { phone, userId: "DE.1" } })).toBe("cod_confirmed");
  });

  it.each([
    ["after it was cancelled", { cancelledAt: new Date("2026-11-21T09:00:00Z") }, "cod_order_already_cancelled"],
    ["after it was fulfilled", { fulfillmentStatus: "fulfilled" }, "cod_order_already_fulfilled"],
    ["when it is not paid on delivery", { paymentKind: "prepaid" }, "cod_not_cash_on_delivery"],
  ] as const)("%s changes nothing, and says so", async (_, more, outcome) => {
    const given = await givenNumber();
    const contact = await givenContact(given.ctx, given.shopId, { phone });
    await givenOrder(given, contact.id, more);
    expect(await press(given, `cod:cancel:${orderId}`)).toBe(outcome);
    expect((await orderNow(given)).codDecision).toBeNull();
    expect(await repliesOf(given)).toEqual([]);
  });

  it.each([
    "cod:confirm:",
    "cod:confirm:abc",
    `cod:maybe:${orderId}`,
    `x cod:cancel:${orderId}`,
    "cod:cancel:999999999999999999999999",
  ])("is not in %s", async (payload) => {
    const given = await givenNumber();
    expect(await press(given, payload)).toBe("stored");
  });
});
