import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { readConsentGrowth } from "#app/core/analytics/read-consent-growth.ts";
import { recordConsent } from "#app/core/consent/record-consent.ts";
import { importConsent } from "#app/core/customers/import-consent.ts";
import { inTransaction } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenContact } from "#test/support/given.ts";
import { givenLedger } from "#test/support/given-ledger.ts";

const database = useTestDatabase();
const dayMs = 24 * 3_600_000;
type Ledger = Awaited<ReturnType<typeof givenLedger>>;
let ctx: Ledger["ctx"];
let clock: Ledger["clock"];
let shopId: Ledger["shopId"];
let say: Ledger["say"];

beforeEach(async () => {
  ({ ctx, clock, shopId, say } = await givenLedger(database.db));
});

describe("growth", () => {
  test("counts who came and who went, on the shop's days and each once", async () => {
    const [one, two, three] = [
      await givenContact(ctx, shopId),
      await givenContact(ctx, shopId),
      await givenContact(ctx, shopId),
    ];
    await say(one.id, "granted");
    clock.advance(1_000);
    await say(one.id, "granted");
    await say(two.id, "granted", "keyword");
    clock.advance(dayMs);
    await say(two.id, "revoked", "keyword");
    await say(three.id, "revoked", "keyword");
    // A yes of before the no changes nothing, and is no growth.
    await importConsent(ctx, shopId, {
      csv: `phone,date,wording,where\n+4915112345678,2026-03-14,Yes,Counter`,
      fileName: "x",
    });
    const growth = await readConsentGrowth(ctx, shopId);
    expect(growth).toMatchObject({ gained: 3, lost: 1, waiting: 0 });
    expect(growth.days).toHaveLength(30);
    expect(growth.days.at(-1)).toBe("2026-11-22");
    expect(growth.sources.map(({ source, total }) => [source, total]).toSorted()).toEqual([
      ["form", 1],
      ["import", 1],
      ["keyword", 1],
    ]);
    expect(growth.sources.find(({ source }) => source === "import")?.perDay.slice(-2)).toEqual([0, 1]);
    expect(growth.sources.find(({ source }) => source === "form")?.perDay.slice(-2)).toEqual([1, 0]);
  });

  test("asking again somebody who has said yes is neither a loss nor, once confirmed, a gain", async () => {
    const ask = (contactId: string) =>
      inTransaction(
        ctx,
        async (tx) =>
          void (await recordConsent(tx, {
            ...{ shopId, contactId, purpose: "marketing" as const, state: "pending" as const, source: "form" as const },
            ...{ evidence: { wording: "=Yes" }, occurredAt: clock.now(), dedupeKey: randomUUID() },
          })),
      );
    const ada = await givenContact(ctx, shopId);
    const grace = await givenContact(ctx, shopId);
    for (const { id } of [ada, grace]) {
      await say(id, "granted");
      clock.advance(1_000);
      await ask(id);
      clock.advance(1_000);
    }
    await say(ada.id, "granted");
    await say(grace.id, "revoked", "keyword");
    expect(await readConsentGrowth(ctx, shopId)).toMatchObject({ gained: 2, lost: 1, waiting: 0 });
  });
});
