import { describe, expect, it } from "vitest";
import { readConsentComparison } from "#app/core/analytics/read-consent-comparison.ts";
import { optOut } from "#app/core/consent/opt-out.ts";
import { optIn } from "#app/core/consent/opt-in.ts";
import { findOrMakeContact } from "#app/core/contacts/find-or-make-contact.ts";
import { eraseCustomer } from "#app/core/customers/erase-customer.ts";
import type { Ctx } from "#app/core/ports.ts";
import { adoptDecision } from "#app/core/shopify-consent/adopt-decision.ts";
import { compareConsent } from "#app/core/shopify-consent/compare-consent.ts";
import { askForComparison, shopsToCompare } from "#app/core/shopify-consent/comparison-progress.ts";
import { tellShopify } from "#app/core/shopify-consent/tell-shopify.ts";
import { inTransaction, makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenShop } from "#test/support/given.ts";
import { usePretendShopify } from "#test/support/pretend-shopify.ts";

const database = useTestDatabase();
const pretend = usePretendShopify();

async function givenComparedShop(scopes = "read_customers,write_customers") {
  const test = makeCtx(database.db, { now: new Date(pretend.shopify().clock.now()).toISOString() });
  const { shop } = await givenShop(test.ctx, { shop: { domain: pretend.domain(), scopes, country: "DE" } });
  return { ...test, shopId: shop.id };
}

let decisions = 0;

/** Somebody known by phone, who decided about marketing here. */
async function decided(ctx: Ctx, shopId: string, phone: string, state: "granted" | "revoked") {
  return inTransaction(ctx, async (tx) => {
    const contact = await findOrMakeContact(tx, shopId, { phones: [{ raw: phone }] });
    const contactId = contact?.contactId ?? expect.fail("no contact");
    const change = {
      shopId,
      contactId,
      purposes: ["marketing"] as const,
      source: "keyword" as const,
      evidence: {},
      occurredAt: ctx.clock.now(),
      dedupeKey: `compared:${(decisions += 1)}`,
    };
    await (state === "revoked" ? optOut(tx, change) : optIn(tx, change));
    return contactId;
  });
}

/** A shop of these customers only. */
function only(...people: { phone: string; state: "subscribed" | "unsubscribed" | "not_subscribed" | "redacted" }[]) {
  const { sandbox, controls, clock } = pretend.shopify();
  sandbox.state.customers.splice(0);
  return people.map(({ phone, state }) => {
    const customer = controls.createCustomer({ firstName: "C", phone, country: "DE" });
    const updatedAt = state === "not_subscribed" ? null : Math.floor(clock.now() / 1000) * 1000 - 60_000;
    customer.whatsApp = { state, optInLevel: null, updatedAt, collectedFrom: "shopify" };
    return customer;
  });
}

it("mends both sides by the rule, reports it, and finds everything equal the second time", async () => {
  const { ctx, shopId, clock } = await givenComparedShop();
  const customers = only(
    { phone: "+4915112350001", state: "subscribed" }, // known to nobody here
    { phone: "+4915112350002", state: "not_subscribed" }, // said yes here
    { phone: "+4915112350003", state: "subscribed" }, // took it back here
    { phone: "+4915112350004", state: "not_subscribed" }, // nobody decided anything
    { phone: "+4915112350005", state: "redacted" }, // said yes here since: is not brought back
    { phone: "+4915112350006", state: "subscribed" }, // said yes here too
  );
  await decided(ctx, shopId, "+4915112350002", "granted");
  await decided(ctx, shopId, "+4915112350003", "revoked");
  await decided(ctx, shopId, "+4915112350005", "granted");
  await decided(ctx, shopId, "+4915112350006", "granted");
  clock.advance(60_000);

  const compared = await compareConsent(ctx, pretend.admin(), shopId);
  expect(compared).toEqual({
    outcome: "compared",
    counts: { compared: 6, equal: 2, mendedHere: 1, mendedThere: 3, failed: 0 },
  });
  expect(customers.map(({ whatsApp }) => whatsApp.state)).toEqual([
    "subscribed",
    "subscribed",
    "unsubscribed",
    "not_subscribed",
    "redacted",
    "subscribed",
  ]);
  expect(await readConsentComparison(ctx, shopId)).toMatchObject({
    state: "idle",
    last: { counts: { compared: 6 }, endedAt: clock.now() },
    failing: 0,
    mayNotTell: false,
  });
  const before = await ctx.db.consentEntry.count();
  await pretend.tellApp(ctx);
  await tellShopify(ctx, pretend.admin());
  expect(await compareConsent(ctx, pretend.admin(), shopId)).toMatchObject({
    counts: { compared: 6, equal: 6, mendedHere: 0, mendedThere: 0, failed: 0 },
  });
  expect(await ctx.db.consentEntry.count()).toBe(before);
});

it("mends Shopify's later yes where a no was said here, and keeps it in sight as pending", async () => {
  const { ctx, shopId, clock } = await givenComparedShop();
  const [customer] = only({ phone: "+4915112370001", state: "subscribed" });
  const { ids, log } = ctx;
  const hourBefore = { now: () => new Date(clock.now().getTime() - 3_600_000) };
  const contactId = await decided(
    { db: ctx.db, ids, log, wakes: ctx.wakes, clock: hourBefore },
    shopId,
    "+4915112370001",
    "revoked",
  );
  expect(await compareConsent(ctx, pretend.admin(), shopId)).toMatchObject({
    counts: { mendedHere: 0, mendedThere: 1 },
  });
  expect(customer?.whatsApp.state).toBe("unsubscribed");
  const entries = () => ctx.db.consentEntry.findMany({ where: { contactId }, select: { state: true, source: true } });
  const kept = [
    { state: "revoked", source: "keyword" },
    { state: "pending", source: "shopify" },
  ];
  expect((await entries()).sort((a, b) => (a.state < b.state ? 1 : -1))).toEqual(kept);
  await pretend.tellApp(ctx);
  await tellShopify(ctx, pretend.admin());
  expect(await compareConsent(ctx, pretend.admin(), shopId)).toMatchObject({
    counts: { equal: 1, mendedHere: 0, mendedThere: 0 },
  });
  expect(await entries()).toHaveLength(2);
});

it("goes on where it was, whatever breaks it off, and counts nobody twice", async () => {
  const { ctx, shopId, clock } = await givenComparedShop();
  const customers = Array.from({ length: 6 }, (_, n) => ({
    customerId: String(7_700_000 + n),
    phone: `+491511240000${n}`,
    state: "revoked" as const,
    shopifyState: "unsubscribed",
    optInLevel: null,
    collectedFrom: null,
    updatedAt: clock.now(),
  }));
  let pages = 0;
  /** Two customers a page; it asks to wait for the second, and dies at the fourth call. */
  const breaking = {
    updateCustomerConsent: () => expect.fail("nothing is to be told"),
    customerConsents: async (_shop: string, after = "0") => {
      pages += 1;
      if (pages === 2) return { outcome: "throttled" as const, retryAfterMs: 60_000 };
      if (pages === 4) throw new Error("killed");
      const next = Number(after) + 2;
      const page = { outcome: "ok" as const, customers: customers.slice(Number(after), next) };
      return next < customers.length ? { ...page, endCursor: String(next) } : page;
    },
  };
  expect(await compareConsent(ctx, breaking, shopId)).toMatchObject({ outcome: "throttled" });
  expect(await readConsentComparison(ctx, shopId)).toMatchObject({ state: "stalled", comparedSoFar: 2, last: null });
  await expect(compareConsent(ctx, breaking, shopId)).rejects.toThrow("killed");
  expect(await shopsToCompare(ctx)).toEqual([]);
  clock.advance(20 * 60_000);
  expect(await shopsToCompare(ctx)).toEqual([shopId]);
  expect(await compareConsent(ctx, breaking, shopId)).toMatchObject({
    outcome: "compared",
    counts: { compared: 6, mendedHere: 6, failed: 0 },
  });
  expect(await shopsToCompare(ctx)).toEqual([]);
  clock.advance(8 * 24 * 60 * 60_000);
  expect(await shopsToCompare(ctx)).toEqual([shopId]);
}, 60_000);

it("breaks off at a shop that is closed, instead of putting every customer off by itself", async () => {
  const { ctx, shopId } = await givenComparedShop();
  only({ phone: "+4915112370011", state: "subscribed" }, { phone: "+4915112370012", state: "subscribed" });
  await decided(ctx, shopId, "+4915112370011", "revoked");
  await decided(ctx, shopId, "+4915112370012", "revoked");
  const closed = {
    ...pretend.admin(),
    updateCustomerConsent: async () => ({ outcome: "shop_closed" as const, cause: "HTTP 402" }),
  };
  expect(await compareConsent(ctx, closed, shopId)).toMatchObject({ outcome: "shop_closed" });
  expect(await readConsentComparison(ctx, shopId)).toMatchObject({ state: "stalled", failing: 0, comparedSoFar: 0 });
  expect(await compareConsent(ctx, pretend.admin(), shopId)).toMatchObject({ counts: { compared: 2, mendedThere: 2 } });
});

it("without the permission to write customers takes over what Shopify holds, and says what waits", async () => {
  const { ctx, shopId, clock } = await givenComparedShop("read_customers");
  const [, mine] = only(
    { phone: "+4915112360001", state: "unsubscribed" },
    { phone: "+4915112360002", state: "subscribed" },
  );
  await decided(ctx, shopId, "+4915112360002", "revoked");
  clock.advance(60_000);
  expect(await compareConsent(ctx, pretend.admin(), shopId)).toMatchObject({
    counts: { compared: 2, equal: 0, mendedHere: 1, mendedThere: 0, failed: 1 },
  });
  expect(await readConsentComparison(ctx, shopId)).toMatchObject({ waiting: 1, mayNotTell: true });
  await ctx.db.shop.update({ where: { id: shopId }, data: { scopes: "read_customers,write_customers" } });
  await tellShopify(ctx, pretend.admin());
  expect(mine?.whatsApp.state).toBe("unsubscribed");
  expect(await readConsentComparison(ctx, shopId)).toMatchObject({ waiting: 0, failing: 0, mayNotTell: false });
});

it("asked for twice is one comparison", async () => {
  const { ctx, shopId, clock } = await givenComparedShop();
  await askForComparison(ctx, shopId);
  const started = clock.now();
  clock.advance(1_000);
  await askForComparison(ctx, shopId);
  only();
  await compareConsent(ctx, pretend.admin(), shopId);
  const row = await ctx.db.syncCursor.findFirstOrThrow({ where: { shopId, kind: "consent" } });
  expect(row.lastRunAt).toEqual(started);
});

it("goes on behind those whose decision Shopify does not take, or of whom something unexpected happens", async () => {
  const { ctx, shopId, clock } = await givenComparedShop();
  const [stubborn, odd, last] = only(
    { phone: "+4915112380001", state: "subscribed" },
    { phone: "+4915112380002", state: "subscribed" },
    { phone: "+4915112380003", state: "unsubscribed" },
  );
  await decided(ctx, shopId, "+4915112380001", "revoked");
  await decided(ctx, shopId, "+4915112380002", "revoked");
  clock.advance(60_000);
  const admin = {
    ...pretend.admin(),
    updateCustomerConsent: async (_shop: string, { customerId }: { customerId: string }) => {
      if (customerId === odd?.id) throw new TypeError("nobody expected this");
      return { outcome: "ok" as const, state: "granted" as const };
    },
  };
  expect(await compareConsent(ctx, admin, shopId)).toMatchObject({
    outcome: "compared",
    counts: { compared: 3, mendedHere: 1, failed: 2 },
  });
  expect(await tellShopify(ctx, admin)).toMatchObject({ failed: 2 });
  const rows = await ctx.db.consentSync.findMany({ select: { customerId: true, lastError: true } });
  expect(new Map(rows.map(({ customerId, lastError }) => [customerId, lastError]))).toEqual(
    new Map([
      [stubborn?.id, "refused: Shopify holds another decision"],
      [odd?.id, "unavailable: TypeError"],
    ]),
  );
  expect(last?.whatsApp.state).toBe("unsubscribed");
});

describe("somebody erased while others of their page are compared", () => {
  it("gets nothing written into the ledger, and a no of theirs is kept as a hash", async () => {
    const { ctx, shopId, clock } = await givenComparedShop();
    only({ phone: "+4915112390001", state: "subscribed" }, { phone: "+4915112390002", state: "unsubscribed" });
    await decided(ctx, shopId, "+4915112390001", "revoked");
    await compareConsent(ctx, pretend.admin(), shopId);
    const late = await decided(ctx, shopId, "+4915112390002", "granted");
    await ctx.db.syncCursor.deleteMany();
    clock.advance(60_000);
    const page = await pretend.admin().customerConsents(pretend.domain());
    if (page.outcome !== "ok") expect.fail("no page");
    const [first, second] = page.customers;
    const changed = [{ ...first, state: "granted" as const }, second];
    const admin = {
      customerConsents: async () => ({ outcome: "ok" as const, customers: changed as typeof page.customers }),
      updateCustomerConsent: async () => {
        await eraseCustomer(ctx, shopId, late);
        return { outcome: "ok" as const, state: "revoked" as const };
      },
    };
    expect(await compareConsent(ctx, admin, shopId)).toMatchObject({ outcome: "compared" });
    expect(await ctx.db.consentEntry.count({ where: { contactId: late } })).toBe(0);
    expect(await ctx.db.erasedOptOut.count()).toBeGreaterThan(0);
  });

  it("also when the erasure comes between the look and the lock", async () => {
    const { ctx, shopId, clock } = await givenComparedShop();
    const contactId = await decided(ctx, shopId, "+4915112390003", "granted");
    await eraseCustomer(ctx, shopId, contactId);
    const no = {
      ...{ shopId, contactId, customerId: "991", phone: "+4915112390003", state: "revoked" as const },
      ...{ shopifyState: "unsubscribed", optInLevel: null, collectedFrom: null, occurredAt: clock.now() },
      toldBy: { comparedAt: clock.now().toISOString() },
    };
    expect(await inTransaction(ctx, (tx) => adoptDecision(tx, no))).toEqual({ outcome: "erased" });
    expect(await ctx.db.consentEntry.count()).toBe(0);
    expect(await ctx.db.erasedOptOut.count()).toBe(2);
    // Whoever comes back by that number has said it.
    const back = await inTransaction(ctx, (tx) => findOrMakeContact(tx, shopId, { phones: [{ raw: no.phone }] }));
    expect(await ctx.db.consentEntry.findMany({ where: { contactId: back?.contactId } })).toMatchObject([
      { state: "revoked", source: "erasure" },
    ]);
  });
});
