import { expect, it } from "vitest";
import { findOrMakeContact, type Person } from "#app/core/contacts/find-or-make-contact.ts";
import { inTransaction, makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenShop } from "#test/support/given.ts";

const database = useTestDatabase();

it("makes one contact when several workers meet the same person at once", async () => {
  const { ctx } = makeCtx(database.db);
  const { shop } = await givenShop(ctx);
  for (let round = 0; round < 15; round++) {
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
  expect(living).toHaveLength(15);
  expect(living.every((contact) => contact.identities.length === 3)).toBe(true);
});
