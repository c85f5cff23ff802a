import { randomBytes } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { createSecrets } from "#app/adapters/crypto/cipher.ts";
import { readPersonFile } from "#app/core/privacy/answer-request.ts";
import { actOnPrivacy } from "#test/support/act-on-privacy.ts";
import { makeCtx, type TestContext } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenContact, givenShop } from "#test/support/given.ts";
import { searchDatabase } from "#test/support/search-database.ts";
import {
  checkoutPayload,
  deliver,
  fulfillmentPayload,
  orderPayload,
  outcomeOf,
  takeInAll,
} from "#test/support/shopify-deliveries.ts";

const database = useTestDatabase();
const secrets = createSecrets([{ id: "k1", secret: randomBytes(32) }]);
const bob = { phone: "+4915155501234", customerId: "7064055069303711222" };
const alice = { phone: "+4915155509999", customerId: "7064055069303799999", email: "alice@example.com" };
const orderId = "8209829119461566777";
const traces = ["15155501234", "Bobby", bob.customerId];

let test_: TestContext;
let mine: Awaited<ReturnType<typeof givenShop>>;
let bobId: string;

const at = () => test_.clock.now().toISOString();
const act = () => actOnPrivacy(test_.ctx, secrets);
const post = async (topic: string, payload: Record<string, unknown>) => {
  await deliver(test_.ctx, mine.shop.domain, { topic, payload });
  await takeInAll(test_.ctx, test_.clock);
};
const ask = (topic: string) =>
  post(topic, { shop_domain: mine.shop.domain, customer: { id: `id:${bob.customerId}`, phone: bob.phone } });

/** What Alice bought for Bob: his number and name stand in the address it goes to. */
const gift = () => {
  const bobs = { first_name: "Bobby", last_name: "Gift", phone: "01515 5501234", country_code: "DE" };
  const customer = { id: `id:${alice.customerId}`, first_name: "Alice", last_name: "Giver", phone: alice.phone };
  const tokens = { checkout_token: "alice-checkout", cart_token: "alice-cart" };
  const person = { customer, phone: alice.phone, email: alice.email, shipping_address: bobs };
  return { bobs, tokens, person, when: { created_at: at(), updated_at: at() } };
};

beforeEach(async () => {
  test_ = makeCtx(database.db, { now: "2026-11-21T10:00:00Z" });
  mine = await givenShop(test_.ctx);
  bobId = (await givenContact(test_.ctx, mine.shop.id, { firstName: "Bobby", ...bob })).id;
});

async function aliceBuys(): Promise<void> {
  const { bobs, tokens, person, when } = gift();
  await post("customers/create", { ...person.customer, email: alice.email, addresses: [bobs], ...when });
  await post(
    "checkouts/create",
    checkoutPayload({ token: "alice-checkout", cart_token: "alice-cart", ...when, ...person }),
  );
  await post(
    "orders/create",
    orderPayload({
      ...{
        id: `id:${orderId}`,
        name: "#2002",
        order_status_url: "https://l.example/alice",
        ...tokens,
        ...when,
        ...person,
      },
      ...{ note_attributes: [{ name: "call", value: bob.phone }], tags: "Gift" },
    }),
  );
  await post("fulfillments/create", fulfillmentPayload({ order_id: `id:${orderId}`, destination: bobs, ...when }));
}

describe("a gift to somebody", () => {
  test("outlives their erasure, without them", async () => {
    await aliceBuys();
    const before = await database.db.order.findFirstOrThrow({ where: { id: orderId } });
    expect(before).toMatchObject({ tags: ["Gift"], checkoutToken: "alice-checkout" });
    expect(before.contactId).not.toBe(bobId);

    await ask("customers/redact");
    await act();
    expect(await database.db.privacyRequest.findFirst()).toMatchObject({ outcome: "erased" });
    expect(await searchDatabase(database.db, traces)).toEqual([]);
    expect(await database.db.order.findFirst({ where: { id: orderId } })).toEqual(before);
    expect(await database.db.checkout.findFirst({ where: { token: "alice-checkout" } })).toMatchObject({
      contactId: before.contactId,
    });
    const bodies = await database.db.webhookDelivery.findMany({ where: { body: { not: new Uint8Array() } } });
    const told = bodies.map(({ topic, body }) => [topic, new TextDecoder().decode(body)] as const);
    expect(told.map(([topic]) => topic).sort()).toEqual([
      "checkouts/create",
      "customers/create",
      "fulfillments/create",
      "orders/create",
    ]);
    for (const [topic, body] of told) if (topic !== "fulfillments/create") expect(body).toContain(alice.customerId);

    // What is told of it later is told of Alice's order, and not late.
    test_.clock.advance(60_000);
    const parcel = { order_id: `id:${orderId}`, tracking_number: "ALICE1", created_at: at(), updated_at: at() };
    const webhook = { topic: "fulfillments/update", payload: fulfillmentPayload(parcel) };
    expect(await outcomeOf(test_.ctx, mine.shop.domain, webhook)).not.toContain("erased");
    expect(await database.db.fulfillment.findFirst()).toMatchObject({ trackingNumber: "ALICE1" });
  });

  test("stands in their file with nothing but what names them", async () => {
    await aliceBuys();
    await ask("customers/data_request");
    await act();
    const { id } = await database.db.privacyRequest.findFirstOrThrow();
    const file = await readPersonFile(test_.ctx, secrets, mine.shop.domain, id);
    const text = JSON.stringify(file);
    for (const hers of ["Alice", "Giver", alice.email, alice.customerId, "5509999", "alice-checkout", "#2002"])
      expect(text).not.toContain(hers);
    const order = file?.sections.webhooks.find(({ topic }) => topic === "orders/create");
    expect(order?.body).toEqual({
      shipping_address: expect.objectContaining({ first_name: "Bobby", phone: "01515 5501234" }) as unknown,
      note_attributes: [{ name: "call", value: bob.phone }],
    });
  });

  test("that waits to be taken in is, and then loses what names them", async () => {
    await aliceBuys();
    const { tokens, person, when } = gift();
    await ask("customers/redact");
    await database.db.webhookDelivery.create({
      data: {
        ...{ id: test_.ctx.ids.next(), source: "shopify", externalId: "waits", shopDomain: mine.shop.domain },
        ...{ topic: "orders/updated", receivedAt: test_.clock.now(), nextAttemptAt: test_.clock.now() },
        state: "pending",
        body: new TextEncoder().encode(
          JSON.stringify(
            orderPayload({ id: orderId, name: "#2002", tags: "Gift", ...tokens, ...when, ...person }),
          ).replaceAll('"id:', '"'),
        ),
      },
    });
    await act();
    expect(await database.db.privacyRequest.findFirst()).toMatchObject({ completedAt: null, lastError: null });
    await takeInAll(test_.ctx, test_.clock);
    test_.clock.advance(61_000);
    await act();
    expect(await database.db.privacyRequest.findFirst()).toMatchObject({ outcome: "erased" });
    expect(await searchDatabase(database.db, traces)).toEqual([]);
    const order = await database.db.order.findFirstOrThrow({ where: { id: orderId } });
    expect(order).toMatchObject({ contactId: expect.any(String) as unknown, tags: ["Gift"] });
  });
});

test("what somebody without a contact left is found again by the attempt that carries on", async () => {
  const email = "bobby@example.com";
  const when = { created_at: at(), updated_at: at() };
  const nobody = { customer: null, shipping_address: null, phone: null };
  await post(
    "checkouts/create",
    checkoutPayload({ token: "bobby-checkout", cart_token: null, email, ...when, ...nobody }),
  );
  await post("customers/redact", { shop_domain: mine.shop.domain, customer: { id: "id:1", email } });
  const { executeSql } = database.database;
  await executeSql(
    `CREATE OR REPLACE FUNCTION refuse_now() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'gone'; END $$`,
  );
  await executeSql(`CREATE TRIGGER refuse_now BEFORE DELETE ON "Checkout" FOR EACH ROW EXECUTE FUNCTION refuse_now()`);
  await act();
  expect(await database.db.checkout.count()).toBe(1);
  await executeSql(`DROP TRIGGER refuse_now ON "Checkout"`);
  test_.clock.advance(3_600_000);
  await act();
  expect(await database.db.checkout.count()).toBe(0);
});

test("whoever comes back while an erasure is tried again stays", async () => {
  await ask("customers/redact");
  const { executeSql } = database.database;
  await executeSql(
    `CREATE OR REPLACE FUNCTION refuse_now() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'gone'; END $$`,
  );
  await executeSql(
    `CREATE TRIGGER refuse_now BEFORE UPDATE ON "WebhookDelivery" FOR EACH ROW EXECUTE FUNCTION refuse_now()`,
  );
  // One of theirs to stumble over, once everything else is erased.
  await database.db.webhookDelivery.create({
    data: {
      ...{ id: test_.ctx.ids.next(), source: "shopify", externalId: "old", shopDomain: mine.shop.domain },
      ...{ topic: "orders/updated", receivedAt: test_.clock.now(), nextAttemptAt: test_.clock.now(), state: "done" },
      body: new TextEncoder().encode(JSON.stringify({ phone: bob.phone })),
    },
  });
  await act();
  expect(await database.db.privacyRequest.findFirst()).toMatchObject({ completedAt: null, attempts: 1 });
  expect((await database.db.contact.findFirstOrThrow({ where: { id: bobId } })).erasedAt).not.toBeNull();
  await executeSql(`DROP TRIGGER refuse_now ON "WebhookDelivery"`);

  test_.clock.advance(3_600_000);
  const order = { id: "id:8209829119461599999", name: "#3003", phone: bob.phone, created_at: at(), updated_at: at() };
  const customer = { id: `id:${bob.customerId}`, first_name: "Bobby", phone: bob.phone, created_at: at() };
  await post("orders/create", orderPayload({ ...order, customer }));
  const { contactId } = await database.db.order.findFirstOrThrow({ where: { name: "#3003" } });
  expect(contactId).not.toBeNull();
  await act();
  expect(await database.db.privacyRequest.findFirst()).toMatchObject({ outcome: "erased" });
  expect(await database.db.contact.findFirst({ where: { id: contactId ?? "" } })).toMatchObject({
    ...{ firstName: "Bobby", erasedAt: null },
  });
  expect(await database.db.order.findFirst({ where: { name: "#3003" } })).toMatchObject({ contactId });
  const body = await database.db.webhookDelivery.findFirstOrThrow({ where: { topic: "orders/create" } });
  expect(body.body.length).toBeGreaterThan(0);
});

describe("a number that is another customer's by now", () => {
  beforeEach(async () => {
    // Shopify still has Bob's old number with him; here it is Alice's, who writes from it.
    await test_.ctx.db.contactIdentity.deleteMany({ where: { value: bob.phone } });
    const { id: contactId } = await givenContact(test_.ctx, mine.shop.id, {
      ...{ firstName: "Alice", customerId: alice.customerId, phone: bob.phone },
    });
    await aliceBuysWith(contactId);
  });

  async function aliceBuysWith(contactId: string) {
    const { when } = gift();
    const customer = { id: `id:${alice.customerId}`, first_name: "Alice" };
    const order = { ...when, id: `id:${orderId}`, name: "#2002", phone: bob.phone, customer };
    await post("orders/create", orderPayload(order));
    expect(await test_.ctx.db.order.findFirst({ where: { id: orderId } })).toMatchObject({ contactId });
  }

  test("brings nothing of the new owner's into the old one's file", async () => {
    await ask("customers/data_request");
    await act();
    const { id } = await test_.ctx.db.privacyRequest.findFirstOrThrow();
    const file = JSON.stringify(await readPersonFile(test_.ctx, secrets, mine.shop.domain, id));
    expect(file).toContain("Bobby");
    for (const ofAlice of ["Alice", alice.customerId, "#2002"]) expect(file).not.toContain(ofAlice);
  });

  test("does not erase the new owner with the old one, nor what is told of them", async () => {
    await ask("customers/redact");
    await act();
    expect(await test_.ctx.db.privacyRequest.findFirst()).toMatchObject({ outcome: "erased" });
    expect(await test_.ctx.db.contact.findMany({ where: { erasedAt: null } })).toMatchObject([{ firstName: "Alice" }]);
    expect(await test_.ctx.db.contact.findFirst({ where: { id: bobId } })).toMatchObject({ firstName: null });
    expect(await test_.ctx.db.order.findFirst({ where: { id: orderId } })).not.toMatchObject({ contactId: null });
    expect(await test_.ctx.db.erasedIdentity.count()).toBe(1);
  });
});
