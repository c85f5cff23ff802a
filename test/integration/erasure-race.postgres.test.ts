import { randomBytes } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { createSecrets } from "#app/adapters/crypto/cipher.ts";
import { mergeContacts } from "#app/core/contacts/merge-contacts.ts";
import { eraseCustomer } from "#app/core/customers/erase-customer.ts";
import { savePreferences } from "#app/core/opt-in/preferences.ts";
import { eraseByMerchant } from "#app/core/privacy/erase-by-merchant.ts";
import { actOnPrivacy } from "#test/support/act-on-privacy.ts";
import { inTransaction, makeCtx, type TestContext } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenContact, givenShop } from "#test/support/given.ts";
import { searchDatabase } from "#test/support/search-database.ts";
import { deliver, orderPayload, takeInAll } from "#test/support/shopify-deliveries.ts";
import { untilWaiting } from "#test/support/until-waiting.ts";

const database = useTestDatabase();
const secrets = createSecrets([{ id: "k1", secret: randomBytes(32) }]);
const phone = "+4915155501234";
const customerId = "7064055069303711222";
const shown = { wording: "Your choice", page: "preferences", locale: "de", door: "proxy", userAgent: "" };

let test_: TestContext;
let shop: Awaited<ReturnType<typeof givenShop>>["shop"];
beforeEach(async () => {
  test_ = makeCtx(database.db, { now: "2026-11-21T10:00:00Z" });
  shop = (await givenShop(test_.ctx)).shop;
});

const post = async (topic: string, payload: Record<string, unknown>) => {
  await deliver(test_.ctx, shop.domain, { topic, payload });
  await takeInAll(test_.ctx, test_.clock);
};

/** Runs the erasure while the customer is being merged into who turns out to be the same person, and is known by more. */
async function whileMerged(erase: (customer: string) => Promise<unknown>) {
  const { ctx } = test_;
  const kept = await givenContact(ctx, shop.id, { phone, firstName: "Wilhelmina" });
  await post("orders/create", orderPayload({ id: "id:77", name: "#1001", phone }));
  test_.clock.advance(1_000);
  const customer = await givenContact(ctx, shop.id, { phone: "+4915155509999", customerId });
  await ctx.db.contactIdentity.deleteMany({ where: { value: "+4915155509999" } });
  const erasing = await inTransaction(ctx, async (txCtx) => {
    await mergeContacts(txCtx, shop.id, kept.id, customer.id);
    const work = erase(customer.id);
    await untilWaiting(database.db, 1);
    return { work };
  });
  await erasing.work;
  await actOnPrivacy(ctx, secrets);
  expect(await ctx.db.contact.findMany({ where: { erasedAt: null } })).toEqual([]);
  expect(await searchDatabase(database.db, ["15155501234", "Wilhelmina", customerId])).toEqual([]);
  // What is told late of the one they turned out to be makes nobody anew.
  await post("customers/update", { id: "id:88", phone, updated_at: "2026-11-20T10:00:00Z" });
  expect(await ctx.db.contact.count({ where: { erasedAt: null } })).toBe(0);
}

test("an erasure Shopify asks for finds whom the person was merged into meanwhile", async () => {
  await whileMerged(async () => {
    await post("customers/redact", { shop_domain: shop.domain, customer: { id: `id:${customerId}` } });
    return actOnPrivacy(test_.ctx, secrets);
  });
  expect(await database.db.privacyRequest.findFirst()).toMatchObject({ outcome: "erased" });
});

test("the merchant's erasure finds whom the person was merged into meanwhile", async () => {
  await whileMerged((customer) => eraseByMerchant(test_.ctx, shop, customer));
});

test("several workers share the requests: each is acted on once", async () => {
  const { ctx, logs } = test_;
  await givenContact(ctx, shop.id, { phone });
  for (let n = 0; n < 12; n++)
    await deliver(ctx, shop.domain, {
      topic: "customers/data_request",
      payload: { shop_domain: shop.domain, customer: { id: n + 1, phone } },
    });
  await takeInAll(ctx, test_.clock);
  await Promise.all([1, 2, 3].map(() => actOnPrivacy(ctx, secrets)));
  const made = logs.filter(({ event }) => event === "privacy_request_ready").map(({ fields }) => fields.requestId);
  expect(made).toHaveLength(12);
  expect(new Set(made).size).toBe(12);
});

test("what somebody decides on their page while they are erased is not written of nobody", async () => {
  const { ctx } = test_;
  const { id: contactId } = await givenContact(ctx, shop.id, { phone });
  const cart = { shopId: shop.id, lineItems: [], totalMinor: 0n, currency: "EUR", versionAt: ctx.clock.now() };
  await ctx.db.cart.create({ data: { ...cart, token: "t", contactId } });
  const work = await inTransaction(ctx, async ({ tx }) => {
    // Holds the erasure up after it has locked the person.
    await tx.$queryRaw`SELECT 1 FROM "Cart" WHERE "shopId" = ${shop.id}::uuid FOR UPDATE`;
    const erased = eraseCustomer(ctx, shop.id, contactId);
    await untilWaiting(database.db, 1);
    const saved = savePreferences(ctx, {
      ...{ shopId: shop.id, contactId, shown, formId: "f" },
      change: {
        was: { marketing: false, transactional: true },
        now: { marketing: true, transactional: true },
        ...{ often: "weekly", locale: "de" },
      },
    });
    await untilWaiting(database.db, 2);
    return { erased, saved };
  });
  expect(await work.erased).toEqual({ outcome: "erased" });
  expect(await work.saved).toEqual({ outcome: "unknown" });
  expect(await ctx.db.consentEntry.count()).toBe(0);
  expect(await ctx.db.contact.findFirst()).toMatchObject({ locale: null, marketingGapDays: null });
});
