import { expect, it } from "vitest";
import { parseCallback } from "#app/adapters/whatsapp/parse-callback.ts";
import { followIdentityChange } from "#app/core/callbacks/follow-identity-change.ts";
import { takeInCallback } from "#app/core/callbacks/take-in-callback.ts";
import { resolveSender } from "#app/core/conversations/resolve-sender.ts";
import { findOrMakeContact, type Person } from "#app/core/contacts/find-or-make-contact.ts";
import { eraseCustomer } from "#app/core/customers/erase-customer.ts";
import { inTransaction, makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenContact, givenShop } from "#test/support/given.ts";
import { untilWaiting } from "#test/support/until-waiting.ts";

const database = useTestDatabase();

it("makes one contact when several workers meet the same person at once", async () => {
  const { ctx } = makeCtx(database.db);
  const { shop } = await givenShop(ctx);
  for (let round = 0; round < 60; round++) {
    const phone = { raw: `+49151${String(10_000_000 + round)}` };
    const customerId = `${round}1`;
    const userId = `DE.${round}`;
    const sightings: Person[] = [
      { phones: [phone], customerId },
      { phones: [phone], userId },
      { customerId, userId },
      { phones: [phone] },
    ];
    const found = await Promise.all(
      sightings.map((person) => inTransaction(ctx, (txCtx) => findOrMakeContact(txCtx, shop.id, person))),
    );
    expect(found.every((one) => one !== null)).toBe(true);
    const identities = await ctx.db.contactIdentity.findMany({
      where: { shopId: shop.id, value: { in: [phone.raw, customerId, userId] } },
    });
    expect(identities).toHaveLength(3);
    expect(new Set(identities.map((identity) => identity.contactId)).size).toBe(1);
  }
  // Whoever lost a race left nothing behind but tombstones.
  const living = await ctx.db.contact.findMany({ where: { mergedIntoId: null }, include: { identities: true } });
  expect(living).toHaveLength(60);
  expect(living.every((contact) => contact.identities.length === 3)).toBe(true);
});

it("keeps nothing of somebody who is erased while they are being written about", async () => {
  const { ctx } = makeCtx(database.db);
  const { shop } = await givenShop(ctx);
  const shopId = shop.id;
  const phone = "+4915112345678";
  const { id: contactId } = await givenContact(ctx, shopId, { phone });
  const cart = { shopId, lineItems: [], totalMinor: 0n, currency: "EUR", versionAt: ctx.clock.now() };
  await ctx.db.cart.create({ data: { ...cart, token: "old", contactId } });
  const work = await inTransaction(ctx, async ({ tx }) => {
    // Holds the erasure up after it has locked the person.
    await tx.$queryRaw`SELECT 1 FROM "Cart" WHERE "shopId" = ${shopId}::uuid FOR UPDATE`;
    const erased = eraseCustomer(ctx, shopId, contactId);
    await untilWaiting(database.db, 1);
    const written = inTransaction(ctx, async (txCtx) => {
      const found = await findOrMakeContact(txCtx, shopId, { phones: [{ raw: phone }] });
      await txCtx.tx.cart.create({ data: { ...cart, token: "new", contactId: found?.contactId ?? null } });
      return found;
    });
    await untilWaiting(database.db, 2);
    return { erased, written };
  });
  expect(await work.erased).toEqual({ outcome: "erased" });
  expect((await work.written)?.contactId).not.toBe(contactId);
  const left = await ctx.db.cart.findMany({ where: { shopId } });
  expect(left.map((one) => one.contactId)).toEqual([(await work.written)?.contactId]);
  expect(await ctx.db.contactIdentity.count({ where: { shopId, contactId } })).toBe(0);
});

it("lets a change of number and a message from the new number pass each other", async () => {
  const { ctx } = makeCtx(database.db);
  const { shop } = await givenShop(ctx);
  const shopId = shop.id;
  const at = { wabaId: "", phoneNumberId: "" };
  const phone = "+4915112345678";
  const known = await givenContact(ctx, shopId, { phone: "+4915187654321", userId: "DE.1" });
  await givenContact(ctx, shopId, { phone });
  const work = await inTransaction(ctx, async ({ tx }) => {
    // Holds the change up between handing out the new id and merging by it.
    await tx.$queryRaw`SELECT 1 FROM "Contact" WHERE "shopId" = ${shopId}::uuid AND "id" = ${known.id}::uuid FOR KEY SHARE`;
    const changed = inTransaction(ctx, (txCtx) => {
      const change = {
        ...at,
        kind: "identity_change" as const,
        from: { userId: "DE.1" },
        to: { phone, userId: "DE.2" },
      };
      return followIdentityChange(txCtx, shopId, change, ctx.clock.now());
    });
    await untilWaiting(database.db, 1);
    const wrote = inTransaction(ctx, (txCtx) => resolveSender(txCtx, shopId, { phone, userId: "DE.2" }));
    await untilWaiting(database.db, 2);
    return { changed, wrote };
  });
  expect(await work.changed).toBe("applied");
  expect(await work.wrote).toBe(known.id);
});

it("takes in two deliveries that name the same two strangers in opposite order", async () => {
  const { ctx } = makeCtx(database.db);
  const { shop, account, number } = await givenShop(ctx);
  const strangers = ["4915112345671", "4915112345672"];
  const metadata = { display_phone_number: number.displayPhone.slice(1), phone_number_id: number.phoneNumberId };
  const messages = strangers.map((from, index) => ({
    from,
    id: `wamid.${index}`,
    timestamp: String(Math.floor(ctx.clock.now().getTime() / 1000)),
    type: "text",
    text: { body: "Hello" },
  }));
  const take = (name: string, theirs: object[]) => {
    const value = { messaging_product: "whatsapp", metadata, messages: theirs };
    const entry = [{ id: account.wabaId, time: 0, changes: [{ field: "messages", value }] }];
    const body = Buffer.from(JSON.stringify({ object: "whatsapp_business_account", entry }));
    return inTransaction(ctx, (txCtx) =>
      takeInCallback(txCtx, { id: name, body, receivedAt: ctx.clock.now() }, parseCallback),
    );
  };
  const work = await inTransaction(ctx, async ({ tx }) => {
    // Holds each up when it has found its first person: conversations belong to the number.
    await tx.$queryRaw`SELECT 1 FROM "WhatsAppNumber" WHERE "shopId" = ${shop.id}::uuid FOR UPDATE`;
    const one = take("one", messages);
    await untilWaiting(database.db, 1);
    const other = take(
      "other",
      messages.toReversed().map((message) => ({ ...message, id: `${message.id}.again` })),
    );
    await untilWaiting(database.db, 2);
    return { one, other };
  });
  expect(await Promise.all([work.one, work.other])).toEqual(["applied", "applied"]);
  expect(await ctx.db.contact.count({ where: { shopId: shop.id } })).toBe(2);
});
