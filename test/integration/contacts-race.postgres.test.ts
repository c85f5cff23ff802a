import { expect, it, vi } from "vitest";
import { findOrMakeContact, type Person } from "#app/core/contacts/find-or-make-contact.ts";
import { eraseCustomer } from "#app/core/customers/erase-customer.ts";
import { inTransaction, makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenContact, givenShop } from "#test/support/given.ts";

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
    await untilWaiting(1);
    const written = inTransaction(ctx, async (txCtx) => {
      const found = await findOrMakeContact(txCtx, shopId, { phones: [{ raw: phone }] });
      await txCtx.tx.cart.create({ data: { ...cart, token: "new", contactId: found?.contactId ?? null } });
      return found;
    });
    await untilWaiting(2);
    return { erased, written };
  });
  expect(await work.erased).toEqual({ outcome: "erased" });
  expect((await work.written)?.contactId).not.toBe(contactId);
  const left = await ctx.db.cart.findMany({ where: { shopId } });
  expect(left.map((one) => one.contactId)).toEqual([(await work.written)?.contactId]);
  expect(await ctx.db.contactIdentity.count({ where: { shopId, contactId } })).toBe(0);
});

async function untilWaiting(sessions: number): Promise<void> {
  await vi.waitUntil(async () => (await waitingForLocks()) >= sessions, { timeout: 10_000 });
}

async function waitingForLocks(): Promise<number> {
  const [row] = await database.db.$queryRaw<{ waiting: number }[]>`
    SELECT count(*)::int AS "waiting" FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
    WHERE NOT l.granted AND a.datname = current_database()`;
  return row?.waiting ?? 0;
}
