import { describe, expect, it } from "vitest";
import { noteScopes } from "#app/core/access/note-scopes.ts";
import type { ShopifyFailure } from "#app/core/ports-shopify.ts";
import { lookUpCustomers } from "#app/core/shopify-consent/look-up-customers.ts";
import { retryTelling } from "#app/core/shopify-consent/tell-again.ts";
import { tellShopify } from "#app/core/shopify-consent/tell-shopify.ts";
import { shopifyTasksPass } from "#app/jobs/shopify-tasks.ts";
import { inTransaction, makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenContact, givenShop } from "#test/support/given.ts";
import { usePretendShopify } from "#test/support/pretend-shopify.ts";
import { decide } from "#test/support/shopify-consents.ts";

const database = useTestDatabase();
const pretend = usePretendShopify();
const hourMs = 60 * 60_000;

/** Seven opted out: more than are claimed of a shop at once. */
async function setUp() {
  const test = makeCtx(database.db, { now: new Date(pretend.shopify().clock.now()).toISOString() });
  const { ctx, clock } = test;
  const { shop } = await givenShop(ctx, { shop: { domain: pretend.domain() } });
  const customers = Array.from({ length: 7 }, (_, n) =>
    pretend.shopify().controls.createCustomer({ firstName: "C", phone: `+491511241000${n}`, country: "DE" }),
  );
  await pretend.shopify().topics();
  const asked: string[] = [];
  const counting = {
    ...pretend.admin(),
    customerConsent: (domain: string, customerId: string) => {
      asked.push(domain);
      return pretend.admin().customerConsent(domain, customerId);
    },
    customerByPhone: (domain: string, phone: string) => {
      asked.push(domain);
      return pretend.admin().customerByPhone(domain, phone);
    },
  };
  return {
    ...test,
    shopId: shop.id,
    customers,
    /** Shops Shopify was asked about since the last time. */
    asked: () => asked.splice(0),
    admin: counting,
    tell: () => tellShopify(ctx, counting),
    async optOutAll() {
      for (const customer of customers) {
        const contact = await givenContact(ctx, shop.id, { customerId: customer.id });
        await decide({ ctx, shopId: shop.id, contactId: contact.id }, "revoked");
      }
    },
    rows: () =>
      ctx.db.consentSync.findMany({
        where: { shopId: shop.id },
        select: { attempts: true, lastError: true, nextAttemptAt: true },
        orderBy: [{ lastError: { sort: "asc", nulls: "last" } }, { customerId: "asc" }],
      }),
    pass(ms: number) {
      clock.advance(ms);
      pretend.shopify().clock.advance(ms);
    },
  };
}

const graphqlFaults = (fault: {
  failNext?: number;
  failStatus?: number;
  unauthorizedNext?: number;
  protectedDataDenied?: boolean;
}) => pretend.shopify().controls.faults({ clear: true, graphql: fault });

describe("what concerns the whole shop", () => {
  it.each([
    ["shop_closed: HTTP 402", { failNext: 1_000, failStatus: 402 }],
    ["shop_closed: HTTP 404", { failNext: 1_000, failStatus: 404 }],
    ["shop_closed: HTTP 423", { failNext: 1_000, failStatus: 423 }],
    ["unauthorized", { unauthorizedNext: 1_000 }],
    ["access_denied", { protectedDataDenied: true }],
  ])("is met by one customer, and never given up: %s", async (lastError, fault) => {
    const { optOutAll, tell, asked, rows, pass, clock, customers, ctx, shopId } = await setUp();
    await optOutAll();
    graphqlFaults(fault);
    const dueAt = clock.now();
    pass(1_000);
    expect(await tell()).toEqual({ done: 0, failed: 1, more: false });
    expect(asked()).toHaveLength(1);
    const [failed, ...others] = await rows();
    expect(failed).toEqual({ attempts: 1, lastError, nextAttemptAt: new Date(clock.now().getTime() + hourMs) });
    expect(others).toHaveLength(6);
    for (const other of others) expect(other).toMatchObject({ attempts: 0, lastError: null });
    // Four were claimed and given back; two were never touched.
    expect(others.filter(({ nextAttemptAt }) => nextAttemptAt?.getTime() === dueAt.getTime())).toHaveLength(2);

    // The next passes ask nobody, however soon and often they come.
    for (let n = 0; n < 3; n++) expect(await tell()).toEqual({ done: 0, failed: 0, more: false });
    pass(hourMs - 1);
    expect(await tell()).toEqual({ done: 0, failed: 0, more: false });
    expect(asked()).toEqual([]);

    // After days of it: still one call an hour.
    await ctx.db.consentSync.updateMany({ where: { shopId }, data: { attempts: 60 } });
    for (let hour = 0; hour < 8; hour++) {
      pass(hourMs);
      expect(await tell()).toEqual({ done: 0, failed: 1, more: false });
    }
    expect(asked()).toHaveLength(8);
    expect((await rows()).every(({ nextAttemptAt }) => nextAttemptAt !== null)).toBe(true);

    pretend.shopify().controls.faults({ clear: true });
    pass(hourMs);
    while ((await tell()).more);
    expect(customers.map(({ whatsApp }) => whatsApp.state)).toEqual(customers.map(() => "unsubscribed"));
  });

  it("is waited out as long as Shopify asks, when it asks to wait", async () => {
    const { optOutAll, ctx, rows, pass, asked, admin, clock } = await setUp();
    await optOutAll();
    const throttled: ShopifyFailure = { outcome: "throttled", retryAfterMs: 20_000 };
    const busy = { ...admin, updateCustomerConsent: () => Promise.resolve(throttled) };
    expect(await tellShopify(ctx, busy)).toEqual({ done: 0, failed: 1, more: false });
    const nextAttemptAt = new Date(clock.now().getTime() + 20_000);
    expect((await rows())[0]).toEqual({ attempts: 0, lastError: "throttled", nextAttemptAt });
    pass(19_999);
    expect(await tellShopify(ctx, admin)).toEqual({ done: 0, failed: 0, more: false });
    expect(asked()).toHaveLength(1);
    pass(1);
    expect(await tellShopify(ctx, admin)).toEqual({ done: 5, failed: 0, more: true });
    expect(await tellShopify(ctx, admin)).toMatchObject({ done: 2, more: false });
    expect((await rows()).every((row) => row.lastError === null && row.nextAttemptAt === null)).toBe(true);
  });

  it("keeps those looked up waiting too, and one call serves both", async () => {
    const { optOutAll, ctx, shopId, asked, admin, clock } = await setUp();
    await optOutAll();
    for (let n = 0; n < 3; n++) {
      const contact = await givenContact(ctx, shopId, { phone: `+491511242000${n}` });
      await decide({ ctx, shopId, contactId: contact.id }, "revoked");
    }
    graphqlFaults({ failNext: 1_000, failStatus: 402 });
    expect(await shopifyTasksPass(ctx, admin)).toMatchObject({ more: false });
    expect(asked()).toHaveLength(1);
    const lookups = await ctx.db.customerLookup.findMany({ orderBy: { attempts: "asc" } });
    expect(lookups).toMatchObject([
      { attempts: 0, lastError: null, nextAttemptAt: clock.now() },
      { attempts: 0, lastError: null, nextAttemptAt: clock.now() },
      { attempts: 1, lastError: "shop_closed: HTTP 402" },
    ]);
    expect(await lookUpCustomers(ctx, admin)).toEqual({ done: 0, failed: 0, more: false });
  });

  it("is no matter of another shop's", async () => {
    const { optOutAll, ctx, asked, admin } = await setUp();
    await optOutAll();
    const { shop: other } = await givenShop(ctx);
    const contact = await givenContact(ctx, other.id, { customerId: "77" });
    await decide({ ctx, shopId: other.id, contactId: contact.id }, "revoked");
    const closed: ShopifyFailure = { outcome: "shop_closed", cause: "HTTP 402" };
    const admins = {
      ...admin,
      customerConsent: (domain: string, customerId: string) =>
        domain === other.domain ? Promise.resolve(closed) : admin.customerConsent(domain, customerId),
    };
    expect(await tellShopify(ctx, admins)).toEqual({ done: 5, failed: 1, more: true });
    expect(await tellShopify(ctx, admins)).toEqual({ done: 2, failed: 0, more: false });
    expect(asked()).toHaveLength(7);
  });

  it("leaves a decision alone that came while the pass was under way", async () => {
    const { optOutAll, ctx, shopId, admin, clock, rows } = await setUp();
    await optOutAll();
    const closed: ShopifyFailure = { outcome: "shop_closed", cause: "HTTP 402" };
    const meanwhile = {
      ...admin,
      customerConsent: async () => {
        // Everybody decided again, and another worker has claimed them since.
        await ctx.db.consentSync.updateMany({ where: { shopId }, data: { version: 2, attempts: 1 } });
        return closed;
      },
    };
    await tellShopify(ctx, meanwhile);
    expect((await rows()).every(({ attempts, lastError }) => attempts === 1 && lastError === null)).toBe(true);
    const shop = await ctx.db.shop.findUniqueOrThrow({ where: { id: shopId } });
    expect(shop.shopifyWaitsUntil?.getTime()).toBe(clock.now().getTime() + hourMs);
  });
});

describe("the waiting ends at once", () => {
  it("when the merchant asks to try again", async () => {
    const { optOutAll, tell, shopId, ctx, customers } = await setUp();
    await optOutAll();
    graphqlFaults({ failNext: 1, failStatus: 402 });
    await tell();
    expect(await retryTelling(ctx, shopId)).toBe(1);
    while ((await tell()).more);
    expect(customers.every(({ whatsApp }) => whatsApp.state === "unsubscribed")).toBe(true);
  });

  it("when somebody of the shop opens the app, and Shopify grants it what it asks for", async () => {
    const { optOutAll, tell, shopId, ctx, clock } = await setUp();
    await optOutAll();
    graphqlFaults({ unauthorizedNext: 1 });
    await tell();
    const granted = { scopes: ["write_customers"], at: clock.now() };
    await inTransaction(ctx, (inTx) => noteScopes(inTx, shopId, granted));
    expect(await tell()).toEqual({ done: 5, failed: 0, more: true });
  });
});
