import { expect, test } from "vitest";
import { makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenContact, givenShop } from "#test/support/given.ts";

const database = useTestDatabase();

test("a contact of one shop can not be referred to from another shop", async () => {
  const { ctx } = makeCtx(database.db);
  const mine = await givenShop(ctx);
  const other = await givenShop(ctx);
  const contact = await givenContact(ctx, mine.shop.id);
  const message = {
    shopId: other.shop.id,
    id: ctx.ids.next(),
    numberId: other.number.id,
    contactId: contact.id,
    dedupeKey: "k",
    state: "queued" as const,
    category: "utility" as const,
    priority: 0,
    content: {},
    dueAt: ctx.clock.now(),
    createdAt: ctx.clock.now(),
  };
  await expect(database.db.message.create({ data: message })).rejects.toMatchObject({ code: "P2003" });
});

test("the consent ledger can be added to, never changed or emptied", async () => {
  const { ctx } = makeCtx(database.db);
  const { shop } = await givenShop(ctx);
  const contact = await givenContact(ctx, shop.id);
  const at = ctx.clock.now();
  const key = { shopId: shop.id, id: ctx.ids.next() };
  await database.db.consentEntry.create({
    data: {
      ...key,
      contactId: contact.id,
      purpose: "marketing",
      state: "granted",
      source: "form",
      evidence: {},
      occurredAt: at,
      recordedAt: at,
      dedupeKey: "one",
    },
  });
  await expect(
    database.db.consentEntry.update({ where: { shopId_id: key }, data: { state: "revoked" } }),
  ).rejects.toThrow(/append-only/);
  await expect(database.db.consentEntry.delete({ where: { shopId_id: key } })).rejects.toThrow(/append-only/);
  expect(await database.db.consentEntry.count()).toBe(1);
});
