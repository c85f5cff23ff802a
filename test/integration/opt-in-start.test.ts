import { describe, expect, it } from "vitest";
import { applyPreference } from "#app/core/callbacks/apply-preference.ts";
import { inTransaction } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { openOptIns, phone, ask, consentOf, questions, receive, press } from "#test/support/opt-ins.ts";

const database = useTestDatabase();
const givenOptIns = (settings?: object) => openOptIns(database.db, settings);

describe("START of somebody who never said anything about offers", () => {
  it("asks once whether they mean offers, and the button makes it count, with the word as what was said", async () => {
    const given = await givenOptIns();
    expect(await receive(given, { text: "Anmelden!" })).toBe("opt_in_asked");
    expect(await consentOf(given)).toEqual({ marketing: "pending", transactional: "granted" });
    expect(await questions(given)).toMatchObject([{ state: "queued", category: "utility", language: "de" }]);
    given.clock.advance(60_000);
    expect(await press(given)).toBe("opt_in_confirmed");
    expect(await consentOf(given)).toEqual({ marketing: "granted", transactional: "granted" });
    const entries = await given.ctx.db.consentEntry.findMany({
      where: { purpose: "marketing" },
      orderBy: { id: "asc" },
    });
    expect(entries).toMatchObject([
      { state: "pending", source: "chat", evidence: { channel: "whatsapp", said: "Anmelden!" } },
      { state: "granted", source: "button", evidence: { confirms: entries[0]?.id } },
    ]);
  });

  it("counts at once, and says so, where the shop has nothing confirmed", async () => {
    const given = await givenOptIns({ optIn: { confirm: "only", countries: [] } });
    expect(await receive(given, { text: "SUBSCRIBE" })).toBe("opt_in");
    expect(await consentOf(given)).toEqual({ marketing: "granted", transactional: "granted" });
    expect(await questions(given)).toEqual([]);
    expect(await given.ctx.db.message.count({ where: { content: { path: ["kind"], equals: "text" } } })).toBe(1);
  });

  it("is no way around a no: who stopped everything gets their orders' messages back, and is asked about offers", async () => {
    const given = await givenOptIns();
    await receive(given, { text: "STOP" });
    given.clock.advance(60_000);
    expect(await receive(given, { text: "START" })).toBe("opt_in");
    expect(await consentOf(given)).toEqual({ marketing: "revoked", transactional: "granted" });
    expect(await questions(given)).toHaveLength(1);
    given.clock.advance(60_000);
    expect(await press(given)).toBe("opt_in_confirmed");
    expect(await consentOf(given)).toEqual({ marketing: "granted", transactional: "granted" });
  });

  it("makes no yes of what somebody typed into a form, nor does resuming in WhatsApp's settings", async () => {
    const given = await givenOptIns();
    await ask(given);
    given.clock.advance(60_000);
    expect(await receive(given, { text: "START" })).toBe("opt_in_again");
    expect(await consentOf(given)).toEqual({ marketing: "pending", transactional: "granted" });
    given.clock.advance(60_000);
    const resume = { kind: "preference", category: "marketing_messages", value: "resume", wabaId: "1" } as const;
    const item = { ...resume, phoneNumberId: "1", person: { phone }, occurredAt: given.clock.now() };
    await inTransaction(given.ctx, (tx) => applyPreference(tx, given.shopId, item, given.clock.now()));
    expect(await consentOf(given)).toMatchObject({ marketing: "pending" });
    given.clock.advance(60_000);
    await press(given);
    expect(await consentOf(given)).toMatchObject({ marketing: "granted" });
  });
});
