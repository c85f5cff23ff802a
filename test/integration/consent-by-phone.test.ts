import { describe, expect, it } from "vitest";
import { readConsentComparison } from "#app/core/analytics/read-consent-comparison.ts";
import { optOut } from "#app/core/consent/opt-out.ts";
import { readConsent } from "#app/core/consent/read-consent.ts";
import { recordConsent } from "#app/core/consent/record-consent.ts";
import { findOrMakeContact } from "#app/core/contacts/find-or-make-contact.ts";
import { eraseCustomer } from "#app/core/customers/erase-customer.ts";
import type { ShopifyAdmin } from "#app/core/ports-shopify.ts";
import { lookUpCustomers } from "#app/core/shopify-consent/look-up-customers.ts";
import { retryTelling } from "#app/core/shopify-consent/tell-again.ts";
import { shopifyTasksPass } from "#app/jobs/shopify-tasks.ts";
import { inTransaction, makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenContact, givenShop } from "#test/support/given.ts";
import { usePretendShopify } from "#test/support/pretend-shopify.ts";

const database = useTestDatabase();
const pretend = usePretendShopify();

async function setUp() {
  const test = makeCtx(database.db, { now: new Date(pretend.shopify().clock.now()).toISOString() });
  const { ctx, clock } = test;
  const { shop } = await givenShop(ctx, { shop: { domain: pretend.domain() } });
  const pass = (ms: number) => {
    clock.advance(ms);
    pretend.shopify().clock.advance(ms);
  };
  pass(60_000);
  const decide = (contactId: string, state: "granted" | "pending" | "revoked", dedupeKey: string) =>
    inTransaction(ctx, (tx) => {
      const change = { shopId: shop.id, contactId, source: "keyword" as const, evidence: {}, dedupeKey };
      const occurredAt = ctx.clock.now();
      return state === "revoked"
        ? optOut(tx, { ...change, purposes: ["marketing"], occurredAt })
        : recordConsent(tx, { ...change, purpose: "marketing", state, occurredAt });
    });
  /** Shopify's own pass of background work, until nothing is left. */
  const work = async (admin: ShopifyAdmin = pretend.admin()) => {
    while ((await shopifyTasksPass(ctx, admin)).more);
  };
  const customersOf = (contactId: string) =>
    ctx.db.contactIdentity.findMany({ where: { contactId, kind: "shopify_customer" }, select: { value: true } });
  return { ...test, shopId: shop.id, pass, decide, work, customersOf };
}

/** Somebody whom Shopify has known for long, and of whom it tells nothing. */
async function givenOldCustomer(phone: string) {
  const customer = pretend.shopify().controls.createCustomer({ firstName: "Ada", phone, country: "DE" });
  await pretend.shopify().topics();
  return customer;
}

describe("somebody known by phone only who decides here", () => {
  it("is found among Shopify's customers, and Shopify is told after every change", async () => {
    const { ctx, shopId, pass, decide, work, customersOf } = await setUp();
    const customer = await givenOldCustomer("+49 1511 2390001");
    const { id } = await givenContact(ctx, shopId, { phone: "+4915112390001" });
    await decide(id, "pending", "asked");
    await work();
    expect(await customersOf(id)).toEqual([{ value: customer.id }]);
    expect(customer.whatsApp.state).toBe("pending");
    pass(60_000);
    await decide(id, "granted", "confirmed");
    await work();
    expect(customer.whatsApp.state).toBe("subscribed");
    pass(60_000);
    await decide(id, "revoked", "stop");
    await work();
    expect(customer.whatsApp.state).toBe("unsubscribed");
    expect(await ctx.db.customerLookup.count()).toBe(0);
  });

  it("is found by the other spelling of a Brazilian number", async () => {
    const { ctx, shopId, decide, work } = await setUp();
    const customer = await givenOldCustomer("+551187650001");
    const { id } = await givenContact(ctx, shopId, { phone: "+5511987650001" });
    await decide(id, "granted", "yes");
    await work();
    expect(customer.whatsApp.state).toBe("subscribed");
  });

  it("and whom the customer is already somebody else's becomes one with them, by the stricter decision", async () => {
    const { ctx, shopId, pass, decide, work } = await setUp();
    const customer = await givenOldCustomer("+4915112390002");
    const older = await givenContact(ctx, shopId, { customerId: customer.id });
    await decide(older.id, "revoked", "no");
    await work();
    pass(60_000);
    const { id } = await givenContact(ctx, shopId, { phone: "+4915112390002" });
    await decide(id, "granted", "yes");
    await work();
    expect(await ctx.db.contact.findFirstOrThrow({ where: { id } })).toMatchObject({ mergedIntoId: older.id });
    expect(await inTransaction(ctx, ({ tx }) => readConsent(tx, shopId, older.id))).toMatchObject({
      marketing: "revoked",
    });
    expect(customer.whatsApp.state).toBe("unsubscribed");
    expect(await ctx.db.customerLookup.count()).toBe(0);
  });

  it("who is no customer rests, and is asked about again only when they decide again or get a number", async () => {
    const { ctx, shopId, pass, decide, work } = await setUp();
    let asked = 0;
    const counting: ShopifyAdmin = {
      ...pretend.admin(),
      customerByPhone: (...call) => {
        asked += 1;
        return pretend.admin().customerByPhone(...call);
      },
    };
    const { id } = await givenContact(ctx, shopId, { userId: "DE.by-name-only" });
    await decide(id, "granted", "yes");
    await work(counting);
    expect(asked).toBe(0);
    await inTransaction(ctx, (tx) =>
      findOrMakeContact(tx, shopId, { userId: "DE.by-name-only", phones: [{ raw: "+4915112390003" }] }),
    );
    await work(counting);
    expect(asked).toBe(1);
    pass(7 * 24 * 3_600_000);
    await work(counting);
    expect(asked).toBe(1);
    await decide(id, "revoked", "stop");
    await work(counting);
    expect(asked).toBe(2);
  });

  it("waits out what Shopify can not answer, in sight of the merchant, and loses nothing", async () => {
    const { ctx, shopId, pass, decide, work, customersOf } = await setUp();
    const customer = await givenOldCustomer("+4915112390004");
    const { id } = await givenContact(ctx, shopId, { phone: "+4915112390004", firstName: "Ada" });
    await decide(id, "revoked", "stop");
    pretend.shopify().controls.faults({ clear: true, graphql: { failNext: 20, failStatus: 500 } });
    expect(await lookUpCustomers(ctx, pretend.admin())).toMatchObject({ done: 0, failed: 1 });
    expect(await readConsentComparison(ctx, shopId)).toMatchObject({
      ...{ waiting: 1, failing: 1 },
      examples: [{ contactId: id, reason: "unavailable" }],
    });
    expect(await lookUpCustomers(ctx, pretend.admin())).toMatchObject({ done: 0, failed: 0 });
    pretend.shopify().controls.faults({ clear: true });
    expect(await retryTelling(ctx, shopId)).toBe(1);
    pass(1_000);
    await work();
    expect(await customersOf(id)).toHaveLength(1);
    expect(customer.whatsApp.state).toBe("unsubscribed");
    expect(await readConsentComparison(ctx, shopId)).toMatchObject({ waiting: 0, failing: 0 });
  });

  it("and is erased while Shopify is asked is not made anew", async () => {
    const { ctx, shopId, decide, work } = await setUp();
    await givenOldCustomer("+4915112390005");
    const { id } = await givenContact(ctx, shopId, { phone: "+4915112390005" });
    await decide(id, "granted", "yes");
    await work({
      ...pretend.admin(),
      customerByPhone: async (...call) => {
        const found = await pretend.admin().customerByPhone(...call);
        await eraseCustomer(ctx, shopId, id);
        return found;
      },
    });
    expect(await ctx.db.contactIdentity.count()).toBe(0);
    expect(await ctx.db.customerLookup.count()).toBe(0);
  });
});
