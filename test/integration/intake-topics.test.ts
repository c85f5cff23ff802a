import { describe, expect, it } from "vitest";
import { isTaken } from "#app/core/shops/is-taken.ts";
import { installShop } from "#app/core/shops/install-shop.ts";
import { makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenContact, givenShop } from "#test/support/given.ts";
import {
  cartPayload,
  checkoutPayload,
  deliver,
  fulfillmentPayload,
  orderId,
  orderPayload,
  outcomeOf,
  refundPayload,
  shipmentEventPayload,
  takeIn,
  takeInAll,
} from "#test/support/shopify-deliveries.ts";
import { everyTopic, shopifySample } from "#test/support/shopify-samples.ts";

const database = useTestDatabase();

/** What the published samples come to, each alone in a shop; what follows an order waits for it first. */
const expected: Record<string, { outcome: string; event?: string }> = {
  "app/scopes_update": { outcome: "applied", event: "scopes_updated" },
  "app/uninstalled": { outcome: "applied", event: "app_uninstalled" },
  "carts/create": { outcome: "no_contact", event: "cart_updated" },
  "carts/update": { outcome: "no_contact", event: "cart_updated" },
  "checkouts/create": { outcome: "applied", event: "checkout_updated" },
  "checkouts/update": { outcome: "applied", event: "checkout_updated" },
  "checkouts/delete": { outcome: "ignored:unknown_checkout" },
  "customers/create": { outcome: "applied", event: "customer_created" },
  "customers/update": { outcome: "applied", event: "customer_updated" },
  "customer.tags_added": { outcome: "applied", event: "customer_tag_added" },
  "customers/delete": { outcome: "no_contact", event: "customer_deleted" },
  "customers/data_request": { outcome: "applied" },
  "customers/redact": { outcome: "applied" },
  "shop/redact": { outcome: "applied" },
  "customers_whats_app_marketing_consent/update": { outcome: "ignored:no_decision" },
  "orders/create": { outcome: "applied", event: "order_created" },
  "orders/paid": { outcome: "applied", event: "order_paid" },
  "orders/updated": { outcome: "applied", event: "order_updated" },
  "orders/cancelled": { outcome: "applied", event: "order_cancelled" },
  "orders/fulfilled": { outcome: "applied", event: "order_fulfilled" },
  "orders/partially_fulfilled": { outcome: "applied", event: "order_partially_fulfilled" },
  "orders/edited": { outcome: "no_contact", event: "order_edited" },
  "refunds/create": { outcome: "no_contact", event: "refund_created" },
  "fulfillments/create": { outcome: "no_contact", event: "fulfillment_created" },
  "fulfillments/update": { outcome: "no_contact", event: "fulfillment_updated" },
  "fulfillment_events/create": { outcome: "no_contact", event: "fulfillment_in_transit" },
  "returns/request": { outcome: "no_contact", event: "return_requested" },
  "returns/approve": { outcome: "no_contact", event: "return_approved" },
  "returns/decline": { outcome: "no_contact", event: "return_declined" },
  "shop/update": { outcome: "applied", event: "shop_updated" },
  "variants/in_stock": { outcome: "applied", event: "variant_in_stock" },
  "products/update": { outcome: "ignored:nobody_waits" },
  "variants/out_of_stock": { outcome: "applied", event: "variant_out_of_stock" },
};

describe("published samples", () => {
  it("are expected for every topic", () => {
    expect(Object.keys(expected).sort()).toEqual(everyTopic());
  });

  it.each(everyTopic())("%s goes through", async (topic) => {
    const { ctx, clock } = makeCtx(database.db);
    const { shop } = await givenShop(ctx);
    await deliver(ctx, shop.domain, { topic, payload: shopifySample(topic, shop.domain) });
    await takeInAll(ctx, clock);
    const row = await ctx.db.webhookDelivery.findFirstOrThrow();
    const events = await ctx.db.storeEvent.findMany();
    expect({ state: row.state, outcome: row.outcome }).toEqual({ state: "done", outcome: expected[topic]?.outcome });
    const event = expected[topic]?.event;
    if (event) expect(events.map(({ kind }) => kind)).toContain(event);
    else expect(events).toEqual([]);
  });
});

describe("carts and checkouts", () => {
  it("knows whose cart it is from its checkout, in either order", async () => {
    const { ctx } = makeCtx(database.db);
    const { shop } = await givenShop(ctx);
    await outcomeOf(ctx, shop.domain, { topic: "carts/create", payload: cartPayload() });
    expect(await ctx.db.cart.findFirstOrThrow()).toMatchObject({ contactId: null, totalMinor: 3998n, currency: "EUR" });
    await outcomeOf(ctx, shop.domain, { topic: "checkouts/create", payload: checkoutPayload() });
    const { contactId } = await ctx.db.checkout.findFirstOrThrow();
    expect(contactId).not.toBeNull();
    expect(await ctx.db.cart.findFirstOrThrow()).toMatchObject({ contactId });
    const later = cartPayload({ updated_at: "2026-11-21T09:30:00Z" });
    expect(await outcomeOf(ctx, shop.domain, { topic: "carts/update", payload: later })).toBe("applied");
  });

  it("keeps amounts in the currency the shopper saw", async () => {
    const { ctx } = makeCtx(database.db);
    const { shop } = await givenShop(ctx);
    const yen = checkoutPayload({ presentment_currency: "JPY", total_price: "6800" });
    await outcomeOf(ctx, shop.domain, { topic: "checkouts/create", payload: yen });
    expect(await ctx.db.checkout.findFirst()).toMatchObject({ currency: "JPY", totalMinor: 6800n });
  });

  it("a deleted checkout stays deleted, whichever webhook comes first", async () => {
    const { ctx } = makeCtx(database.db);
    const { shop } = await givenShop(ctx);
    const deletion = { topic: "checkouts/delete", payload: { token: "checkout-1", cart_token: "cart-1" } };
    expect(await outcomeOf(ctx, shop.domain, deletion)).toBe("applied");
    expect(await outcomeOf(ctx, shop.domain, { topic: "checkouts/create", payload: checkoutPayload() })).toBe(
      "deleted",
    );
    expect(await ctx.db.checkout.findFirst()).toMatchObject({ totalMinor: 4497n, deletedAt: expect.any(Date) });
    expect(await outcomeOf(ctx, shop.domain, deletion)).toBe("duplicate");
  });

  it("a checkout without contact is kept and says so", async () => {
    const { ctx } = makeCtx(database.db);
    const { shop } = await givenShop(ctx);
    const payload = checkoutPayload({ customer: null, shipping_address: null });
    expect(await outcomeOf(ctx, shop.domain, { topic: "checkouts/create", payload })).toBe("no_contact");
    expect(await ctx.db.storeEvent.findFirst()).toMatchObject({ kind: "checkout_updated", outcome: "no_contact" });
  });

  it.each([
    ["phone", { phone: "+49 151 12345678", customer: null, shipping_address: null }],
    ["sms_marketing_phone", { sms_marketing_phone: "+4915112345678", customer: null, shipping_address: null }],
    ["customer.phone", { customer: { id: 5, phone: "+4915112345678" }, shipping_address: null }],
    ["shipping_address.phone", { customer: null }],
    [
      "billing_address.phone",
      { customer: null, shipping_address: null, billing_address: { phone: "0151 12345678", country_code: "DE" } },
    ],
    ["customer.default_address.phone", { shipping_address: null }],
    ["a national number, in the shop's country", { phone: "0151 12345678", customer: null, shipping_address: null }],
  ])("finds the phone in %s", async (_, overrides) => {
    const { ctx } = makeCtx(database.db);
    const { shop } = await givenShop(ctx);
    await outcomeOf(ctx, shop.domain, { topic: "checkouts/create", payload: checkoutPayload(overrides) });
    const phones = await ctx.db.contactIdentity.findMany({ where: { kind: "phone" } });
    expect(phones.map(({ value }) => value)).toEqual(["+4915112345678"]);
  });
});

describe("orders", () => {
  it("keeps what messages and conditions need, ids digit by digit", async () => {
    const { ctx } = makeCtx(database.db);
    const { shop } = await givenShop(ctx);
    const payload = orderPayload({ tags: "vip, wholesale", discount_codes: [{ code: "HERBST" }], note: "x" });
    expect(await outcomeOf(ctx, shop.domain, { topic: "orders/create", payload })).toBe("applied");
    expect(await ctx.db.order.findFirst()).toMatchObject({
      id: orderId,
      name: "#1001",
      totalMinor: 4497n,
      outstandingMinor: 4497n,
      tags: ["vip", "wholesale"],
      discounts: ["HERBST"],
      locale: "de-AT",
      country: "DE",
      lineItems: [
        {
          productId: "788032119674292922",
          variantId: "642667041472713922",
          title: "Leinenhemd",
          variantTitle: "M",
          quantity: 2,
          priceMinor: "1999",
        },
      ],
    });
    const identities = await ctx.db.contactIdentity.findMany({ orderBy: { kind: "asc" } });
    expect(identities.map(({ value }) => value)).toEqual(["+4915112345678", "7064055069303700841"]);
  });

  it("shows the shopper's currency, and carries over what is left to pay", async () => {
    const { ctx } = makeCtx(database.db);
    const { shop } = await givenShop(ctx);
    const set = (shop: string, shown: string) => ({
      shop_money: { amount: shop, currency_code: "EUR" },
      presentment_money: { amount: shown, currency_code: "KWD" },
    });
    const payload = orderPayload({
      total_price: "40.00",
      total_outstanding: "10.00",
      total_price_set: set("40.00", "14.500"),
    });
    await outcomeOf(ctx, shop.domain, { topic: "orders/create", payload });
    expect(await ctx.db.order.findFirst()).toMatchObject({
      currency: "KWD",
      totalMinor: 14500n,
      outstandingMinor: 3625n,
    });
  });

  it("completes its checkout and every other of its cart", async () => {
    const { ctx } = makeCtx(database.db);
    const { shop } = await givenShop(ctx);
    await outcomeOf(ctx, shop.domain, { topic: "checkouts/create", payload: checkoutPayload() });
    await outcomeOf(ctx, shop.domain, { topic: "checkouts/create", payload: checkoutPayload({ token: "checkout-0" }) });
    await outcomeOf(ctx, shop.domain, { topic: "orders/create", payload: orderPayload() });
    const checkouts = await ctx.db.checkout.findMany();
    expect(checkouts.map(({ completedAt }) => completedAt)).toEqual(Array(2).fill(new Date("2026-11-21T09:20:00Z")));
  });

  it("keeps the version further along of two of the same second", async () => {
    const { ctx } = makeCtx(database.db);
    const { shop } = await givenShop(ctx, { shop: { installedAt: new Date("2026-11-01T00:00:00Z") } });
    const paid = orderPayload({ financial_status: "paid", total_outstanding: "0.00" });
    expect(await outcomeOf(ctx, shop.domain, { topic: "orders/paid", payload: paid })).toBe("applied");
    // Its order_created was told by the payment already: the automations have heard of it.
    expect(await outcomeOf(ctx, shop.domain, { topic: "orders/create", payload: orderPayload() })).toBe("duplicate");
    expect(await ctx.db.order.findFirst()).toMatchObject({ financialStatus: "paid", outstandingMinor: 0n });
    const kinds = (await ctx.db.storeEvent.findMany({ orderBy: { kind: "asc" } })).map(({ kind }) => kind);
    expect(kinds).toEqual(["order_created", "order_paid"]);
  });

  it("does not announce orders that are history, but follows them", async () => {
    const { ctx } = makeCtx(database.db);
    const { shop } = await givenShop(ctx);
    const old = orderPayload({ created_at: "2026-06-01T00:00:00Z", financial_status: "paid" });
    await outcomeOf(ctx, shop.domain, { topic: "orders/updated", payload: old });
    expect((await ctx.db.storeEvent.findMany()).map(({ kind }) => kind)).toEqual(["order_updated"]);
  });

  it("makes good a webhook that never came", async () => {
    const { ctx } = makeCtx(database.db);
    const { shop } = await givenShop(ctx, { shop: { installedAt: new Date("2026-11-01T00:00:00Z") } });
    const update = { topic: "orders/updated", payload: orderPayload({ updated_at: "2026-11-21T09:30:00Z" }) };
    await outcomeOf(ctx, shop.domain, update);
    const cancelled = orderPayload({ updated_at: "2026-11-21T09:40:00Z", cancelled_at: "2026-11-21T09:40:00Z" });
    await outcomeOf(ctx, shop.domain, { topic: "orders/updated", payload: cancelled });
    const kinds = new Set((await ctx.db.storeEvent.findMany()).map(({ kind }) => kind));
    expect(kinds).toEqual(new Set(["order_created", "order_updated", "order_cancelled"]));
  });
});

describe("what follows an order", () => {
  it("waits for the order, then is applied with its person", async () => {
    const { ctx, clock } = makeCtx(database.db);
    const { shop } = await givenShop(ctx);
    const moved = shipmentEventPayload("out_for_delivery", "2026-11-23T08:00:00Z");
    await deliver(ctx, shop.domain, { topic: "fulfillment_events/create", payload: moved });
    await deliver(ctx, shop.domain, { topic: "fulfillments/create", payload: fulfillmentPayload() });
    await deliver(ctx, shop.domain, { topic: "refunds/create", payload: refundPayload() });
    await takeIn(ctx);
    const waiting = await ctx.db.webhookDelivery.findMany({ orderBy: { id: "asc" } });
    expect(waiting.map(({ outcome }) => outcome)).toEqual([
      "waiting_for_fulfillment",
      "waiting_for_order",
      "waiting_for_order",
    ]);
    await deliver(ctx, shop.domain, { topic: "orders/create", payload: orderPayload() });
    await takeInAll(ctx, clock);
    const { contactId } = await ctx.db.order.findFirstOrThrow();
    expect(await ctx.db.fulfillment.findFirst()).toMatchObject({ shipmentStatus: "out_for_delivery" });
    expect(await ctx.db.refund.findFirst()).toMatchObject({ amountMinor: 1999n, currency: "EUR" });
    const events = await ctx.db.storeEvent.findMany({ where: { kind: { not: "order_created" } } });
    expect(events.map((event) => [event.kind, event.contactId, event.outcome]).sort()).toEqual([
      ["fulfillment_created", contactId, "applied"],
      ["fulfillment_out_for_delivery", contactId, "applied"],
      ["refund_created", contactId, "applied"],
    ]);
  });

  it("a parcel does not go back when an older scan is told late", async () => {
    const { ctx } = makeCtx(database.db);
    const { shop } = await givenShop(ctx);
    await outcomeOf(ctx, shop.domain, { topic: "orders/create", payload: orderPayload() });
    await outcomeOf(ctx, shop.domain, { topic: "fulfillments/create", payload: fulfillmentPayload() });
    const scan = (status: string, at: string) => ({
      topic: "fulfillment_events/create",
      payload: shipmentEventPayload(status, at),
    });
    expect(await outcomeOf(ctx, shop.domain, scan("delivered", "2026-11-23T12:00:00Z"))).toBe("applied");
    expect(await outcomeOf(ctx, shop.domain, scan("out_for_delivery", "2026-11-23T08:00:00Z"))).toBe("stale");
    const late = fulfillmentPayload({ shipment_status: "in_transit", updated_at: "2026-11-23T13:00:00Z" });
    await outcomeOf(ctx, shop.domain, { topic: "fulfillments/update", payload: late });
    expect(await ctx.db.fulfillment.findFirst()).toMatchObject({ shipmentStatus: "delivered" });
    expect(await outcomeOf(ctx, shop.domain, scan("teleported", "2026-11-23T14:00:00Z"))).toBe(
      "ignored:unknown_status",
    );
  });

  it("returns move forward only", async () => {
    const { ctx } = makeCtx(database.db);
    const { shop } = await givenShop(ctx);
    await outcomeOf(ctx, shop.domain, { topic: "orders/create", payload: orderPayload() });
    const step = (topic: string, status: string, triggeredAt: string) => ({
      topic,
      triggeredAt,
      payload: { id: 5, name: "#1001-R1", status, order: { id: `id:${orderId}` } },
    });
    await outcomeOf(ctx, shop.domain, step("returns/decline", "declined", "2026-11-24T11:00:00Z"));
    await outcomeOf(ctx, shop.domain, step("returns/request", "requested", "2026-11-24T10:00:00Z"));
    expect(await ctx.db.orderReturn.findFirst()).toMatchObject({ status: "declined" });
  });
});

describe("people and the shop", () => {
  const consentOf = (state: string, updatedAt: string) => ({
    topic: "customers_whats_app_marketing_consent/update",
    payload: {
      customer_id: "id:7064055069303700841",
      phone_number: "+4915112345678",
      whats_app_marketing_consent: {
        state,
        opt_in_level: "single_opt_in",
        updated_at: updatedAt,
        collected_from: "other",
      },
    },
  });

  it("guesses no country for the number a consent came with: it could be somebody else's", async () => {
    const { ctx } = makeCtx(database.db);
    const { shop } = await givenShop(ctx);
    const told = consentOf("subscribed", "2026-11-20T12:00:00Z");
    const asTyped = { ...told, payload: { ...told.payload, phone_number: "090 1234 5678" } };
    expect(await outcomeOf(ctx, shop.domain, asTyped)).toBe("applied");
    const identities = await ctx.db.contactIdentity.findMany({ where: { shopId: shop.id } });
    expect(identities.map(({ kind, value }) => [kind, value])).toEqual([["shopify_customer", "7064055069303700841"]]);
  });

  it("writes Shopify's WhatsApp consent into the ledger; the later decision wins in any order", async () => {
    const { ctx } = makeCtx(database.db);
    const { shop } = await givenShop(ctx);
    expect(await outcomeOf(ctx, shop.domain, consentOf("unsubscribed", "2026-11-20T12:00:00Z"))).toBe("applied");
    await outcomeOf(ctx, shop.domain, consentOf("SUBSCRIBED", "2026-11-20T11:00:00Z"));
    expect(await outcomeOf(ctx, shop.domain, consentOf("unsubscribed", "2026-11-20T12:00:00Z"))).toBe("duplicate");
    expect(await outcomeOf(ctx, shop.domain, consentOf("NEVER_SUBSCRIBED", "2026-11-20T13:00:00Z"))).toBe(
      "ignored:no_decision",
    );
    const entries = await ctx.db.consentEntry.findMany({ orderBy: { occurredAt: "desc" } });
    expect(entries.map(({ state, source }) => [state, source])).toEqual([
      ["revoked", "shopify"],
      ["granted", "shopify"],
    ]);
  });

  it("knows a contact by the customer id alone", async () => {
    const { ctx } = makeCtx(database.db);
    const { shop } = await givenShop(ctx);
    await outcomeOf(ctx, shop.domain, {
      topic: "customers/create",
      payload: { id: 12, updated_at: "2026-11-20T10:00:00Z" },
    });
    await outcomeOf(ctx, shop.domain, {
      topic: "customers/update",
      payload: { id: 12, first_name: "Grace", phone: "+4915112345678", updated_at: "2026-11-20T11:00:00Z" },
    });
    expect(await ctx.db.contact.findMany({ include: { identities: { orderBy: { value: "asc" } } } })).toMatchObject([
      { firstName: "Grace", identities: [{ value: "+4915112345678" }, { value: "12" }] },
    ]);
  });

  it("takes over the shop's settings, newest first", async () => {
    const { ctx } = makeCtx(database.db);
    const { shop } = await givenShop(ctx);
    const update = (name: string, updatedAt: string) => ({
      topic: "shop/update",
      payload: {
        id: 1,
        name,
        domain: "neu.example",
        iana_timezone: "Europe/Vienna",
        currency: "CHF",
        primary_locale: "de",
        country_code: "AT",
        myshopify_domain: shop.domain,
        updated_at: updatedAt,
      },
    });
    await outcomeOf(ctx, shop.domain, update("Neu", "2026-11-20T12:00:00Z"));
    expect(await outcomeOf(ctx, shop.domain, update("Alt", "2026-11-20T11:00:00Z"))).toBe("stale");
    expect(await ctx.db.shop.findFirst()).toMatchObject({
      name: "Neu",
      storefrontHost: "neu.example",
      timeZone: "Europe/Vienna",
      currency: "CHF",
      country: "AT",
    });
  });

  it("ends everything at the uninstallation, and nothing when that is told after a new start", async () => {
    const { ctx } = makeCtx(database.db);
    const { shop, number } = await givenShop(ctx);
    const contact = await givenContact(ctx, shop.id);
    const now = ctx.clock.now();
    await ctx.db.message.create({
      data: {
        shopId: shop.id,
        id: ctx.ids.next(),
        numberId: number.id,
        contactId: contact.id,
        dedupeKey: "m",
        state: "queued",
        category: "utility",
        priority: 0,
        content: { kind: "text", text: "x" },
        dueAt: now,
        createdAt: now,
      },
    });
    const uninstalled = (triggeredAt: string) => ({ topic: "app/uninstalled", payload: { id: 1 }, triggeredAt });
    for (const shopDomain of [shop.domain, "other.myshopify.com"]) {
      const session = { id: `offline_${shopDomain}`, shopDomain, isOnline: false, state: "" };
      await ctx.db.shopifySession.create({ data: session });
    }
    expect(await outcomeOf(ctx, shop.domain, uninstalled("2026-11-20T10:00:00Z"))).toBe("stale");
    expect(await ctx.db.shopifySession.count()).toBe(2);
    expect(await outcomeOf(ctx, shop.domain, uninstalled("2026-11-21T10:00:01Z"))).toBe("applied");
    expect(await ctx.db.shopifySession.findMany()).toMatchObject([{ shopDomain: "other.myshopify.com" }]);
    expect(await ctx.db.shop.findFirst()).toMatchObject({ status: "uninstalled" });
    expect(await ctx.db.message.findFirst()).toMatchObject({ state: "cancelled", reason: "app_uninstalled" });
    expect(await outcomeOf(ctx, shop.domain, uninstalled("2026-11-21T10:00:01Z"))).toBe("duplicate");
    expect(await outcomeOf(ctx, shop.domain, { topic: "orders/create", payload: orderPayload() })).toBe(
      "ignored:shop_uninstalled",
    );
    const redact = { topic: "shop/redact", payload: { shop_id: 1, shop_domain: shop.domain } };
    expect(await outcomeOf(ctx, shop.domain, redact)).toBe("applied");
    expect(await ctx.db.privacyRequest.findFirst()).toMatchObject({
      topic: "shop/redact",
      dueAt: new Date(now.getTime() + 30 * 86_400_000),
    });
  });

  it("frees the WhatsApp numbers for other shops, and gives them back to the shop that returns", async () => {
    const { ctx, clock } = makeCtx(database.db);
    const mine = await givenShop(ctx);
    const shopId = mine.shop.id;
    const { accountId, displayPhone, verifiedName, quality, createdAt } = mine.number;
    const second = { shopId, accountId, displayPhone, verifiedName, quality, createdAt, isDefault: false };
    await ctx.db.whatsAppNumber.create({
      data: {
        ...{ ...second, id: ctx.ids.next(), phoneNumberId: "299999998" },
        ...{ status: "disconnected", statusReason: "by_merchant" },
      },
    });
    const taken = { wabaId: mine.account.wabaId, phoneNumberId: mine.number.phoneNumberId };
    const stranger = await givenShop(ctx);
    const isTakenFor = () => isTaken(ctx, { shopId: stranger.shop.id, ...taken });
    const uninstall = async () => {
      clock.advance(60_000);
      const delivery = { topic: "app/uninstalled", payload: { id: 1 }, triggeredAt: ctx.clock.now().toISOString() };
      expect(await outcomeOf(ctx, mine.shop.domain, delivery)).toBe("applied");
    };
    const reinstall = async () => {
      clock.advance(60_000);
      const { name, timeZone, currency, country, locale, storefrontHost } = mine.shop;
      const shop = { name, timeZone, currency, country, locale, storefrontHost, updatedAt: ctx.clock.now() };
      const admin = { shopDetails: async () => ({ outcome: "ok" as const, shop }) };
      const installed = await installShop(ctx, admin, { shopDomain: mine.shop.domain, scopes: [] });
      expect(installed).toEqual({ outcome: "reinstalled", shopId });
    };
    const account = () => ctx.db.whatsAppAccount.findFirstOrThrow({ where: { shopId } });
    const numbers = () =>
      ctx.db.whatsAppNumber.findMany({
        where: { shopId },
        select: { status: true, statusReason: true },
        orderBy: { isDefault: "desc" },
      });
    const putAway = { status: "disconnected", statusReason: "by_merchant" };

    expect(await isTakenFor()).toBe(true);
    await uninstall();
    expect(await isTakenFor()).toBe(false);
    await reinstall();
    expect(await account()).toMatchObject({ status: "connected", disconnectedAt: null, accessToken: "test-token" });
    expect(await numbers()).toEqual([{ status: "connected", statusReason: null }, putAway]);

    await uninstall();
    await ctx.db.whatsAppAccount.updateMany({
      where: { shopId: stranger.shop.id },
      data: { wabaId: taken.wabaId },
    });
    await ctx.db.whatsAppNumber.updateMany({
      where: { shopId: stranger.shop.id },
      data: { phoneNumberId: taken.phoneNumberId },
    });
    await reinstall();
    expect((await account()).disconnectedAt).not.toBeNull();
    expect(await numbers()).toEqual([{ status: "disconnected", statusReason: "taken_over" }, putAway]);
    const theirs = await ctx.db.whatsAppNumber.findFirst({ where: { shopId: stranger.shop.id } });
    expect(theirs).toMatchObject({ status: "connected" });
  });
});
