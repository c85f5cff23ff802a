import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { consentOf } from "#app/core/analytics/consent-of.ts";
import { listCustomers } from "#app/core/analytics/list-customers.ts";
import { consentFacts } from "#app/core/automations/load-facts.ts";
import { mergeContacts } from "#app/core/contacts/merge-contacts.ts";
import { readConsent } from "#app/core/consent/read-consent.ts";
import { recordConsent } from "#app/core/consent/record-consent.ts";
import { decisionsHere } from "#app/core/shopify-consent/decision-here.ts";
import type { Ctx } from "#app/core/ports.ts";
import { inTransaction, makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { modelOf } from "#test/support/consent-model.ts";
import { givenContact, givenShop } from "#test/support/given.ts";

const database = useTestDatabase();
const seed = 20261122;
const settings = { seed, interruptAfterTimeLimit: 200_000, markInterruptAsFailure: true };
const timeout = 240_000;

const now = "2026-11-21T10:00:00Z";
const at = (minute: number) => new Date(Date.parse(now) - (60 - minute) * 60_000);

type Entry = {
  purpose: "marketing" | "transactional";
  state: "granted" | "pending" | "revoked";
  source: "keyword" | "merchant" | "shopify" | "form";
  minute: number;
};
/** Few distinct minutes, so that two of the same instant are common. */
const entryOf = (minutes: { min: number; max: number }) =>
  fc.record<Entry>({
    purpose: fc.constantFrom("marketing", "marketing", "transactional"),
    state: fc.constantFrom("granted", "pending", "revoked"),
    source: fc.constantFrom("keyword", "merchant", "shopify", "form"),
    minute: fc.integer(minutes),
  });
const entry = entryOf({ min: 0, max: 5 });
const history = fc.array(entry, { maxLength: 8 });

type State = Entry["state"] | "none";
/** By whom a source speaks: a yes of a form is anybody's, its no the person's. */
const speakers = { keyword: "person", merchant: "merchant", shopify: "shopify", form: "anybody" } as const;

function model(entries: readonly Entry[], purpose: Entry["purpose"]): State {
  const said = entries.filter((one) => one.purpose === purpose);
  return modelOf(
    said.map(({ state, source, minute }) => ({
      ...{ state, at: minute },
      by: state === "revoked" && source === "form" ? "person" : speakers[source],
    })),
  );
}

let ctx: Ctx;
let shopId: string;
let keys = 0;

beforeEach(async () => {
  ({ ctx } = makeCtx(database.db, { now }));
  shopId = (await givenShop(ctx)).shop.id;
});

const givenSomebody = async () => (await givenContact(ctx, shopId)).id;

async function record(
  contactId: string,
  { purpose, state, source, minute }: Entry,
  dedupeKey = `entry:${(keys += 1)}`,
) {
  const said = { shopId, contactId, purpose, state, source, evidence: {}, occurredAt: at(minute), dedupeKey };
  return inTransaction(ctx, (tx) => recordConsent(tx, said));
}

async function givenHistory(entries: readonly Entry[]): Promise<string> {
  const contactId = await givenSomebody();
  for (const one of entries) await record(contactId, one);
  return contactId;
}

const both = (entries: readonly Entry[]) => ({
  marketing: model(entries, "marketing"),
  transactional: model(entries, "transactional"),
});

describe(`the ledger after any history (seed ${seed})`, () => {
  it(
    "says what the rule says, to whoever asks, in whatever order and however often it was told",
    async () => {
      await fc.assert(
        fc.asyncProperty(history, fc.infiniteStream(fc.nat(1_000)), async (entries, chance) => {
          const contactId = await givenSomebody();
          const told = entries.map((one) => ({ ...one, key: `told:${(keys += 1)}` }));
          const arrival = [...told, ...told]
            .map((one) => ({ one, turn: chance.next().value ?? 0 }))
            .toSorted((a, b) => a.turn - b.turn);
          for (const { one } of arrival) await record(contactId, one, one.key);
          const expected = both(entries);

          expect(await readConsent(ctx.db, shopId, contactId)).toEqual(expected);
          expect((await consentOf(ctx.db, shopId, [contactId])).get(contactId)).toEqual(expected);
          const facts = await consentFacts(ctx.db, shopId, contactId);
          expect({ marketing: facts.marketing.state, transactional: facts.transactional.state }).toEqual(expected);
          const toShopify = (await decisionsHere(ctx.db, shopId, [contactId])).get(contactId)?.state ?? "none";
          expect(toShopify).toBe(expected.marketing);
          for (const consent of ["granted", "pending", "revoked"] as const) {
            const { customers } = await listCustomers(ctx, shopId, { consent, before: after(contactId) });
            expect(customers.some(({ id }) => id === contactId)).toBe(consent === expected.marketing);
          }
          expect(await ctx.db.consentEntry.count({ where: { contactId } })).toBe(entries.length);
        }),
        { ...settings, numRuns: 25 },
      );
    },
    timeout,
  );

  it(
    "takes no asking for a yes, and none lifts a no",
    async () => {
      const asking = entry.map((one) => ({ ...one, state: "pending" as const }));
      await fc.assert(
        fc.asyncProperty(history, fc.array(asking, { minLength: 1, maxLength: 4 }), async (entries, askings) => {
          const decided = entries.filter(({ state }) => state !== "pending");
          const before = await readConsent(ctx.db, shopId, await givenHistory(decided));
          const after = await readConsent(ctx.db, shopId, await givenHistory([...askings, ...decided]));
          for (const purpose of ["marketing", "transactional"] as const) {
            if (after[purpose] === "granted") expect(before[purpose]).toBe("granted");
            expect(after[purpose] === "revoked").toBe(before[purpose] === "revoked");
          }
        }),
        { ...settings, numRuns: 15 },
      );
    },
    timeout,
  );

  it(
    "can be added to, and neither changed, shortened nor emptied, by whatever statement",
    async () => {
      const columns = Object.entries({
        state: `'granted'`,
        purpose: `'transactional'`,
        occurredAt: `now()`,
        recordedAt: `now()`,
        evidence: `'{}'`,
        source: `'form'`,
        contactId: `"contactId"`,
        dedupeKey: `"dedupeKey" || '!'`,
      });
      const statements = [
        ...columns.map(([column, value]) => `UPDATE "ConsentEntry" SET "${column}" = ${value}`),
        `DELETE FROM "ConsentEntry"`,
        `TRUNCATE "ConsentEntry"`,
        `TRUNCATE "Contact" CASCADE`,
        `INSERT INTO "ConsentEntry" SELECT * FROM "ConsentEntry" ON CONFLICT ("shopId", "id") DO UPDATE SET "state" = 'granted'`,
        // Erasure by law may take entries away; nothing may change one.
        `WITH on_ AS (SELECT set_config('tidings.erasure', 'on', true)) UPDATE "ConsentEntry" SET "state" = 'granted' FROM on_`,
      ];
      await fc.assert(
        fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 4 }), async (entries) => {
          const contactId = await givenHistory(entries);
          const before = await ctx.db.consentEntry.findMany({ where: { contactId }, orderBy: { id: "asc" } });
          for (const statement of statements)
            await expect(ctx.db.$executeRawUnsafe(statement), statement).rejects.toThrow(/append-only/);
          expect(await ctx.db.consentEntry.findMany({ where: { contactId }, orderBy: { id: "asc" } })).toEqual(before);
        }),
        { ...settings, numRuns: 3 },
      );
    },
    timeout,
  );
});

describe(`two who are one, after any histories (seed ${seed})`, () => {
  const later = fc.array(entryOf({ min: 6, max: 9 }), { maxLength: 3 });
  const early = fc.array(entry, { maxLength: 3 });

  it(
    "say the stricter of what both said, whichever is kept, until they say something later",
    async () => {
      await fc.assert(
        fc.asyncProperty(history, history, early, later, async (ofOne, ofOther, lateTold, said) => {
          const together = {
            marketing: stricter(model(ofOne, "marketing"), model(ofOther, "marketing")),
            transactional: stricter(model(ofOne, "transactional"), model(ofOther, "transactional")),
          };
          const ends = [];
          for (const keepsOne of [true, false]) {
            const one = await givenHistory(ofOne);
            const other = await givenHistory(ofOther);
            const [keepId, dropId] = keepsOne ? [one, other] : [other, one];
            await inTransaction(ctx, (tx) => mergeContacts(tx, shopId, keepId, dropId));
            expect(await readConsent(ctx.db, shopId, keepId)).toEqual(together);
            // Whoever still holds the old id reads, and writes to, the person that is there now.
            expect(await readConsent(ctx.db, shopId, dropId)).toEqual(together);
            for (const one_ of said) await record(dropId, one_);
            for (const one_ of lateTold) await record(keepId, one_);
            const end = await readConsent(ctx.db, shopId, keepId);
            for (const purpose of ["marketing", "transactional"] as const) {
              const saidYes = [...lateTold, ...said].some(
                (one_) => one_.purpose === purpose && one_.state === "granted",
              );
              if (together[purpose] === "revoked" && !saidYes) expect(end[purpose]).toBe("revoked");
              // What would stand had one person said it all: being two made nothing of it looser.
              const asOne = model([...ofOne, ...ofOther, ...lateTold, ...said], purpose);
              if (asOne === "revoked") expect(end[purpose]).toBe("revoked");
            }
            ends.push(end);
          }
          // A merge carries over the last yes, not all before it: what comes late may then be told more strictly.
          if (lateTold.length === 0) expect(ends[0]).toEqual(ends[1]);
        }),
        { ...settings, numRuns: 15 },
      );
    },
    timeout,
  );
});

function stricter(a: State, b: State): State {
  const rank = ["none", "pending", "granted", "revoked"];
  return rank.indexOf(a) >= rank.indexOf(b) ? a : b;
}

/** The next id after this one: the list is paged by it, and this person is the first on its page. */
function after(id: string): string {
  const last = id.slice(-12);
  return `${id.slice(0, -12)}${(BigInt(`0x${last}`) + 1n).toString(16).padStart(12, "0")}`;
}
