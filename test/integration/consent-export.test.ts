import { beforeEach, describe, expect, test } from "vitest";
import { exportConsent } from "#app/core/analytics/export-consent.ts";
import { listConsent } from "#app/core/analytics/list-consent.ts";
import { importConsent } from "#app/core/customers/import-consent.ts";
import { mergeCustomers } from "#app/core/customers/merge-customers.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenContact, givenShop } from "#test/support/given.ts";
import { givenLedger } from "#test/support/given-ledger.ts";

const database = useTestDatabase();
type Ledger = Awaited<ReturnType<typeof givenLedger>>;
let ctx: Ledger["ctx"];
let clock: Ledger["clock"];
let shopId: Ledger["shopId"];
let say: Ledger["say"];
let exported: Ledger["exported"];
let entries: Ledger["entries"];

beforeEach(async () => {
  ({ ctx, clock, shopId, say, exported, entries } = await givenLedger(database.db));
});

describe("the ledger as a list and as a file", () => {
  test("is paged by key and filtered", async () => {
    const contact = await givenContact(ctx, shopId, { firstName: "Grace", phone: "+4915112345678" });
    const other = await givenContact(ctx, shopId, { firstName: "Alan" });
    for (let at = 0; at < 60; at++) {
      await say(at % 2 ? contact.id : other.id, at % 3 ? "granted" : "revoked", at % 3 ? "form" : "keyword");
      clock.advance(60_000);
    }
    const first = await listConsent(ctx, shopId, {});
    const second = await listConsent(ctx, shopId, { before: first.older ?? undefined });
    expect([first.entries.length, second.entries.length, second.older]).toEqual([50, 10, null]);
    const back = await listConsent(ctx, shopId, { after: second.newer ?? undefined });
    expect(back.entries.map(({ id }) => id)).toEqual(first.entries.map(({ id }) => id));
    const states = async (filters: Parameters<typeof listConsent>[2]) =>
      (await listConsent(ctx, shopId, filters)).entries.length;
    expect(await states({ state: "revoked" })).toBe(20);
    expect(await states({ source: "keyword", state: "granted" })).toBe(0);
    expect(await states({ search: "grace" })).toBe(30);
    expect(await states({ search: "nobody of that name" })).toBe(0);
    expect(await states({ purpose: "transactional" })).toBe(0);
    expect(await states({ from: "2026-11-22" })).toBe(0);
  });

  test("is exported whole, safe for a spreadsheet, and a yes with its proof can be imported elsewhere", async () => {
    const contact = await givenContact(ctx, shopId, { firstName: "=cmd()", phone: "+4915112345678" });
    await say(contact.id, "granted");
    const stranger = await givenShop(ctx);
    await givenContact(ctx, stranger.shop.id, { phone: "+4915199999999" });
    const text = await exported();
    expect(text).toContain("\uFEFFphone,country,first_name");
    expect(text).toContain("+4915112345678,DE,'=cmd()");
    expect(text).toContain("'=Yes");
    expect(text).not.toContain("+4915199999999");
    // A form's entry has no "where"; the page stands for it in those that have one.
    const elsewhere = text.replace("'=Yes,,", "'=Yes,/pages/club,");
    const taken = await importConsent(ctx, stranger.shop.id, { csv: elsewhere, fileName: "export.csv" });
    expect(taken).toMatchObject({ outcome: "imported", sums: { added: 1 } });
    const entry = await ctx.db.consentEntry.findFirst({ where: { shopId: stranger.shop.id } });
    expect(entry).toMatchObject({ evidence: { wording: "=Yes" }, occurredAt: clock.now() });
    const person = await ctx.db.contact.findFirst({ where: { shopId: stranger.shop.id, id: entry?.contactId } });
    expect(person?.firstName).toBe("=cmd()");
  });

  test("tells who a merged person is now, found by the name and number that moved", async () => {
    const first = await givenContact(ctx, shopId, { firstName: "Ada", phone: "+4915112345678" });
    const second = await givenContact(ctx, shopId, { firstName: "Augusta", customerId: "77" });
    const third = await givenContact(ctx, shopId, { firstName: "Countess", lastName: "Lovelace", customerId: "78" });
    await say(first.id, "granted");
    await mergeCustomers(ctx, shopId, second.id, first.id);
    await mergeCustomers(ctx, shopId, third.id, second.id);
    const written = (await entries()).map(({ id }) => id).toReversed();
    expect(written.length).toBeGreaterThan(1);
    for (const search of ["+4915112345678", "countess"]) {
      const { entries: found } = await listConsent(ctx, shopId, { search });
      expect(found.map(({ id }) => id)).toEqual(written);
      expect(found.map(({ contact }) => contact)).toEqual(
        written.map(() => ({ id: third.id, label: "Countess Lovelace", phone: "+4915112345678" })),
      );
      const lines = (await exported({ search })).split("\r\n").slice(1, -1);
      expect(lines).toHaveLength(written.length);
      for (const line of lines)
        expect(line).toMatch(new RegExp(`^\\+4915112345678,.*,Countess,Lovelace,.*,${third.id},`));
    }
  });

  test("is exported in pieces", async () => {
    const contact = await givenContact(ctx, shopId);
    await ctx.db.consentEntry.createMany({
      data: Array.from({ length: 2_100 }, (_, at) => ({
        shopId,
        id: ctx.ids.next(),
        contactId: contact.id,
        purpose: "marketing" as const,
        state: "granted" as const,
        source: "form",
        evidence: {},
        occurredAt: clock.now(),
        recordedAt: clock.now(),
        dedupeKey: `many-${at}`,
      })),
    });
    const pieces: string[] = [];
    for await (const piece of exportConsent(ctx, shopId, { state: "granted" })) pieces.push(piece);
    expect(pieces.map((piece) => piece.split("\r\n").length - 1)).toEqual([1, 1_000, 1_000, 100]);
  });
});
