import { describe, expect, it } from "vitest";
import { runDueSteps } from "#app/core/automations/run-due-steps.ts";
import { readConsent } from "#app/core/consent/read-consent.ts";
import { reconcileShopJob } from "#app/jobs/handlers/reconcile.ts";
import { compareConsent } from "#app/core/shopify-consent/compare-consent.ts";
import { compareUpdated } from "#app/core/shopify-consent/compare-updated.ts";
import { shopsToCompare } from "#app/core/shopify-consent/comparison-progress.ts";
import { installShop } from "#app/core/shops/install-shop.ts";
import { inTransaction, makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenContact } from "#test/support/given.ts";
import { givenAutomatedShop, givenCheckout, givenMarketingConsent, tell } from "#test/support/given-automations.ts";
import { usePretendShopify } from "#test/support/pretend-shopify.ts";
import { outcomeOf } from "#test/support/shopify-deliveries.ts";

const database = useTestDatabase();
const pretend = usePretendShopify();
const hourMs = 3_600_000;

/** A shop that has compared its customers, and one of them who said yes to offers here. */
async function givenSubscriber(key: string) {
  const test = makeCtx(database.db, { now: new Date(pretend.shopify().clock.now()).toISOString() });
  const { ctx, clock } = test;
  const settings = { quietHours: { enabled: false, from: 21, to: 9, appliesTo: "marketing" } };
  const { shop } = await givenAutomatedShop(ctx, { shop: { domain: pretend.domain(), settings }, languages: ["de"] });
  const customer = pretend.customer(key);
  Object.assign(customer.whatsApp, { state: "not_subscribed", updatedAt: null });
  const { id } = await givenContact(ctx, shop.id, { customerId: customer.id, phone: customer.phone ?? undefined });
  await givenMarketingConsent(ctx, shop.id, id);
  const pass = (ms: number) => {
    clock.advance(ms);
    pretend.shopify().clock.advance(ms);
  };
  pass(60_000);
  await compareConsent(ctx, pretend.admin(), shop.id);
  await pretend.tellApp(ctx);
  expect(customer.whatsApp.state).toBe("subscribed");
  pass(hourMs);
  const marketing = () => inTransaction(ctx, async ({ tx }) => (await readConsent(tx, shop.id, id)).marketing);
  const { name, timeZone, currency, country, locale, storefrontHost } = shop;
  const details = { name, timeZone, currency, country, locale, storefrontHost, updatedAt: clock.now() };
  const install = async () => {
    const admin = { shopDetails: async () => ({ outcome: "ok" as const, shop: details }) };
    const { outcome } = await installShop(ctx, admin, { shopDomain: shop.domain, scopes: ["write_customers"] });
    expect(outcome).toBe("reinstalled");
  };
  const uninstall = async () => {
    const webhook = { topic: "app/uninstalled", payload: { id: 1 }, triggeredAt: clock.now().toISOString() };
    expect(await outcomeOf(ctx, shop.domain, webhook)).toBe("applied");
  };
  return { ...test, shop, contactId: id, customer, pass, marketing, install, uninstall };
}

/** Said at Shopify, and nobody tells the app. */
async function unsubscribeUnheard(key: string) {
  pretend.shopify().controls.changeWhatsAppConsent({ customer: key, state: "unsubscribed" });
  await pretend.shopify().topics();
}

describe("a no said at Shopify that its webhook did not bring", () => {
  it("while the app was not installed: all is compared at once, and no offer goes before that", async () => {
    const { ctx, shop, contactId, pass, marketing, install, uninstall } = await givenSubscriber("mara");
    await uninstall();
    pass(24 * hourMs);
    await unsubscribeUnheard("mara");
    pass(24 * hourMs);
    await install();

    // Something that would bring an offer, before anybody has looked at Shopify.
    await givenCheckout(ctx, shop.id, { contactId });
    await tell(ctx, shop.id, {
      ...{ kind: "checkout_updated", subjectKind: "checkout", subjectId: "checkout-1" },
      contactId,
    });
    pass(hourMs);
    expect(await runDueSteps(ctx)).toMatchObject({ planned: 0 });
    const step = () => ctx.db.automationStep.findFirstOrThrow({ where: { shopId: shop.id, position: 0 } });
    expect(await step()).toMatchObject({ state: "waiting", reason: "consent_unknown" });
    // Nobody did what the installation asked for: it is not forgotten.
    expect(await shopsToCompare(ctx)).toEqual([shop.id]);

    expect(await compareConsent(ctx, pretend.admin(), shop.id)).toMatchObject({ outcome: "compared" });
    expect(await marketing()).toBe("revoked");
    pass(hourMs);
    await runDueSteps(ctx);
    expect(await ctx.db.message.findMany({ select: { state: true, reason: true } })).toEqual([
      { state: "suppressed", reason: "opted_out_of_marketing" },
    ]);
    expect(await ctx.db.shop.findFirst()).toMatchObject({ consentUnknownSince: null });
  });

  it("a comparison that was on its way when the app went says nothing about the time after", async () => {
    const { ctx, shop, pass, clock, install, uninstall } = await givenSubscriber("mara");
    pass(8 * 24 * hourMs);
    const breaking = {
      ...pretend.admin(),
      customerConsents: async (domain: string) => {
        const page = await pretend.admin().customerConsents(domain);
        await uninstall();
        pass(hourMs);
        await install();
        return page;
      },
    };
    expect(await compareConsent(ctx, breaking, shop.id)).toEqual({ outcome: "left_alone" });
    expect(await ctx.db.shop.findFirst()).toMatchObject({ consentUnknownSince: clock.now() });
  });

  it("while we were down: the customers updated since the last look are compared with the orders", async () => {
    const { ctx, shop, pass, marketing, customer, clock } = await givenSubscriber("noor");
    await compareUpdated(ctx, pretend.admin(), shop.id);
    await unsubscribeUnheard("noor");
    pass(8 * hourMs);
    await reconcileShopJob({ ctx, shopifyAdmin: pretend.admin() }, { shopId: shop.id });
    expect(await marketing()).toBe("revoked");
    expect(customer.whatsApp.state).toBe("unsubscribed");
    const cursor = () => ctx.db.syncCursor.findFirst({ where: { kind: "customers" } });
    expect(await cursor()).toMatchObject({ seenUntil: clock.now(), lastError: null });
    pass(hourMs);
    expect(await compareUpdated(ctx, pretend.admin(), shop.id)).toMatchObject({ counts: { compared: 0 } });

    const seen = (await cursor())?.seenUntil;
    pretend.shopify().controls.faults({ clear: true, graphql: { failNext: 10, failStatus: 500 } });
    pass(hourMs);
    expect(await compareUpdated(ctx, pretend.admin(), shop.id)).toMatchObject({ outcome: "unavailable" });
    expect(await cursor()).toMatchObject({ seenUntil: seen });
  });
});
