import { describe, expect, it } from "vitest";
import { mergeContacts } from "#app/core/contacts/merge-contacts.ts";
import { optOut } from "#app/core/consent/opt-out.ts";
import type { ConsentSource } from "#app/core/shared/consent-sources.ts";
import type { Ctx } from "#app/core/ports.ts";
import { retryTelling } from "#app/core/shopify-consent/tell-again.ts";
import { tellShopify } from "#app/core/shopify-consent/tell-shopify.ts";
import { inTransaction, makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenContact, givenShop } from "#test/support/given.ts";
import { usePretendShopify } from "#test/support/pretend-shopify.ts";
import { givenShopifyPerson, decide, rowOf, marketingOf } from "#test/support/shopify-consents.ts";

const database = useTestDatabase();
const pretend = usePretendShopify();
const consentTopic = "customers_whats_app_marketing_consent/update";
const givenPerson = (key?: string, scopes?: string) => givenShopifyPerson(database.db, pretend, key, scopes);
const tell = (ctx: Ctx) => tellShopify(ctx, pretend.admin());

describe("what is decided here", () => {
  it("reaches Shopify, dated as the person decided, and the webhook that answers adds nothing", async () => {
    const person = await givenPerson();
    await decide(person, "revoked", { source: "keyword" });
    expect(await tell(person.ctx)).toMatchObject({ done: 1, failed: 0 });
    expect(pretend.customer("mara").whatsApp).toMatchObject({
      state: "unsubscribed",
      updatedAt: person.clock.now().getTime(),
      collectedFrom: "other",
    });
    expect(await rowOf(person, person.customer.id)).toMatchObject({
      nextAttemptAt: null,
      lastError: null,
      toldState: "revoked",
    });
    expect(await pretend.tellApp(person.ctx)).toEqual([consentTopic]);
    expect(await person.ctx.db.consentEntry.count()).toBe(1);
    expect(await tell(person.ctx)).toEqual({ done: 0, failed: 0, more: false });
    expect(await pretend.tellApp(person.ctx)).toEqual([]);
  });

  it("says how a yes was given: simply, asked for, or confirmed", async () => {
    const person = await givenPerson("lucia");
    await decide(person, "pending");
    await tell(person.ctx);
    expect(pretend.customer("lucia").whatsApp).toMatchObject({ state: "pending", optInLevel: "confirmed_opt_in" });
    person.pass(5_000);
    await decide(person, "granted", { source: "button" });
    await tell(person.ctx);
    expect(pretend.customer("lucia").whatsApp).toMatchObject({ state: "subscribed", optInLevel: "confirmed_opt_in" });
    person.pass(5_000);
    await decide(person, "revoked");
    person.pass(5_000);
    await decide(person, "granted", { source: "keyword" });
    await tell(person.ctx);
    expect(pretend.customer("lucia").whatsApp).toMatchObject({ state: "subscribed", optInLevel: "single_opt_in" });
    // Four decisions here, three told; what comes back is known.
    await pretend.tellApp(person.ctx);
    expect(await person.ctx.db.consentEntry.count()).toBe(4);
    expect(await tell(person.ctx)).toMatchObject({ failed: 0 });
    expect(await marketingOf(person)).toBe("granted");
  });

  it("is not said again to Shopify when Shopify said it, but to the same person's other customer", async () => {
    const person = await givenPerson();
    const other = pretend.customer("ana");
    const { ctx, shopId, contactId } = person;
    await ctx.db.contactIdentity.create({
      data: { shopId, contactId, kind: "shopify_customer", value: other.id, createdAt: ctx.clock.now() },
    });
    pretend.shopify().controls.changeWhatsAppConsent({ customer: "mara", state: "unsubscribed" });
    await pretend.tellApp(ctx);
    expect(await marketingOf(person)).toBe("revoked");
    expect(await rowOf(person, person.customer.id)).toBeNull();
    await tell(ctx);
    expect(pretend.customer("ana").whatsApp.state).toBe("unsubscribed");
    await pretend.tellApp(ctx);
    expect(await tell(ctx)).toEqual({ done: 0, failed: 0, more: false });
  });

  it("does not overwrite a later decision that Shopify holds: it is taken over", async () => {
    const person = await givenPerson("giulia");
    await decide(person, "granted");
    person.pass(60_000);
    pretend.shopify().controls.changeWhatsAppConsent({ customer: "giulia", state: "unsubscribed" });
    // The webhook is lost.
    await pretend.shopify().topics();
    await tell(person.ctx);
    expect(pretend.customer("giulia").whatsApp.state).toBe("unsubscribed");
    expect(await marketingOf(person)).toBe("revoked");
    expect(await pretend.tellApp(person.ctx)).toEqual([]);
  });

  it("of a yes there and a no here in one second, and the other way round, the no stands on both sides", async () => {
    const person = await givenPerson("camille");
    pretend.customer("camille").whatsApp.updatedAt = Math.floor(person.clock.now().getTime() / 1000) * 1000;
    await decide(person, "revoked");
    await tell(person.ctx);
    expect(pretend.customer("camille").whatsApp.state).toBe("unsubscribed");

    person.pass(60_100);
    await decide(person, "granted");
    pretend.shopify().controls.changeWhatsAppConsent({ customer: "camille", state: "unsubscribed" });
    await pretend.tellApp(person.ctx);
    expect(await marketingOf(person)).toBe("revoked");
    await tell(person.ctx);
    expect(pretend.customer("camille").whatsApp.state).toBe("unsubscribed");
  });
});

describe("a yes of Shopify's after a no", () => {
  const subscribe = (person: Awaited<ReturnType<typeof givenPerson>>, key: string) => {
    person.pass(60_000);
    pretend.shopify().controls.changeWhatsAppConsent({ customer: key, state: "subscribed" });
  };

  it.each<ConsentSource>(["keyword", "merchant", "preferences", "meta_preferences"])(
    "lifts none that was said here (%s): it is seen as pending, and Shopify is told what stands",
    async (source) => {
      const person = await givenPerson();
      const { ctx } = person;
      await decide(person, "granted");
      person.pass(60_000);
      await decide(person, "revoked", { source });
      subscribe(person, "mara");
      const since = pretend.customer("mara").whatsApp.updatedAt;
      await pretend.tellApp(ctx);
      expect(await marketingOf(person)).toBe("revoked");
      const newest = await ctx.db.consentEntry.findFirst({ where: { source: "shopify" } });
      expect(newest).toMatchObject({ state: "pending", evidence: { state: "subscribed" } });
      expect(await tell(ctx)).toMatchObject({ done: 1, failed: 0 });
      const secondAfter = (since ?? 0) + 1000;
      expect(pretend.customer("mara").whatsApp).toMatchObject({ state: "unsubscribed", updatedAt: secondAfter });
      // What Shopify says back is known, and nobody tells anybody anything any more.
      const entries = await ctx.db.consentEntry.count();
      expect(await pretend.tellApp(ctx)).toEqual([consentTopic]);
      expect(await ctx.db.consentEntry.count()).toBe(entries);
      expect(await tell(ctx)).toEqual({ done: 0, failed: 0, more: false });
      // Their own yes does lift it, and is a simple one: no question was asked.
      person.pass(60_000);
      await decide(person, "granted", { source: "keyword" });
      await tell(ctx);
      expect(pretend.customer("mara").whatsApp).toMatchObject({ state: "subscribed", optInLevel: "single_opt_in" });
    },
  );

  it("lifts none either when the no said before it arrives after it, or when Shopify has said no in between", async () => {
    const person = await givenPerson("ana");
    const { ctx, shopId, contactId } = person;
    const saidAt = ctx.clock.now();
    subscribe(person, "ana");
    await pretend.tellApp(ctx);
    expect(await marketingOf(person)).toBe("granted");
    await inTransaction(ctx, (tx) =>
      optOut(tx, {
        ...{ shopId, contactId, purposes: ["marketing"], source: "keyword", evidence: {} },
        ...{ occurredAt: saidAt, dedupeKey: "late" },
      }),
    );
    expect(await marketingOf(person)).toBe("revoked");
    person.pass(60_000);
    pretend.shopify().controls.changeWhatsAppConsent({ customer: "ana", state: "unsubscribed" });
    await pretend.tellApp(ctx);
    subscribe(person, "ana");
    await pretend.tellApp(ctx);
    expect(await marketingOf(person)).toBe("revoked");
    await tell(ctx);
    expect(pretend.customer("ana").whatsApp.state).toBe("unsubscribed");
  });

  it("lifts the one that Shopify itself had told of, and counts as given for whoever said nothing", async () => {
    const person = await givenPerson("lucia");
    pretend.shopify().controls.changeWhatsAppConsent({ customer: "lucia", state: "unsubscribed" });
    await pretend.tellApp(person.ctx);
    expect(await marketingOf(person)).toBe("revoked");
    subscribe(person, "lucia");
    await pretend.tellApp(person.ctx);
    expect(await marketingOf(person)).toBe("granted");
    expect(await tell(person.ctx)).toEqual({ done: 0, failed: 0, more: false });
  });
});

describe("customers who appear later", () => {
  it("are told of what the phone number's owner had decided before", async () => {
    const { ctx, clock } = makeCtx(database.db, { now: new Date(pretend.shopify().clock.now()).toISOString() });
    const { shop } = await givenShop(ctx, { shop: { domain: pretend.domain() } });
    const contact = await givenContact(ctx, shop.id, { phone: "+4915112340001" });
    await decide({ ctx, shopId: shop.id, contactId: contact.id }, "granted");
    expect(await ctx.db.consentSync.count()).toBe(0);
    clock.advance(60_000);
    const created = pretend
      .shopify()
      .controls.createCustomer({ firstName: "Neu", phone: "+4915112340001", country: "DE" });
    await pretend.tellApp(ctx);
    expect(await tell(ctx)).toMatchObject({ done: 1, failed: 0 });
    expect(created.whatsApp.state).toBe("subscribed");
  });

  it("without a number wait for it; with somebody else's number they are told a no, never a yes", async () => {
    const person = await givenPerson("nophone");
    const { ctx, shopId, contactId } = person;
    await decide(person, "granted");
    await tell(ctx);
    expect(await rowOf(person, person.customer.id)).toMatchObject({ nextAttemptAt: null, lastError: "no_phone" });

    // Shopify drops nothing that it does not tell of: the number arrives with the customer's next change.
    pretend.customer("nophone").phone = "+4915112340099";
    await retryTelling(ctx, shopId);
    await tell(ctx);
    expect(await rowOf(person, person.customer.id)).toMatchObject({ lastError: "other_phone" });
    pretend.shopify().controls.updateCustomer({ customer: "nophone", note: "gave a number" });
    await pretend.tellApp(ctx);
    await tell(ctx);
    expect(pretend.customer("nophone").whatsApp.state).toBe("subscribed");

    pretend.customer("nophone").phone = "+4915112340098";
    person.pass(5_000);
    await decide({ ctx, shopId, contactId }, "revoked");
    await tell(ctx);
    expect(pretend.customer("nophone").whatsApp.state).toBe("unsubscribed");
    Object.assign(pretend.customer("nophone"), { phone: null });
  });

  it("are told of the stricter when two people prove to be one", async () => {
    const person = await givenPerson("priya");
    const { ctx, shopId, contactId } = person;
    const other = await givenContact(ctx, shopId);
    await decide({ ctx, shopId, contactId: other.id }, "revoked");
    await inTransaction(ctx, (tx) => mergeContacts(tx, shopId, other.id, contactId));
    await tell(ctx);
    expect(pretend.customer("priya").whatsApp.state).toBe("unsubscribed");
  });

  it("whose number is another person's on WhatsApp say no for both, and yes for themselves alone", async () => {
    const phone = "+4915112340055";
    const person = await givenPerson();
    const { ctx, shopId } = person;
    const customer = pretend.shopify().controls.createCustomer({ firstName: "Ida", phone, country: "DE" });
    const { id: contactId } = await givenContact(ctx, shopId, { customerId: customer.id, userId: "DE.1" });
    const other = await givenContact(ctx, shopId, { phone, userId: "DE.2" });
    const consents = () =>
      Promise.all([contactId, other.id].map((one) => marketingOf({ ctx, shopId, contactId: one })));

    for (const [state, expected] of [
      ["subscribed", ["granted", "none"]],
      ["unsubscribed", ["revoked", "revoked"]],
    ] as const) {
      person.pass(60_000);
      pretend.shopify().controls.changeWhatsAppConsent({ customer: customer.id, state });
      await pretend.tellApp(ctx);
      expect(await consents()).toEqual(expected);
    }
  });

  it("and who are gone are not told", async () => {
    const person = await givenPerson("haruki");
    await decide(person, "revoked");
    pretend.customer("haruki").deletedAt = pretend.shopify().clock.now();
    expect(await tell(person.ctx)).toMatchObject({ done: 1, failed: 0 });
    expect(await rowOf(person, person.customer.id)).toBeNull();
  });
});
