import { describe, expect, it } from "vitest";
import { findOrMakeContact, type Person } from "#app/core/contacts/find-or-make-contact.ts";
import { mergeContacts } from "#app/core/contacts/merge-contacts.ts";
import { readRecipient } from "#app/core/contacts/read-recipient.ts";
import { optOut } from "#app/core/consent/opt-out.ts";
import { readConsent } from "#app/core/consent/read-consent.ts";
import { recordConsent } from "#app/core/consent/record-consent.ts";
import type { Ctx } from "#app/core/ports.ts";
import { sendDue } from "#app/core/sending/send-due.ts";
import { inTransaction, makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenMessage } from "#test/support/given-message.ts";
import { givenContact, givenShop } from "#test/support/given.ts";
import { createPretendApi, plainSecrets } from "#test/support/pretend-whatsapp-api.ts";

const database = useTestDatabase();

function find(ctx: Ctx, shopId: string, person: Person): Promise<string | undefined> {
  return inTransaction(ctx, async (txCtx) => (await findOrMakeContact(txCtx, shopId, person))?.contactId);
}

function merge(ctx: Ctx, shopId: string, keepId: string, dropId: string): Promise<void> {
  return inTransaction(ctx, (txCtx) => mergeContacts(txCtx, shopId, keepId, dropId));
}

function consent(ctx: Ctx, shopId: string, contactId: string, state: "granted" | "revoked", occurredAt: string) {
  return inTransaction(ctx, (txCtx) =>
    recordConsent(txCtx, {
      shopId,
      contactId,
      purpose: "marketing",
      state,
      source: "keyword",
      evidence: {},
      occurredAt: new Date(occurredAt),
      dedupeKey: `${contactId}:${occurredAt}`,
    }),
  );
}

describe("findOrMakeContact", () => {
  it("makes one contact and finds it again by any of its identities", async () => {
    const { ctx } = makeCtx(database.db);
    const { shop } = await givenShop(ctx);
    const made = await find(ctx, shop.id, { phones: [{ raw: "0151 12345678", country: "DE" }], customerId: "77" });
    expect(await find(ctx, shop.id, { phones: [{ raw: "+49 151 12345678" }] })).toBe(made);
    expect(await find(ctx, shop.id, { customerId: "77" })).toBe(made);
    expect(await ctx.db.contact.count()).toBe(1);
  });

  it("is null without any identity, and for a phone that can be none", async () => {
    const { ctx } = makeCtx(database.db);
    const { shop } = await givenShop(ctx);
    expect(await find(ctx, shop.id, { phones: [{ raw: "555-SHIP", country: "US" }, { raw: null }] })).toBeUndefined();
    expect(await ctx.db.contact.count()).toBe(0);
  });

  it("knows the spellings of a Brazilian number as one person and answers to WhatsApp's own", async () => {
    const { ctx } = makeCtx(database.db);
    const { shop } = await givenShop(ctx);
    const made = await find(ctx, shop.id, { phones: [{ raw: "(11) 98765-4321", country: "BR" }] });
    expect(await find(ctx, shop.id, { phones: [{ raw: "+551187654321", fromWhatsApp: true }], userId: "BR.1" })).toBe(
      made,
    );
    expect(await readRecipient(ctx.db, shop.id, made ?? "")).toEqual({ phone: "+551187654321" });
  });

  it("takes only the first readable phone: the parcel of a gift goes to somebody else", async () => {
    const { ctx } = makeCtx(database.db);
    const { shop } = await givenShop(ctx);
    const giver = { raw: "0151 11111111", country: "DE" };
    const receiver = { raw: "0151 22222222", country: "DE" };
    const made = await find(ctx, shop.id, { phones: [{ raw: "none" }, giver, receiver] });
    expect(await find(ctx, shop.id, { phones: [receiver] })).not.toBe(made);
  });

  it("keeps two whom WhatsApp knows as two, whatever number Shopify names; the customer is meant", async () => {
    const { ctx } = makeCtx(database.db);
    const { shop } = await givenShop(ctx);
    const phones = [{ raw: "+4915112340077" }];
    const customer = await givenContact(ctx, shop.id, { customerId: "77", userId: "DE.1", phone: "+4915112340001" });
    const other = await givenContact(ctx, shop.id, { userId: "DE.2", phone: "+4915112340077" });
    expect(await find(ctx, shop.id, { customerId: "77", phones })).toBe(customer.id);
    expect(await find(ctx, shop.id, { phones })).toBe(other.id);

    const unknown = await givenContact(ctx, shop.id, { customerId: "78" });
    const one = await find(ctx, shop.id, { customerId: "78", phones });
    expect([unknown.id, other.id]).toContain(one);
    expect(await find(ctx, shop.id, { phones })).toBe(one);
  });

  it("keeps shops apart", async () => {
    const { ctx } = makeCtx(database.db);
    const one = await givenShop(ctx);
    const other = await givenShop(ctx);
    const person = { phones: [{ raw: "+4915112345678" }] };
    expect(await find(ctx, one.shop.id, person)).not.toBe(await find(ctx, other.shop.id, person));
  });

  it("makes one of two contacts that turn out to be one person", async () => {
    const { ctx, clock } = makeCtx(database.db);
    const { shop } = await givenShop(ctx);
    const byPhone = await find(ctx, shop.id, { phones: [{ raw: "+4915112345678" }] });
    clock.advance(1000);
    const byId = await find(ctx, shop.id, { userId: "DE.42" });
    expect(byId).not.toBe(byPhone);
    expect(await find(ctx, shop.id, { phones: [{ raw: "+4915112345678" }], userId: "DE.42" })).toBe(byPhone);
    expect(await find(ctx, shop.id, { userId: "DE.42" })).toBe(byPhone);
    expect(await ctx.db.contact.findFirst({ where: { id: byId } })).toMatchObject({ mergedIntoId: byPhone });
  });

  it("lets newer details replace older ones, and older ones only fill gaps", async () => {
    const { ctx } = makeCtx(database.db);
    const { shop } = await givenShop(ctx);
    const customerId = "5";
    const asOf = new Date("2026-11-20T10:00:00Z");
    const id = await find(ctx, shop.id, { customerId, firstName: "Ada", asOf });
    await find(ctx, shop.id, { customerId, firstName: "Adele", asOf: new Date("2026-11-20T11:00:00Z") });
    await find(ctx, shop.id, { customerId, firstName: "Old", lastName: "Holm", asOf });
    await find(ctx, shop.id, { customerId, firstName: "Profile" });
    expect(await ctx.db.contact.findFirst({ where: { id } })).toMatchObject({ firstName: "Adele", lastName: "Holm" });
  });
});

describe("mergeContacts", () => {
  it("moves everything, leaves a tombstone, and does nothing the second time", async () => {
    const { ctx } = makeCtx(database.db);
    const { shop, number, account } = await givenShop(ctx);
    const keep = await givenContact(ctx, shop.id, { phone: "+4915111111111", lastName: null });
    const drop = await givenContact(ctx, shop.id, { userId: "DE.9", lastName: "Drop" });
    const now = ctx.clock.now();
    const conversations = await Promise.all(
      [keep, drop].map((contact, index) =>
        ctx.db.conversation.create({
          data: {
            shopId: shop.id,
            id: ctx.ids.next(),
            numberId: number.id,
            contactId: contact.id,
            state: index === 0 ? "closed" : "open",
            windowExpiresAt: new Date(now.getTime() + index * 1000),
            lastInboundAt: now,
            createdAt: now,
          },
        }),
      ),
    );
    for (const [index, conversation] of conversations.entries()) {
      await ctx.db.inboundMessage.create({
        data: {
          shopId: shop.id,
          id: ctx.ids.next(),
          conversationId: conversation.id,
          contactId: conversation.contactId,
          wamid: `wamid.${index}`,
          type: "text",
          content: {},
          outcome: "stored",
          occurredAt: now,
          recordedAt: now,
        },
      });
    }
    for (const contactId of [keep.id, drop.id]) {
      await ctx.db.productRequest.create({
        data: {
          shopId: shop.id,
          id: ctx.ids.next(),
          contactId,
          kind: "back_in_stock",
          variantId: "1",
          productTitle: "Hemd",
          productUrl: "https://lindenholz.example/hemd",
          requestedAt: now,
        },
      });
      await ctx.db.recipientLane.create({
        data: {
          shopId: shop.id,
          numberId: number.id,
          contactId,
          nextAt: contactId === drop.id ? new Date(now.getTime() + 9) : now,
        },
      });
    }
    await ctx.db.tierReach.create({
      data: { shopId: shop.id, accountId: account.id, contactId: drop.id, reachedAt: now },
    });
    await ctx.db.cart.create({
      data: {
        shopId: shop.id,
        token: "c",
        contactId: drop.id,
        lineItems: [],
        totalMinor: 0n,
        currency: "EUR",
        versionAt: now,
      },
    });

    await merge(ctx, shop.id, keep.id, drop.id);
    await merge(ctx, shop.id, keep.id, drop.id);

    const where = { shopId: shop.id, contactId: drop.id };
    expect(await ctx.db.contactIdentity.count({ where })).toBe(0);
    expect(await ctx.db.conversation.count({ where })).toBe(0);
    expect(await ctx.db.inboundMessage.count({ where })).toBe(0);
    expect(await ctx.db.cart.count({ where })).toBe(0);
    expect(await ctx.db.recipientLane.findMany()).toMatchObject([
      { contactId: keep.id, nextAt: new Date(now.getTime() + 9) },
    ]);
    expect(await ctx.db.tierReach.findMany()).toMatchObject([{ contactId: keep.id }]);
    expect(await ctx.db.productRequest.findMany()).toMatchObject([{ contactId: keep.id }]);
    expect(await ctx.db.conversation.findMany()).toMatchObject([
      { id: conversations[0]?.id, state: "open", windowExpiresAt: new Date(now.getTime() + 1000) },
    ]);
    expect(await ctx.db.inboundMessage.count({ where: { conversationId: conversations[0]?.id } })).toBe(2);
    expect(await ctx.db.contact.findFirst({ where: { id: keep.id } })).toMatchObject({
      lastName: "Drop",
      mergedIntoId: null,
    });
    expect(await readRecipient(ctx.db, shop.id, drop.id)).toEqual({ phone: "+4915111111111" });
  });

  it("points older tombstones to the contact in force", async () => {
    const { ctx } = makeCtx(database.db);
    const { shop } = await givenShop(ctx);
    const [a, b, c] = [
      await givenContact(ctx, shop.id),
      await givenContact(ctx, shop.id),
      await givenContact(ctx, shop.id),
    ];
    await merge(ctx, shop.id, b.id, a.id);
    await merge(ctx, shop.id, c.id, b.id);
    expect(await ctx.db.contact.findMany({ where: { mergedIntoId: c.id } })).toHaveLength(2);
  });

  it.each([
    ["a revocation of the dropped one, though older", "granted", "2026-11-02", "revoked", "2026-11-01", "revoked"],
    ["a revocation of the kept one, though older", "revoked", "2026-11-01", "granted", "2026-11-02", "revoked"],
    ["the dropped one's yes, when the kept one never decided", null, "", "granted", "2026-11-02", "granted"],
    ["the kept one's yes, when the dropped one never decided", "granted", "2026-11-02", null, "", "granted"],
  ] as const)("lets the stricter consent win: %s", async (_, kept, keptAt, dropped, droppedAt, expected) => {
    const { ctx } = makeCtx(database.db);
    const { shop } = await givenShop(ctx);
    const keep = await givenContact(ctx, shop.id);
    const drop = await givenContact(ctx, shop.id);
    if (kept) await consent(ctx, shop.id, keep.id, kept, keptAt);
    if (dropped) await consent(ctx, shop.id, drop.id, dropped, droppedAt);
    await merge(ctx, shop.id, keep.id, drop.id);
    for (const id of [keep.id, drop.id]) expect((await readConsent(ctx.db, shop.id, id)).marketing).toBe(expected);
    // What they say after the merge still counts.
    await consent(ctx, shop.id, keep.id, "granted", "2026-11-03");
    expect((await readConsent(ctx.db, shop.id, keep.id)).marketing).toBe("granted");
  });
});

describe("merging while messages wait", () => {
  async function givenStopped() {
    const { ctx, clock } = makeCtx(database.db);
    const { shop, number } = await givenShop(ctx, { lane: { tokens: 5 } });
    const stopped = await givenContact(ctx, shop.id);
    const purposes = ["marketing", "transactional"] as const;
    const stop = { shopId: shop.id, source: "keyword" as const, evidence: {}, occurredAt: clock.now(), purposes };
    await inTransaction(ctx, (txCtx) => optOut(txCtx, { ...stop, contactId: stopped.id, dedupeKey: "stop" }));
    clock.advance(24 * 3600_000);
    const stranger = await givenContact(ctx, shop.id);
    const id = await givenMessage(ctx, { shopId: shop.id, numberId: number.id, contactId: stranger.id });
    clock.advance(1000);
    return { ctx, shop, stopped, stranger, id };
  }

  it.each(["kept", "dropped"] as const)(
    "what waits for the other one goes no more: who had stopped is %s",
    async (as) => {
      const { ctx, shop, stopped, stranger, id } = await givenStopped();
      const [keep, drop] = as === "kept" ? [stopped, stranger] : [stranger, stopped];
      await merge(ctx, shop.id, keep.id, drop.id);
      const api = createPretendApi();
      await sendDue(ctx, { api, secrets: plainSecrets, workerId: "worker-1" });
      expect(api.sent).toEqual([]);
      const row = await ctx.db.message.findUniqueOrThrow({ where: { shopId_id: { shopId: shop.id, id } } });
      expect(row).toMatchObject({ state: "cancelled", reason: "opted_out" });
    },
  );
});

describe("readRecipient", () => {
  it("prefers the newest phone, then Meta's id, and knows when there is neither", async () => {
    const { ctx, clock } = makeCtx(database.db);
    const { shop } = await givenShop(ctx);
    const withId = await givenContact(ctx, shop.id, { userId: "DE.1" });
    expect(await readRecipient(ctx.db, shop.id, withId.id)).toEqual({ userId: "DE.1" });
    const id = await find(ctx, shop.id, { customerId: "8", phones: [{ raw: "+4915111111111" }] });
    clock.advance(1000);
    await find(ctx, shop.id, { customerId: "8", phones: [{ raw: "+4915122222222" }] });
    expect(await readRecipient(ctx.db, shop.id, id ?? "")).toEqual({ phone: "+4915122222222" });
    const customerOnly = await givenContact(ctx, shop.id, { customerId: "9" });
    expect(await readRecipient(ctx.db, shop.id, customerOnly.id)).toBeNull();
  });
});
