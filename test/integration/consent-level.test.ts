import { expect, it } from "vitest";
import { mergeContacts } from "#app/core/contacts/merge-contacts.ts";
import type { ConsentSource } from "#app/core/shared/consent-sources.ts";
import { decisionsHere } from "#app/core/shopify-consent/decision-here.ts";
import { inTransaction, makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenContact, givenShop } from "#test/support/given.ts";
import { decide } from "#test/support/shopify-consents.ts";

const database = useTestDatabase();

async function givenPerson() {
  const test = makeCtx(database.db);
  const { id: shopId } = (await givenShop(test.ctx)).shop;
  return { ...test, shopId, contactId: (await givenContact(test.ctx, shopId)).id };
}

async function levelOf({ ctx, shopId, contactId }: Awaited<ReturnType<typeof givenPerson>>) {
  return (await decisionsHere(ctx.db, shopId, [contactId])).get(contactId)?.optIn;
}

it.each<[ConsentSource, string]>([
  ["button", "confirmed"],
  ["merchant", "single"],
  ["import", "single"],
  ["form", "single"],
  ["thank_you", "single"],
])("a yes by %s after a question that a form had asked for is told to Shopify as %s", async (source, level) => {
  const person = await givenPerson();
  await decide(person, "pending");
  person.clock.advance(60_000);
  await decide(person, "granted", { source });
  expect(await levelOf(person)).toBe(level);
});

it("what Shopify asked of somebody who turns out to be the same is no question of ours", async () => {
  const person = await givenPerson();
  const other = await givenContact(person.ctx, person.shopId);
  await decide({ ...person, contactId: other.id }, "pending", { source: "shopify" });
  person.clock.advance(60_000);
  await inTransaction(person.ctx, (tx) => mergeContacts(tx, person.shopId, person.contactId, other.id));
  await decide(person, "granted", { source: "preferences" });
  expect(await levelOf(person)).toBe("single");
});
