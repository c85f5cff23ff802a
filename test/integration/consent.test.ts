import { describe, expect, it } from "vitest";
import { mergeContacts } from "#app/core/contacts/merge-contacts.ts";
import { optIn } from "#app/core/consent/opt-in.ts";
import { optOut } from "#app/core/consent/opt-out.ts";
import { readConsent } from "#app/core/consent/read-consent.ts";
import { recordConsent } from "#app/core/consent/record-consent.ts";
import { restoreConsent } from "#app/core/consent/restore-consent.ts";
import { planMessage } from "#app/core/outbox/plan-message.ts";
import type { Ctx, TxCtx } from "#app/core/ports.ts";
import { inTransaction, makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenContact, givenShop } from "#test/support/given.ts";

const database = useTestDatabase();
const now = "2026-11-21T10:00:00Z";
const minutesAgo = (minutes: number) => new Date(Date.parse(now) - minutes * 60_000);

async function givenPerson() {
  const { ctx } = makeCtx(database.db, { now });
  const { shop, number } = await givenShop(ctx);
  const contact = await givenContact(ctx, shop.id);
  return { ctx, shopId: shop.id, numberId: number.id, contactId: contact.id };
}

type Person = Awaited<ReturnType<typeof givenPerson>>;

function change({ shopId, contactId }: Person, key: string, occurredAt: Date) {
  return {
    shopId,
    contactId,
    purposes: ["marketing", "transactional"] as const,
    source: "keyword" as const,
    evidence: { said: key },
    occurredAt,
    dedupeKey: key,
  };
}

function decide(person: Person, state: "granted" | "pending" | "revoked", occurredAt: Date, key: string) {
  const { ctx, shopId, contactId } = person;
  return inTransaction(ctx, (tx) =>
    recordConsent(tx, {
      shopId,
      contactId,
      purpose: "marketing",
      state,
      source: "form",
      evidence: {},
      occurredAt,
      dedupeKey: key,
    }),
  );
}

const readNow = ({ ctx, shopId, contactId }: Person) =>
  inTransaction(ctx, ({ tx }) => readConsent(tx, shopId, contactId));

async function plan(
  tx: TxCtx,
  person: Person,
  key: string,
  category: "marketing" | "utility",
  kind: "template" | "text" = "template",
) {
  const { shopId, numberId, contactId } = person;
  return planMessage(tx, {
    shopId,
    numberId,
    contactId,
    category,
    dedupeKey: key,
    dueAt: tx.clock.now(),
    content:
      kind === "text"
        ? { kind, text: "You are off the list." }
        : { kind, name: key, language: "en", header: [], body: [], buttons: [] },
  });
}

async function statesByKey(ctx: Ctx, shopId: string) {
  const rows = await ctx.db.message.findMany({
    where: { shopId },
    select: { dedupeKey: true, state: true, reason: true },
  });
  return Object.fromEntries(
    rows.map(({ dedupeKey, state, reason }) => [dedupeKey, reason ? `${state}: ${reason}` : state]),
  );
}

describe("the ledger", () => {
  it("says nothing of somebody who never decided", async () => {
    expect(await readNow(await givenPerson())).toEqual({ marketing: "none", transactional: "none" });
  });

  it("takes one decision once, however often it is told", async () => {
    const person = await givenPerson();
    expect(await decide(person, "granted", minutesAgo(1), "form:1")).toEqual({ outcome: "recorded" });
    expect(await decide(person, "revoked", minutesAgo(0), "form:1")).toEqual({ outcome: "duplicate" });
    expect(await readNow(person)).toMatchObject({ marketing: "granted", transactional: "none" });
    expect(await person.ctx.db.consentEntry.count()).toBe(1);
  });

  it("does not let a clock that is ahead outweigh what is said next", async () => {
    const person = await givenPerson();
    await decide(person, "granted", new Date("2031-01-01T00:00:00Z"), "import:1");
    await decide(person, "revoked", new Date(now), "keyword:1");
    expect((await readNow(person)).marketing).toBe("revoked");
  });

  it("can not be changed or shortened", async () => {
    const person = await givenPerson();
    await decide(person, "revoked", minutesAgo(1), "keyword:1");
    await expect(person.ctx.db.consentEntry.updateMany({ data: { state: "granted" } })).rejects.toThrow(/append-only/);
    await expect(person.ctx.db.consentEntry.deleteMany()).rejects.toThrow(/append-only/);
  });
});

describe("opting out", () => {
  it("ends what waits of that purpose, and nothing else", async () => {
    const person = await givenPerson();
    const { ctx, shopId } = person;
    const other = await givenContact(ctx, shopId);
    await inTransaction(ctx, async (tx) => {
      await plan(tx, person, "offer", "marketing");
      await plan(tx, person, "receipt", "utility");
      await plan(tx, person, "answer", "utility", "text");
      await plan(tx, { ...person, contactId: other.id }, "offer-to-another", "marketing");
    });
    const marketing = { ...change(person, "meta:1", new Date(now)), purposes: ["marketing"] as const };
    expect(await inTransaction(ctx, (tx) => optOut(tx, marketing))).toEqual({ outcome: "recorded", cancelled: 1 });
    expect(await statesByKey(ctx, shopId)).toEqual({
      offer: "cancelled: opted_out",
      receipt: "queued",
      answer: "queued",
      "offer-to-another": "queued",
    });
    const all = change(person, "stop:1", new Date(now));
    expect(await inTransaction(ctx, (tx) => optOut(tx, all))).toEqual({ outcome: "recorded", cancelled: 1 });
    expect(await statesByKey(ctx, shopId)).toMatchObject({ receipt: "cancelled: opted_out", answer: "queued" });
  });

  it("of messages about orders ends offers too, unless those are wanted", async () => {
    const person = await givenPerson();
    const { ctx, shopId } = person;
    const wants = { ...person, contactId: (await givenContact(ctx, shopId)).id };
    await decide(wants, "granted", minutesAgo(5), "offers");
    await inTransaction(ctx, async (tx) => {
      await plan(tx, person, "notice", "marketing");
      await plan(tx, wants, "offer", "marketing");
      for (const one of [person, wants]) {
        const no = { ...change(one, `no:${one.contactId}`, new Date(now)), purposes: ["transactional"] as const };
        await optOut(tx, no);
      }
    });
    expect(await statesByKey(ctx, shopId)).toEqual({ notice: "cancelled: opted_out", offer: "queued" });
  });

  it("told twice acts once: what was planned after a later yes stays", async () => {
    const person = await givenPerson();
    const { ctx, shopId } = person;
    await inTransaction(ctx, async (tx) => {
      await optOut(tx, change(person, "stop:1", minutesAgo(10)));
      await optIn(tx, change(person, "start:1", minutesAgo(5)));
      await plan(tx, person, "offer", "marketing");
    });
    const again = await inTransaction(ctx, (tx) => optOut(tx, change(person, "stop:1", minutesAgo(10))));
    expect(again).toEqual({ outcome: "duplicate", cancelled: 0 });
    const late = await inTransaction(ctx, (tx) => optOut(tx, change(person, "stop:0", minutesAgo(20))));
    expect(late).toEqual({ outcome: "recorded", cancelled: 0 });
    expect(await statesByKey(ctx, shopId)).toEqual({ offer: "queued" });
    expect(await readNow(person)).toEqual({ marketing: "granted", transactional: "granted" });
  });

  it("keeps its proof", async () => {
    const person = await givenPerson();
    await inTransaction(person.ctx, (tx) => optOut(tx, change(person, "stop:1", minutesAgo(2))));
    const entries = await person.ctx.db.consentEntry.findMany({ orderBy: { purpose: "asc" } });
    expect(entries).toMatchObject([
      {
        purpose: "marketing",
        state: "revoked",
        source: "keyword",
        evidence: { said: "stop:1" },
        occurredAt: minutesAgo(2),
        recordedAt: new Date(now),
      },
      { purpose: "transactional", state: "revoked" },
    ]);
  });
});

describe("starting again", () => {
  it("brings back what had been agreed to", async () => {
    const person = await givenPerson();
    await decide(person, "granted", minutesAgo(30), "form:1");
    const result = await inTransaction(person.ctx, async (tx) => {
      await optOut(tx, change(person, "stop:1", minutesAgo(10)));
      return restoreConsent(tx, change(person, "start:1", minutesAgo(5)));
    });
    expect(result).toEqual({ outcome: "restored", purposes: ["marketing", "transactional"] });
    expect(await readNow(person)).toEqual({ marketing: "granted", transactional: "granted" });
  });

  it("does not make a yes to marketing of a word that never was one", async () => {
    const person = await givenPerson();
    await inTransaction(person.ctx, async (tx) => {
      await optOut(tx, change(person, "stop:1", minutesAgo(10)));
      await restoreConsent(tx, change(person, "start:1", minutesAgo(5)));
    });
    expect(await readNow(person)).toEqual({ marketing: "revoked", transactional: "granted" });
  });

  it("ends the same whichever of STOP and START arrives first", async () => {
    for (const order of [
      ["stop", "start"],
      ["start", "stop"],
    ]) {
      const person = await givenPerson();
      await decide(person, "granted", minutesAgo(30), "form:1");
      for (const step of order) {
        await inTransaction(person.ctx, async (tx) => {
          if (step === "stop") await optOut(tx, change(person, "stop:1", minutesAgo(10)));
          else await restoreConsent(tx, change(person, "start:1", minutesAgo(5)));
        });
      }
      expect(await readNow(person)).toEqual({ marketing: "granted", transactional: "granted" });
    }
  });
});

describe("two contacts that are one", () => {
  it("keep the stricter of what both said, and go on deciding as one", async () => {
    const kept = await givenPerson();
    const dropped = { ...kept, contactId: (await givenContact(kept.ctx, kept.shopId)).id };
    await decide(kept, "granted", minutesAgo(5), "form:1");
    await decide(dropped, "revoked", minutesAgo(50), "keyword:1");
    await inTransaction(kept.ctx, (tx) => mergeContacts(tx, kept.shopId, kept.contactId, dropped.contactId));
    expect((await readNow(kept)).marketing).toBe("revoked");
    expect((await readNow(dropped)).marketing).toBe("revoked");
    // Somebody still holding the old id.
    await decide(dropped, "granted", minutesAgo(1), "form:2");
    expect((await readNow(kept)).marketing).toBe("revoked");
    await inTransaction(kept.ctx, (tx) => optIn(tx, change(dropped, "start:1", minutesAgo(1))));
    expect((await readNow(kept)).marketing).toBe("granted");
    await inTransaction(kept.ctx, (tx) => optOut(tx, change(dropped, "stop:2", new Date(now))));
    expect(await readNow(kept)).toEqual({ marketing: "revoked", transactional: "revoked" });
  });
});
