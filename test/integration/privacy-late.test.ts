import { beforeEach, describe, expect, test } from "vitest";
import { readConsent } from "#app/core/consent/read-consent.ts";
import { optOut } from "#app/core/consent/opt-out.ts";
import { reconcileShop } from "#app/core/intake/reconcile-shop.ts";
import { mailNotices, type NoticeMail } from "#app/core/notices/mail-notices.ts";
import type { CustomerConsent, ReconciledItem, ShopifyAdmin } from "#app/core/ports-shopify.ts";
import { eraseByMerchant } from "#app/core/privacy/erase-by-merchant.ts";
import { comparePage } from "#app/core/shopify-consent/compare-page.ts";
import { planMessage } from "#app/core/outbox/plan-message.ts";
import { actOnPrivacy } from "#test/support/act-on-privacy.ts";
import { inTransaction } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { openRoad, type Road } from "#test/support/road.ts";
import { searchDatabase } from "#test/support/search-database.ts";
import {
  cartPayload,
  checkoutPayload,
  fulfillmentPayload,
  orderPayload,
  refundPayload,
  shipmentEventPayload,
} from "#test/support/shopify-deliveries.ts";

const database = useTestDatabase();

const phone = "+4915155501234";
const customerId = "7064055069303711222";
const email = "Wilhelmina.Traceable@example.com";
const oldOrder = "8209829119461545081";
const newOrder = "8209829119461599999";
const traces = ["15155501234", "Wilhelmina", "Traceable", customerId, email, "wilhelmina-cart", "wilhelmina-checkout"];

let road: Road;
/** Before anything was erased, and so long before that nothing of now is of the same moment. */
let before: string;
/** The order's amounts as they were told before. */
const at = () => road.clock.now().toISOString();

const address = { first_name: "Wilhelmina", last_name: "Traceable", phone: "01515 5501234", country_code: "DE" };
const customer = () => ({
  ...{ id: `id:${customerId}`, first_name: "Wilhelmina", last_name: "Traceable", email, phone },
  ...{ default_address: address, created_at: before },
});
const checkout = (more = {}) =>
  checkoutPayload({
    ...{
      token: "wilhelmina-checkout",
      cart_token: "wilhelmina-cart",
      created_at: before,
      updated_at: at(),
      email,
      phone,
    },
    ...{ customer: customer(), shipping_address: address, ...more },
  });
const order = (more = {}) =>
  orderPayload({
    ...{ id: `id:${oldOrder}`, name: "#1001", checkout_token: "wilhelmina-checkout", cart_token: "wilhelmina-cart" },
    ...{ created_at: before, updated_at: at(), email, phone, customer: customer(), shipping_address: address },
    ...{
      order_status_url: "https://l.example/wilhelmina-checkout",
      financial_status: "paid",
      total_outstanding: "0.00",
    },
    ...more,
  });

beforeEach(async () => {
  road = await openRoad(database);
  before = at();
});

/** Somebody who bought and wrote is erased; Shopify, where it says so, goes on holding them. */
async function erased(stop = true): Promise<void> {
  await road.post("customers/create", { ...customer(), updated_at: at() });
  await road.post("orders/create", order());
  await road.settle();
  road.controls.receive(phone, { text: stop ? "STOP" : "Hello" });
  await road.advance(60_000);
  await road.post("customers/redact", {
    ...{ shop_domain: road.domain, customer: { id: `id:${customerId}`, email, phone } },
    orders_to_redact: [`id:${oldOrder}`],
  });
  await road.settle();
  await act();
  await expectNoTrace();
  await road.advance(60_000);
}

const act = () => actOnPrivacy(road.ctx, road.secrets);

async function expectNoTrace(): Promise<void> {
  expect(await searchDatabase(road.ctx.db, traces)).toEqual([]);
}

/** As Meta posts it. */
async function callback(field: string, value: Record<string, unknown>): Promise<void> {
  const metadata = { display_phone_number: "4930901820", phone_number_id: road.phoneNumberId };
  const change = { field, value: { messaging_product: "whatsapp", metadata, ...value } };
  const posted = await road.doors.postCallback({
    object: "whatsapp_business_account",
    entry: [{ id: road.wabaId, changes: [change] }],
  });
  expect(posted).toBe(200);
  await road.settle();
}

const seconds = (moment: string) => String(Math.floor(new Date(moment).getTime() / 1000));
const wrote = (text: string, moment: string, id: string) =>
  callback("messages", {
    contacts: [{ profile: { name: "Wilhelmina Traceable" }, wa_id: phone.slice(1) }],
    messages: [
      { from: phone.slice(1), id: `wamid.${id}`, timestamp: seconds(moment), type: "text", text: { body: text } },
    ],
  });

const outcomeOf = async (topic: string) =>
  (await road.ctx.db.webhookDelivery.findFirstOrThrow({ where: { topic }, orderBy: { id: "desc" } })).outcome;

describe("what Shopify tells late", { timeout: 60_000 }, () => {
  test("of a person: nothing of it is taken in", async () => {
    await erased();
    const late: [string, Record<string, unknown>][] = [
      ["customers/create", { ...customer(), updated_at: before }],
      ["customers/update", { ...customer(), updated_at: at() }],
      ["customers/delete", { id: `id:${customerId}` }],
      ["customer.tags_added", { customerId, tags: ["VIP"], occurredAt: at() }],
      ["carts/update", cartPayload({ token: "wilhelmina-cart", email, created_at: before, updated_at: at() })],
      ["checkouts/create", checkout()],
      ["checkouts/update", checkout({ token: "another-checkout", cart_token: null, customer: null, phone: null })],
      ["checkouts/delete", { token: "wilhelmina-checkout", cart_token: "wilhelmina-cart" }],
    ];
    for (const [topic, payload] of late) {
      await road.post(topic, payload);
      await road.settle();
      expect([topic, await outcomeOf(topic)]).toEqual([topic, "ignored:erased"]);
      await expectNoTrace();
    }
    expect(await road.ctx.db.contactIdentity.count({ where: { value: phone } })).toBe(0);
  });

  test("of an order: its figures stay true, and it stays nobody's", async () => {
    await erased();
    const messages = await road.ctx.db.message.count();
    const cancelled = { cancelled_at: at(), cancel_reason: "customer", financial_status: "refunded", tags: "VIP" };
    await road.post("orders/create", order());
    await road.post("orders/updated", order(cancelled));
    await road.post("orders/edited", { order_edit: { order_id: `id:${oldOrder}`, created_at: at() } });
    await road.post("refunds/create", refundPayload({ created_at: at(), note: "for Wilhelmina", email }));
    const destination = { ...address, address1: "Traceable lane 1" };
    await road.post(
      "fulfillments/create",
      fulfillmentPayload({ created_at: at(), updated_at: at(), destination, email, tracking_number: "TRACEABLE1" }),
    );
    await road.post("fulfillment_events/create", {
      ...shipmentEventPayload("delivered", at()),
      address1: "Traceable lane",
    });
    await road.advance(60_000);
    await expectNoTrace();
    expect(await road.ctx.db.order.findFirst({ where: { id: oldOrder } })).toMatchObject({
      ...{
        financialStatus: "refunded",
        cancelReason: "customer",
        contactId: null,
        statusUrl: null,
        checkoutToken: null,
      },
      ...{ country: null, tags: [] },
    });
    expect(await road.ctx.db.refund.count()).toBe(1);
    expect(await road.ctx.db.fulfillment.findFirst()).toMatchObject({
      ...{ shipmentStatus: "delivered", trackingCompany: "DHL", trackingNumber: null, trackingUrl: null },
    });
    expect(await road.ctx.db.message.count()).toBe(messages);
  });

  test("of their consent: nothing, but a no is kept for the day they come back", async () => {
    await erased(false);
    const consent = (state: string) => ({
      ...{ customer_id: `id:${customerId}`, phone_number: phone },
      whats_app_marketing_consent: { state, opt_in_level: "single_opt_in", consent_updated_at: at() },
    });
    for (const state of ["subscribed", "unsubscribed"]) {
      await road.post("customers_whats_app_marketing_consent/update", consent(state));
      await road.settle();
      await expectNoTrace();
    }
    await wrote("Hello, it is me again", new Date(road.clock.now().getTime() + 5_000).toISOString(), "anew");
    expect(await consentNow()).toMatchObject({ marketing: "revoked", transactional: "none" });
  });

  test("when it is asked: neither the reconciliation nor the comparison of consent bring anybody back", async () => {
    await erased();
    const item = (topic: string, id: string, payload: Record<string, unknown>): ReconciledItem => ({
      ...{ topic, id, updatedAt: road.clock.now() },
      payload: JSON.parse(JSON.stringify(payload).replaceAll('"id:', '"')) as Record<string, unknown>,
    });
    const page = (items: ReconciledItem[]) => async () => ({
      ...{ outcome: "ok" as const, items, endCursor: undefined, customerDataRefused: false },
    });
    const admin = {
      ordersUpdatedSince: page([item("orders/updated", oldOrder, order())]),
      abandonedCheckoutsUpdatedSince: page([item("checkouts/update", "wilhelmina-checkout", checkout())]),
    } as Partial<ShopifyAdmin> as ShopifyAdmin;
    expect(await reconcileShop(road.ctx, admin, road.shop.id)).toMatchObject({ fed: 2 });
    await road.settle();
    await expectNoTrace();

    const there: CustomerConsent = {
      ...{ customerId, phone, state: "granted", shopifyState: "subscribed", optInLevel: null },
      ...{ collectedFrom: "shopify", updatedAt: road.clock.now() },
    };
    const updateCustomerConsent: ShopifyAdmin["updateCustomerConsent"] = () => expect.fail("nobody is told of them");
    const compared = await comparePage(road.ctx, { updateCustomerConsent }, { ...road.shop, mayTell: true }, [there]);
    expect(compared).toMatchObject({ outcome: "ok", counts: { compared: 1, equal: 1 } });
    await expectNoTrace();
  });
});

describe("what WhatsApp tells late", { timeout: 60_000 }, () => {
  test("what was written before is not taken in, but a no in it is kept", async () => {
    await erased(false);
    const number = phone.slice(1);
    await wrote("I am Wilhelmina", before, "late");
    await expectNoTrace();
    await wrote("stop!", before, "late-stop");
    await expectNoTrace();
    const preference = { wa_id: number, category: "marketing_messages", timestamp: Number(seconds(before)) };
    for (const value of ["stop", "resume"])
      await callback("user_preferences", { user_preferences: [{ ...preference, value }] });
    await expectNoTrace();
    const system = { body: "User Wilhelmina changed", type: "user_changed_number", wa_id: "4915155507777" };
    await callback("messages", {
      messages: [{ from: number, id: "wamid.changed", timestamp: seconds(before), type: "system", system }],
    });
    await expectNoTrace();
    expect(await road.ctx.db.inboundMessage.count()).toBe(0);
    expect(await road.ctx.db.erasedOptOut.count()).toBeGreaterThan(0);
  });

  test("whoever writes afterwards is somebody new, and what is told of the time before still is not taken in", async () => {
    await erased();
    await wrote("Hello again", new Date(road.clock.now().getTime() + 5_000).toISOString(), "anew");
    expect(await consentNow()).toMatchObject({ marketing: "revoked" });
    await wrote("An old secret", before, "late");
    await road.post("orders/updated", order());
    await road.settle();
    expect(await searchDatabase(road.ctx.db, ["old secret", customerId, email, "wilhelmina-checkout"])).toEqual([]);
    expect(await road.ctx.db.order.findFirst({ where: { id: oldOrder } })).toMatchObject({ contactId: null });
  });
});

test(
  "a no of before that is told after they came back is theirs, and ends what waits",
  { timeout: 60_000 },
  async () => {
    await erased(false);
    const fresh = { id: `id:${newOrder}`, name: "#1002", checkout_token: "new", cart_token: "new", created_at: at() };
    await road.post("orders/create", order(fresh));
    await road.settle();
    expect(await consentNow()).toEqual({ marketing: "none", transactional: "none" });
    const { contactId } = await road.ctx.db.contactIdentity.findFirstOrThrow({ where: { value: phone } });
    const waiting = { shopId: road.shop.id, numberId: road.numberId, contactId, dedupeKey: "waiting" };
    const dueAt = new Date(road.clock.now().getTime() + 3_600_000);
    const content = { kind: "template" as const, name: "t", language: "en", header: [], body: [], buttons: [] };
    await inTransaction(road.ctx, (ctx) => planMessage(ctx, { ...waiting, category: "utility", dueAt, content }));
    for (let times = 0; times < 2; times++) await wrote("stop!", before, "late-stop");
    expect(await consentNow()).toEqual({ marketing: "revoked", transactional: "revoked" });
    expect(await road.ctx.db.consentEntry.count({ where: { contactId, state: "revoked" } })).toBe(2);
    expect(await road.ctx.db.message.findFirst({ where: { dedupeKey: "waiting" } })).toMatchObject({
      state: "cancelled",
    });
  },
);

test("a new order brings them back, with their no; the old one stays nobody's", { timeout: 60_000 }, async () => {
  await erased();
  await road.post("orders/create", {
    ...order({
      id: `id:${newOrder}`,
      name: "#1002",
      checkout_token: "new-checkout",
      cart_token: "new-cart",
      created_at: at(),
    }),
    admin_graphql_api_id: `gid://shopify/Order/${newOrder}`,
  });
  await road.post("customers/update", { ...customer(), updated_at: at() });
  await road.post("orders/updated", order());
  await road.settle();
  const { contactId } = await road.ctx.db.order.findFirstOrThrow({ where: { id: newOrder } });
  expect(await road.ctx.db.contact.findFirst({ where: { id: contactId ?? "" } })).toMatchObject({
    firstName: "Wilhelmina",
  });
  expect(await consentNow()).toEqual({ marketing: "revoked", transactional: "revoked" });
  expect(await road.ctx.db.order.findFirst({ where: { id: oldOrder } })).toMatchObject({
    contactId: null,
    statusUrl: null,
  });
});

test(
  "erased by the merchant while Shopify still has them, and mail that waits, they stay gone",
  { timeout: 60_000 },
  async () => {
    await road.post("customers/create", { ...customer(), updated_at: at() });
    await road.post("orders/create", order());
    await road.settle();
    await road.ctx.db.notice.create({
      data: {
        ...{ shopId: road.shop.id, id: road.ctx.ids.next(), kind: "number_paused", subjectId: road.numberId },
        ...{ raisedAt: road.clock.now(), mailAt: road.clock.now() },
      },
    });
    await road.ctx.db.shop.update({
      where: { id: road.shop.id },
      data: { settings: { notifications: { email: "owner@lindenholz.example" } } },
    });
    const { contactId } = await road.ctx.db.contactIdentity.findFirstOrThrow({ where: { value: phone } });
    await inTransaction(road.ctx, (ctx) =>
      optOut(ctx, {
        ...{ shopId: road.shop.id, contactId, purposes: ["marketing"], source: "merchant", evidence: {} },
        ...{ occurredAt: road.clock.now(), dedupeKey: "told-us" },
      }),
    );
    await eraseByMerchant(road.ctx, road.shop, contactId);
    // The job has not run yet when the next webhook comes.
    await road.post("customers/update", { ...customer(), updated_at: at() });
    await road.settle();
    await act();
    await road.advance(86_400_000);
    await road.post("customers/update", { ...customer(), updated_at: at() });
    await road.post("orders/updated", order());
    await road.settle();
    const mails: NoticeMail[] = [];
    await mailNotices(road.ctx, async (mail) => {
      mails.push(mail);
      return { outcome: "sent" };
    });
    for (const trace of traces) expect(JSON.stringify(mails).toLowerCase()).not.toContain(trace.toLowerCase());
    // Nobody named an address here: what is known by it only is in no webhook any more.
    await expectNoTrace();
  },
);

async function consentNow() {
  const { contactId } = await road.ctx.db.contactIdentity.findFirstOrThrow({ where: { kind: "phone", value: phone } });
  return inTransaction(road.ctx, ({ tx }) => readConsent(tx, road.shop.id, contactId));
}
