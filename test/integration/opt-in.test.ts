import { describe, expect, it } from "vitest";
import { optIn } from "#app/core/consent/opt-in.ts";
import { keepErasedOptOuts } from "#app/core/consent/erased-opt-outs.ts";
import { noteConsent } from "#app/core/customers/note-consent.ts";
import { inTransaction } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenContact } from "#test/support/given.ts";
import {
  openOptIns,
  phone,
  ask,
  onlyContact,
  consentOf,
  questions,
  receive,
  press,
  lastQuestion,
  sayNo,
} from "#test/support/opt-ins.ts";

const database = useTestDatabase();
const hourMs = 3_600_000;
const givenOptIns = (settings?: object) => openOptIns(database.db, settings);

describe("asking for messages", () => {
  it("is pending until the button is pressed, and granted with the proof of both then", async () => {
    const given = await givenOptIns();
    expect(await ask(given)).toMatchObject({ outcome: "pending", asked: "planned" });
    expect(given.wakes).toContain("send");
    expect(await consentOf(given)).toEqual({ marketing: "pending", transactional: "none" });
    const [question] = await questions(given);
    expect(question).toMatchObject({ state: "queued", category: "utility", language: "de" });
    expect(question?.content).toMatchObject({ buttons: [{ type: "quick_reply", value: "opt-in:yes:marketing" }] });

    given.clock.advance(hourMs);
    expect(await press(given)).toBe("opt_in_confirmed");
    expect(await press(given)).toBe("opt_in_confirmed_again");
    expect(await consentOf(given)).toEqual({ marketing: "granted", transactional: "none" });
    const entries = await given.ctx.db.consentEntry.findMany({ orderBy: { recordedAt: "asc" } });
    expect(entries[0]).toMatchObject({ state: "pending", source: "form", evidence: { page: "/" } });
    expect(entries[1]).toMatchObject({
      state: "granted",
      source: "button",
      evidence: { said: "Ja", confirms: entries[0]?.id },
    });
    const thanks = await given.ctx.db.message.findMany({ where: { dedupeKey: { startsWith: "optin-button:" } } });
    expect(thanks).toHaveLength(1);
    expect(await ask(given)).toMatchObject({ outcome: "already" });
    expect(await consentOf(given)).toMatchObject({ marketing: "granted" });
  });

  it("asks back once a day and three times in a month, however often somebody types the number", async () => {
    const given = await givenOptIns();
    for (let day = 0; day < 6; day++) {
      await Promise.all([ask(given), ask(given), ask(given)]);
      given.clock.advance(25 * hourMs);
    }
    expect(await questions(given)).toHaveLength(3);
    expect(await given.ctx.db.contact.count()).toBe(1);
    given.clock.advance(30 * 24 * hourMs);
    expect(await ask(given)).toMatchObject({ asked: "planned" });
  });

  it("asks anew on the same day for what today's question does not ask, and for both at once", async () => {
    const given = await givenOptIns();
    await ask(given, { purposes: ["transactional"] });
    given.clock.advance(hourMs);
    expect(await ask(given)).toMatchObject({ outcome: "pending", asked: "planned" });
    given.clock.advance(hourMs);
    for (const purpose of ["marketing", "transactional"] as const)
      expect(await ask(given, { purposes: [purpose] })).toMatchObject({ asked: "asked_lately" });
    const payloads = (await questions(given)).map(({ content }) => content);
    expect(payloads).toMatchObject([
      { buttons: [{ value: "opt-in:yes:transactional" }] },
      { buttons: [{ value: "opt-in:yes:everything" }] },
    ]);
    await receive(given, { payload: "opt-in:yes:everything", replyTo: await lastQuestion(given) });
    expect(await consentOf(given)).toEqual({ marketing: "granted", transactional: "granted" });
  });

  it("does not ask again about what today's question has been answered to", async () => {
    const given = await givenOptIns();
    await ask(given);
    given.clock.advance(hourMs);
    await press(given);
    expect(await ask(given, { purposes: ["transactional"] })).toMatchObject({ asked: "planned" });
    expect((await questions(given)).at(-1)?.content).toMatchObject({
      buttons: [{ value: "opt-in:yes:transactional" }],
    });
  });

  it("asks three times in a month, also about different things", async () => {
    const given = await givenOptIns();
    for (const purposes of [["marketing"], ["transactional"], ["marketing"], ["marketing"]] as const) {
      await ask(given, { purposes });
      given.clock.advance(25 * hourMs);
    }
    expect(await ask(given, { purposes: ["transactional"] })).toMatchObject({ asked: "asked_lately" });
    expect(await questions(given)).toHaveLength(3);
  });

  it.each([
    ["everywhere", "pending"],
    ["only", "granted"],
  ] as const)("keeps a yes of whoever has said yes elsewhere, and asks nothing (%s)", async (confirm, state) => {
    const given = await givenOptIns({ optIn: { confirm, countries: [] } });
    const { ctx, shopId, clock } = given;
    const { id: contactId } = await givenContact(ctx, shopId, { phone, customerId: "42" });
    const yes = { shopId, contactId, source: "shopify" as const, evidence: {}, dedupeKey: "shopify" };
    await inTransaction(ctx, (tx) => optIn(tx, { ...yes, purposes: ["marketing"], occurredAt: clock.now() }));
    clock.advance(hourMs);
    for (let time = 0; time < 2; time++)
      expect(await ask(given, { renderedAt: 1 })).toEqual({ outcome: "already", contactId });
    const kept = await ctx.db.consentEntry.findMany({ where: { source: "form" } });
    expect(kept).toMatchObject([{ purpose: "marketing", state, evidence: { page: "/" } }]);
    expect(await consentOf(given)).toMatchObject({ marketing: "granted" });
    expect(await questions(given)).toEqual([]);
  });

  it("records the same asking once", async () => {
    const given = await givenOptIns();
    for (let time = 0; time < 3; time++) await ask(given, { renderedAt: 1 });
    expect(await given.ctx.db.consentEntry.count()).toBe(1);
  });

  it("counts at once where the shop asks for no confirmation, by the country of the number", async () => {
    const given = await givenOptIns({ optIn: { confirm: "except", countries: ["IN"] } });
    expect(await ask(given)).toMatchObject({ outcome: "pending" });
    expect(await ask(given, { phone: "+919876543210", country: "DE" })).toMatchObject({ outcome: "granted" });
    expect(await questions(given)).toHaveLength(1);
    expect(await ask(given, { phone: "12" })).toEqual({ outcome: "invalid_phone" });
  });

  it("says to the merchant why nothing could be asked", async () => {
    const given = await givenOptIns();
    await given.ctx.db.template.updateMany({ where: { name: "confirm_opt_in" }, data: { status: "pending" } });
    expect(await ask(given)).toMatchObject({ outcome: "pending", asked: "suppressed" });
    await ask(given);
    expect(await questions(given)).toMatchObject([{ state: "suppressed", reason: "template_pending_until_expiry" }]);
    await given.ctx.db.template.updateMany({ where: { name: "confirm_opt_in" }, data: { status: "approved" } });
    expect(await ask(given)).toMatchObject({ asked: "planned" });
  });
});

describe("asking after an opt-out", () => {
  it.each([["marketing"], ["transactional"], ["marketing", "transactional"]] as const)(
    "sends nothing and lifts nothing after a no to %s %s",
    async (...purposes) => {
      const given = await givenOptIns({ optIn: { confirm: "only", countries: [] } });
      await ask(given);
      const contactId = await onlyContact(given);
      given.clock.advance(hourMs);
      await sayNo(given, contactId, [...purposes]);
      const before = await consentOf(given);
      given.clock.advance(hourMs);
      expect(await ask(given, { purposes: ["marketing", "transactional"] })).toMatchObject({ outcome: "opted_out" });
      expect(await questions(given)).toEqual([]);
      for (const purpose of purposes) expect((await consentOf(given))[purpose]).toBe("revoked");
      expect(before).toMatchObject(Object.fromEntries(purposes.map((purpose) => [purpose, "revoked"])));
    },
  );

  it("takes back a question that waits, and the button of one that went lifts nothing", async () => {
    const given = await givenOptIns();
    await ask(given);
    given.clock.advance(hourMs);
    await sayNo(given, await onlyContact(given), ["marketing"]);
    expect(await questions(given)).toMatchObject([{ state: "cancelled", reason: "opted_out" }]);
    given.clock.advance(hourMs);
    expect(await press(given)).toBe("opt_in_needs_start");
    expect(await consentOf(given)).toMatchObject({ marketing: "revoked" });
  });

  it("asks again, and counts, once they are back with START", async () => {
    const given = await givenOptIns();
    const { contactId } = (await ask(given)) as { contactId: string };
    await receive(given, { text: "STOP" });
    given.clock.advance(hourMs);
    expect(await receive(given, { text: "START" })).toBe("opt_in");
    // What somebody typed into a form is no yes that START could bring back; it is asked about.
    expect(await consentOf(given)).toEqual({ marketing: "revoked", transactional: "granted" });
    expect(await questions(given)).toMatchObject([{ state: "cancelled" }, { state: "queued" }]);
    given.clock.advance(hourMs);
    expect(await press(given)).toBe("opt_in_confirmed");
    expect(await consentOf(given)).toEqual({ marketing: "granted", transactional: "granted" });
    given.clock.advance(hourMs);
    await sayNo(given, contactId, ["marketing"]);
    given.clock.advance(hourMs);
    await receive(given, { text: "START" });
    expect(await ask(given)).toMatchObject({ outcome: "already" });
  });

  it.each<[string, object]>([
    ["where everybody confirms", {}],
    ["where nobody has to", { optIn: { confirm: "only", countries: [] } }],
  ])("takes the press of whoever is back with START, %s", async (_where, settings) => {
    const given = await givenOptIns(settings);
    await receive(given, { text: "STOP" });
    given.clock.advance(hourMs);
    await receive(given, { text: "START" });
    given.clock.advance(25 * hourMs);
    expect(await ask(given)).toMatchObject({ outcome: "pending", asked: "planned" });
    expect(await consentOf(given)).toMatchObject({ marketing: "revoked" });
    given.clock.advance(60_000);
    await press(given);
    expect(await consentOf(given)).toMatchObject({ marketing: "granted" });
  });

  it("sees nobody back whose messages about orders another hand allowed", async () => {
    const given = await givenOptIns({ optIn: { confirm: "only", countries: [] } });
    const { contactId } = (await ask(given)) as { contactId: string };
    given.clock.advance(hourMs);
    await sayNo(given, contactId, ["marketing"]);
    given.clock.advance(hourMs);
    const note = { formId: "0197a000-0000-7000-8000-000000000001", note: "At the counter" };
    await noteConsent(given.ctx, given.shopId, contactId, { ...note, purposes: "transactional", state: "granted" });
    given.clock.advance(hourMs);
    expect(await ask(given)).toMatchObject({ outcome: "opted_out" });
    expect(await consentOf(given)).toEqual({ marketing: "revoked", transactional: "granted" });
    expect(await questions(given)).toEqual([]);
  });

  it("knows the no of somebody whose data was erased", async () => {
    const given = await givenOptIns();
    await inTransaction(given.ctx, (tx) =>
      keepErasedOptOuts(
        tx,
        given.shopId,
        [{ kind: "phone", value: phone }],
        [{ purpose: "marketing", revokedAt: given.clock.now() }],
      ),
    );
    given.clock.advance(hourMs);
    expect(await ask(given)).toMatchObject({ outcome: "opted_out" });
    expect(await consentOf(given)).toMatchObject({ marketing: "revoked" });
  });
});

describe("the confirming button", () => {
  it("counts for its own question only, and for what had been asked when it was sent", async () => {
    const given = await givenOptIns();
    await ask(given);
    const question = await lastQuestion(given);
    const [row] = await questions(given);
    const payload = "opt-in:yes:everything";
    const offer = await given.ctx.db.message.create({
      data: {
        ...row,
        id: given.ctx.ids.next(),
        dedupeKey: "offer",
        templateName: "offer",
        wamid: "wamid.offer",
      } as never,
    });
    const other = await givenContact(given.ctx, given.shopId, { phone: "+4915198765432" });
    await given.ctx.db.message.create({
      data: { ...offer, id: given.ctx.ids.next(), ...theirs(other.id) } as never,
    });
    given.clock.advance(60_000);
    for (const replyTo of [undefined, "wamid.offer", "wamid.theirs", "wamid.nobodys"])
      expect(await receive(given, { payload, replyTo })).toBe("stored");
    expect(await consentOf(given)).toEqual({ marketing: "pending", transactional: "none" });
    // Asked for after the question was sent: it is no answer to that.
    await ask(given, { purposes: ["transactional"] });
    given.clock.advance(60_000);
    expect(await receive(given, { payload, replyTo: question })).toBe("opt_in_confirmed");
    expect(await consentOf(given)).toEqual({ marketing: "granted", transactional: "pending" });
  });

  it("answers the second asking by the same form on a day, when a no and a yes of their own came in between", async () => {
    const given = await givenOptIns();
    await ask(given, { renderedAt: 1 });
    const contactId = await onlyContact(given);
    given.clock.advance(60_000);
    await receive(given, { text: "STOP" });
    given.clock.advance(60_000);
    const page = { shopId: given.shopId, contactId, source: "preferences" as const, evidence: {} };
    const own = { ...page, purposes: ["transactional"] as const, occurredAt: given.clock.now(), dedupeKey: "page" };
    await inTransaction(given.ctx, (tx) => optIn(tx, own));
    given.clock.advance(60_000);
    for (let times = 0; times < 2; times++) await ask(given, { renderedAt: 1 });
    expect(await given.ctx.db.consentEntry.count({ where: { contactId, state: "pending" } })).toBe(2);
    given.clock.advance(60_000);
    expect(await press(given)).toBe("opt_in_confirmed");
    expect((await consentOf(given)).marketing).toBe("granted");
  });

  it("that arrives late undoes nothing, nor does the asking that was written before it", async () => {
    const given = await givenOptIns();
    await ask(given);
    const question = await lastQuestion(given);
    given.clock.advance(60_000);
    const pressedAt = given.clock.now();
    given.clock.advance(60_000);
    await ask(given);
    const late = { ...given, clock: { ...given.clock, now: () => pressedAt } };
    expect(await receive(late, { payload: "opt-in:yes:marketing", replyTo: question })).toBe("opt_in_confirmed");
    expect((await consentOf(given)).marketing).toBe("granted");
  });

  const theirs = (contactId: string) => ({
    ...{ contactId, dedupeKey: "theirs", templateName: "confirm_opt_in", wamid: "wamid.theirs" },
  });
});
