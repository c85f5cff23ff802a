import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { recordConsent } from "#app/core/consent/record-consent.ts";
import { eraseCustomer } from "#app/core/customers/erase-customer.ts";
import { checkConsentImport, importConsent } from "#app/core/customers/import-consent.ts";
import { mergeCustomers } from "#app/core/customers/merge-customers.ts";
import { inTransaction } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenMessage } from "#test/support/given-message.ts";
import { givenContact, givenShop } from "#test/support/given.ts";
import { givenLedger } from "#test/support/given-ledger.ts";

const database = useTestDatabase();
const dayMs = 24 * 3_600_000;
type Ledger = Awaited<ReturnType<typeof givenLedger>>;
let ctx: Ledger["ctx"];
let clock: Ledger["clock"];
let shopId: Ledger["shopId"];
let numberId: Ledger["numberId"];
let say: Ledger["say"];
let exported: Ledger["exported"];
let entries: Ledger["entries"];
let nowOf: Ledger["nowOf"];

beforeEach(async () => {
  ({ ctx, clock, shopId, numberId, say, exported, entries, nowOf } = await givenLedger(database.db));
});

const headings = "phone,first_name,state,date,wording,where,note";

const file = (...lines: string[]) => ({ csv: [headings, ...lines].join("\n"), fileName: "newsletter.csv" });
const yes = (phone: string, date = "2026-03-14") => `${phone},Ada,granted,${date},"Offers, yes",Shop counter,`;
const no = (phone: string, date = "2026-03-14") => `${phone},Ada,revoked,${date},,,by phone`;

const people = () => ctx.db.contact.count({ where: { shopId } });

describe("a file of decisions", () => {
  test("a dry run tells what would happen and changes nothing", async () => {
    await givenContact(ctx, shopId, { phone: "+4915112345678" });
    const checked = await checkConsentImport(
      ctx,
      shopId,
      file(yes("0151 12345678"), yes("+4915112345679"), no("+4915112345670")),
    );
    expect(checked).toMatchObject({
      outcome: "checked",
      sums: { lines: 3, added: 3, granted: 2, revoked: 1, known: 0, saidNo: 0, newPeople: 2 },
    });
    expect(await entries()).toEqual([]);
    expect(await people()).toBe(1);
  });

  test("is taken in with its proof, and a second time adds nothing", async () => {
    const known = await givenContact(ctx, shopId, { phone: "+4915112345678", firstName: "Grace" });
    const given = file(yes("0151 12345678"), yes("+4915112345679"), yes("+4915112345679"));
    expect(await importConsent(ctx, shopId, given)).toMatchObject({
      outcome: "imported",
      sums: { added: 2, known: 1 },
    });
    expect(await nowOf(known.id)).toEqual({ marketing: "granted", transactional: "none" });
    const [first] = await ctx.db.consentEntry.findMany({ where: { shopId, contactId: known.id } });
    expect(first).toMatchObject({
      source: "import",
      evidence: { wording: "Offers, yes", where: "Shop counter", file: "newsletter.csv", line: 2 },
      // The shop's midnight.
      occurredAt: new Date("2026-03-13T23:00:00Z"),
    });
    expect((await ctx.db.contact.findFirst({ where: { shopId, id: known.id } }))?.firstName).toBe("Grace");

    clock.advance(dayMs);
    const again = file(yes("+4915112345679"), yes("004915112345678"));
    expect(await importConsent(ctx, shopId, again)).toMatchObject({ sums: { added: 0, known: 2, newPeople: 0 } });
    expect(await entries()).toHaveLength(2);
    expect(await people()).toBe(2);
  });

  test("twice at once adds once", async () => {
    const given = file(yes("+4915112345679"), yes("+4915112345678"), no("+4915112345670"));
    await Promise.all([importConsent(ctx, shopId, given), importConsent(ctx, shopId, given)]);
    expect(await entries()).toHaveLength(3);
    expect(await people()).toBe(3);
  });

  test("adds nothing for somebody merged since", async () => {
    const one = await givenContact(ctx, shopId, { phone: "+4915112345678" });
    const other = await givenContact(ctx, shopId, { customerId: "77" });
    await importConsent(ctx, shopId, file(yes("+4915112345678")));
    await mergeCustomers(ctx, shopId, other.id, one.id);
    const before = await entries();
    expect(await importConsent(ctx, shopId, file(yes("+4915112345678")))).toMatchObject({
      sums: { known: 1, added: 0 },
    });
    expect(await entries()).toEqual(before);
  });

  test("one wrong line, and nothing is taken in; each is told by its line", async () => {
    const wrong = file(
      yes("+4915112345678"),
      "12,Ada,granted,2026-03-14,Yes,Counter,",
      "+4915112345679,Ada,granted,,Yes,Counter,",
      "+4915112345679,Ada,granted,14.03.2026,Yes,Counter,",
      "+4915112345679,Ada,granted,2026-11-23,Yes,Counter,",
      "+4915112345679,Ada,granted,2026-03-14,,,",
      "+4915112345679,Ada,perhaps,2026-03-14,Yes,Counter,",
      "+4915112345679,J\uFFFDrg,granted,2026-03-14,Yes,Counter,",
    );
    const problems = [
      [3, "phone_unreadable"],
      [4, "date_missing"],
      [5, "date_unreadable"],
      [6, "date_ahead"],
      [7, "wording_missing"],
      [7, "where_missing"],
      [8, "state_unknown"],
      [9, "letters_unreadable"],
    ];
    for (const answer of [await checkConsentImport(ctx, shopId, wrong), await importConsent(ctx, shopId, wrong)]) {
      if (answer.outcome !== "wrong") throw new Error("it was taken in");
      expect(answer.problems.map(({ line, rule }) => [line, rule])).toEqual(problems);
    }
    expect(await entries()).toEqual([]);
    expect(await people()).toBe(0);
  });

  test.each([
    ["", "empty"],
    ["name,age\nAda,36", "no_headings"],
    ["phone,name\n+4915112345678,Ada", "columns_missing"],
    ["phone,date\n", "empty"],
  ])("that is none is told: %j", async (csv, rule) => {
    const answer = await checkConsentImport(ctx, shopId, { csv, fileName: "x.csv" });
    expect(answer).toMatchObject({ outcome: "wrong", problems: [{ rule }] });
  });

  test("failing in its middle leaves nothing", async () => {
    let made = 0;
    const ids = {
      ...ctx.ids,
      next() {
        made += 1;
        if (made > 5) throw new Error("the power went");
        return ctx.ids.next();
      },
    };
    const given = file(yes("+4915112345678"), yes("+4915112345679"), yes("+4915112345670"));
    await expect(importConsent({ ...ctx, ids }, shopId, given)).rejects.toThrow("the power went");
    expect(await entries()).toEqual([]);
    expect(await people()).toBe(0);
  });

  test("brings back nobody who has said no, not even after erasure", async () => {
    const stopped = await givenContact(ctx, shopId, { phone: "+4915112345678" });
    const erased = await givenContact(ctx, shopId, { phone: "+4915112345679" });
    await say(stopped.id, "revoked", "keyword");
    await say(erased.id, "revoked", "keyword");
    await eraseCustomer(ctx, shopId, erased.id);
    clock.advance(dayMs);
    const given = file(yes("+4915112345678", "2026-11-22"), yes("+4915112345679", "2026-11-22"));
    expect(await checkConsentImport(ctx, shopId, given)).toMatchObject({ sums: { saidNo: 2, added: 0 } });
    expect(await importConsent(ctx, shopId, given)).toMatchObject({ sums: { saidNo: 2, added: 0, newPeople: 0 } });
    expect((await nowOf(stopped.id)).marketing).toBe("revoked");
  });

  test("a no of today is one no, however late the same file comes again", async () => {
    const contact = await givenContact(ctx, shopId, { phone: "+4915112345678" });
    const given = file(no("+4915112345678", "2026-11-21"));
    expect(await importConsent(ctx, shopId, given)).toMatchObject({ sums: { added: 1 } });
    clock.advance(60_000);
    await say(contact.id, "granted", "keyword");
    clock.advance(60_000);
    expect(await importConsent(ctx, shopId, given)).toMatchObject({ sums: { added: 0, known: 1 } });
    expect((await nowOf(contact.id)).marketing).toBe("granted");
  });

  test("a yes after a no brings nobody back, from one file as from two", async () => {
    const lines = [no("+4915112345678", "2026-03-13"), yes("+4915112345678")];
    expect(await importConsent(ctx, shopId, file(...lines))).toMatchObject({ sums: { added: 1, saidNo: 1 } });
    for (const line of lines.map((one) => one.replace("5678", "5679"))) await importConsent(ctx, shopId, file(line));
    const contacts = await ctx.db.contact.findMany({ where: { shopId } });
    for (const { id } of contacts) expect((await nowOf(id)).marketing).toBe("revoked");
    expect(contacts).toHaveLength(2);
  });

  test.each([
    ["phone,date,wording,where,state\n+4915112345678,2026-03-14,Yes,Counter,", "state_unknown"],
    ["phone,date,wording,where,Status\n+4915112345678,2026-03-14,Yes,Counter,unsubscribed", "columns_missing"],
    ["phone,date,wording,where,Opt out\n+4915112345678,2026-03-14,Yes,Counter,yes", "columns_missing"],
  ])("what may be a no is taken for no yes: %j", async (csv, rule) => {
    const answer = await importConsent(ctx, shopId, { csv, fileName: "x.csv" });
    expect(answer).toMatchObject({ outcome: "wrong", problems: [{ rule }] });
    expect(await entries()).toEqual([]);
  });

  test("a no in it stops what was waiting", async () => {
    const contact = await givenContact(ctx, shopId, { phone: "+4915112345678" });
    await importConsent(ctx, shopId, file(yes("+4915112345678")));
    const where = { shopId, numberId, contactId: contact.id };
    const id = await givenMessage(ctx, where, { category: "marketing" });
    await importConsent(ctx, shopId, file(no("+4915112345678", "2026-11-21")));
    expect(await ctx.db.message.findFirst({ where: { shopId, id } })).toMatchObject({
      state: "cancelled",
      reason: "opted_out",
    });
  });

  test("that was exported adds nothing where it came from", async () => {
    const { id } = await givenContact(ctx, shopId, { phone: "+4915112345678" });
    const { id: back } = await givenContact(ctx, shopId, { phone: "+4915112345679" });
    for (const [contactId, state] of [
      [id, "granted"],
      [back, "revoked"],
      [id, "revoked"],
      [back, "granted"],
    ] as const) {
      clock.advance(dayMs);
      await importConsent(ctx, shopId, file(yes("+4915112345670")));
      await say(contactId, state, "keyword");
    }
    const before = await entries();
    const own = { csv: (await exported()).replaceAll(/,"?'?=Yes"?,,/g, ",Yes,Chat,"), fileName: "export.csv" };
    const sums = { added: 0, granted: 0, revoked: 0 };
    expect(await checkConsentImport(ctx, shopId, own)).toMatchObject({ outcome: "checked", sums });
    expect(await importConsent(ctx, shopId, own)).toMatchObject({ outcome: "imported", sums });
    expect(await entries()).toEqual(before);
  });

  test("that was exported leaves out, and says so, what is no decision here", async () => {
    const asked = await givenContact(ctx, shopId, { phone: "+4915112345671" });
    const silent = await givenContact(ctx, shopId, { customerId: "77" });
    const atShopify = await givenContact(ctx, shopId, { phone: "+4915112345672" });
    const agreed = await givenContact(ctx, shopId, { phone: "+4915112345673" });
    const decide = (contactId: string, state: "pending" | "granted", source: "form" | "shopify", evidence: object) =>
      inTransaction(
        ctx,
        async (tx) =>
          void (await recordConsent(tx, {
            ...{ shopId, contactId, purpose: "marketing" as const, state, source, evidence: { ...evidence } },
            ...{ occurredAt: clock.now(), dedupeKey: randomUUID() },
          })),
      );
    const proof = { wording: "Offers, yes", page: "/pages/club" };
    await decide(asked.id, "pending", "form", proof);
    await decide(silent.id, "granted", "form", proof);
    await decide(atShopify.id, "granted", "shopify", {});
    await decide(agreed.id, "granted", "form", proof);
    const elsewhere = (await givenShop(ctx)).shop.id;
    const given = { csv: await exported(), fileName: "export.csv" };
    const sums = { lines: 4, added: 1, granted: 1, unconfirmed: 1, noPhone: 1, noProof: 1 };
    expect(await checkConsentImport(ctx, elsewhere, given)).toMatchObject({ outcome: "checked", sums });
    expect(await importConsent(ctx, elsewhere, given)).toMatchObject({ outcome: "imported", sums });
    expect(await ctx.db.consentEntry.findMany({ where: { shopId: elsewhere } })).toMatchObject([
      { state: "granted", evidence: { wording: "Offers, yes", where: "/pages/club" } },
    ]);
  });

  test("semicolons, a mark at its beginning and other columns do not matter", async () => {
    const csv =
      "\uFEFFPhone;Date;Wording;Where;Shoe size\r\n+4915112345678;2026-03-14 10:00;Yes, für 5 €;Counter;39\r\n";
    const answer = await checkConsentImport(ctx, shopId, { csv, fileName: "x.csv" });
    expect(answer).toMatchObject({ outcome: "checked", sums: { added: 1 }, unused: ["shoe_size"] });
  });
});
