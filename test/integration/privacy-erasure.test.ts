import { describe, expect, test } from "vitest";
import { keepProductRequest } from "#app/core/product-requests/keep-product-request.ts";
import { readConsent } from "#app/core/consent/read-consent.ts";
import { actOnPrivacy } from "#test/support/act-on-privacy.ts";
import { inTransaction } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { openRoad, type Road } from "#test/support/road.ts";
import { searchDatabase } from "#test/support/search-database.ts";
import { cartPayload, checkoutPayload, fulfillmentPayload, orderPayload } from "#test/support/shopify-deliveries.ts";

const database = useTestDatabase();

const phone = "+4915155501234";
const customerId = "7064055069303711222";
const orderId = "8209829119461566777";
const email = "wilhelmina.traceable@example.com";
const address = { first_name: "Wilhelmina", last_name: "Traceable", phone: "01515 5501234", country_code: "DE" };
const customer = {
  id: `id:${customerId}`,
  first_name: "Wilhelmina",
  last_name: "Traceable",
  email,
  default_address: address,
};

/** Whatever spelling, whatever place: none of these may be found anywhere. */
const traces = [
  "15155501234",
  "Wilhelmina",
  "Traceable",
  customerId,
  "wilhelmina-cart",
  "wilhelmina-checkout",
  "bicycle bell",
];

/** Everybody else of the shop, who must not lose a thing. */
const bystander = { phone: "+4915155509999", customerId: "7064055069303799999", name: "Bystander" };

async function throughEveryDoor(road: Road): Promise<void> {
  const at = () => road.clock.now().toISOString();
  const person = { customer, shipping_address: address, email, phone };
  await road.post("customers/create", {
    ...customer,
    email,
    phone,
    addresses: [address],
    created_at: at(),
    updated_at: at(),
  });
  await road.post("customers_whats_app_marketing_consent/update", {
    customer_id: `id:${customerId}`,
    phone_number: phone,
    whats_app_marketing_consent: { state: "subscribed", opt_in_level: "single_opt_in", consent_updated_at: at() },
  });
  await road.post("customer.tags_added", { customerId, tags: ["VIP"], occurredAt: at() });
  await road.post("carts/create", cartPayload({ token: "wilhelmina-cart", email, created_at: at(), updated_at: at() }));
  await road.post(
    "checkouts/create",
    checkoutPayload({
      token: "wilhelmina-checkout",
      cart_token: "wilhelmina-cart",
      created_at: at(),
      updated_at: at(),
      ...person,
    }),
  );
  // Left without a phone number: nobody's, but for the address in it.
  await road.post(
    "checkouts/create",
    checkoutPayload({
      ...{ token: "wilhelmina-checkout-two", cart_token: null, created_at: at(), updated_at: at(), email },
      ...{ customer: null, shipping_address: null },
    }),
  );
  await road.settle();
  road.controls.receive(phone, { text: "Do you also have a bicycle bell? I am Wilhelmina." });
  await road.settle();
  const contact = await road.ctx.db.contact.findFirstOrThrow({ where: { firstName: "Wilhelmina" } });
  await inTransaction(road.ctx, (ctx) =>
    keepProductRequest(ctx, road.shop.id, {
      ...{ contactId: contact.id, kind: "back_in_stock", variantId: "1", productTitle: "Bell", variantTitle: null },
      ...{ productUrl: "https://lindenholz.example/products/bell", requestedAt: road.clock.now(), evidence: {} },
    }),
  );
  const order = orderPayload({
    ...{ id: `id:${orderId}`, name: "#1001", checkout_token: "wilhelmina-checkout", cart_token: "wilhelmina-cart" },
    ...{ created_at: at(), updated_at: at(), ...person },
    ...{
      financial_status: "paid",
      total_outstanding: "0.00",
      order_status_url: "https://l.example/wilhelmina-checkout",
    },
  });
  await road.post("orders/create", order);
  await road.settle();
  await road.post(
    "fulfillments/create",
    fulfillmentPayload({ order_id: `id:${orderId}`, created_at: at(), updated_at: at() }),
  );
  await road.settle();
  road.controls.receive(phone, { text: "STOP" });
  road.controls.receive(bystander.phone, { text: "Hello from the Bystander" });
  await road.post("customers/create", {
    id: `id:${bystander.customerId}`,
    first_name: bystander.name,
    phone: bystander.phone,
    created_at: at(),
    updated_at: at(),
  });
  await road.post("orders/updated", new TextEncoder().encode(`{"phone": "${phone}", "first_name": "Wilhelmina"`));
  await road.settle();
}

const redact = { customer: { id: `id:${customerId}`, email, phone }, orders_to_redact: [`id:${orderId}`] };

const act = (road: Road) => actOnPrivacy(road.ctx, road.secrets);

async function askToErase(road: Road): Promise<void> {
  await road.post("customers/redact", { shop_domain: road.domain, ...redact });
  await road.settle();
}

const openRequests = (road: Road) => road.ctx.db.privacyRequest.count({ where: { completedAt: null } });

describe("customers/redact", () => {
  test(
    "after every door was used, nothing of the person is found anywhere in the database",
    { timeout: 60_000 },
    async () => {
      const road = await openRoad(database);
      await throughEveryDoor(road);
      const before = await searchDatabase(road.ctx.db, traces);
      // The search itself works: bytes, JSON and text are all looked into.
      for (const place of ["ContactIdentity.value", "WebhookDelivery.body", "InboundMessage.content", "Message.wamid"])
        if (place !== "Message.wamid") expect(before.join("\n")).toContain(place);
      const messages = await road.ctx.db.message.count();

      await road.post("customers/data_request", {
        shop_domain: road.domain,
        ...redact,
        data_request: { id: "id:9999" },
      });
      await road.settle();
      await act(road);
      await askToErase(road);
      await act(road);

      expect(await searchDatabase(road.ctx.db, [...traces, email])).toEqual([]);
      expect(await openRequests(road)).toBe(0);
      expect(
        await road.ctx.db.privacyRequest.findMany({ select: { outcome: true, file: true }, orderBy: { id: "asc" } }),
      ).toEqual([
        { outcome: "person_erased", file: null },
        { outcome: "erased", file: null },
      ]);
      // What the shop counts stays, and so does everybody else.
      expect(await road.ctx.db.message.count()).toBe(messages);
      expect(await road.ctx.db.order.findFirst({ where: { id: orderId } })).toMatchObject({
        name: "#1001",
        contactId: null,
      });
      expect((await searchDatabase(road.ctx.db, ["15155509999"])).length).toBeGreaterThan(0);

      // Whoever comes back has still said no. WhatsApp's moments are whole seconds.
      await road.advance(2_000);
      road.controls.receive(phone, { text: "Hello again" });
      await road.settle();
      const back = await road.ctx.db.contactIdentity.findFirstOrThrow({ where: { kind: "phone", value: phone } });
      const consent = await inTransaction(road.ctx, ({ tx }) => readConsent(tx, road.shop.id, back.contactId));
      expect(consent.marketing).toBe("revoked");
    },
  );

  test("callbacks that come late bring nothing back", { timeout: 60_000 }, async () => {
    const road = await openRoad(database, {
      sandbox: { delays: { sentMs: 0, deliveredMs: 3_600_000, readMs: 0, reviewMs: 0 } },
    });
    await throughEveryDoor(road);
    await askToErase(road);
    await act(road);
    expect(await searchDatabase(road.ctx.db, traces)).toEqual([]);
    await road.advance(2 * 3_600_000);
    expect(await road.ctx.db.messageStatus.count({ where: { status: "delivered" } })).toBeGreaterThan(0);
    expect(await searchDatabase(road.ctx.db, traces)).toEqual([]);
  });

  test("what waits to be taken in at that moment is not, and a callback that speaks of others is let through first", async () => {
    const road = await openRoad(database);
    const { ctx, domain, wabaId } = road;
    await road.post("customers/redact", { shop_domain: domain, ...redact });
    await road.settle();
    const waiting = {
      state: "pending",
      receivedAt: ctx.clock.now(),
      nextAttemptAt: new Date(ctx.clock.now().getTime() + 300_000),
    } as const;
    const body = (json: unknown) => new TextEncoder().encode(JSON.stringify(json));
    const put = (source: "shopify" | "whatsapp", shopDomain: string, topic: string, json: unknown) =>
      ctx.db.webhookDelivery.create({
        data: {
          id: ctx.ids.next(),
          externalId: `${source}-${topic}`,
          source,
          shopDomain,
          topic,
          body: body(json),
          ...waiting,
        },
      });
    await ctx.db.privacyRequest.updateMany({ data: { receivedAt: new Date(ctx.clock.now().getTime() + 1_000) } });
    const order = await put("shopify", domain, "orders/create", {
      id: orderId,
      phone: "01515/550 12 34",
      customer: { id: customerId },
    });
    const callback = await put("whatsapp", wabaId, "messages", { entry: [{ messages: [{ from: phone.slice(1) }] }] });

    await act(road);
    expect(await ctx.db.webhookDelivery.findUnique({ where: { id: order.id } })).toMatchObject({
      state: "done",
      outcome: "ignored:erased",
    });
    expect(await openRequests(road)).toBe(1);
    await ctx.db.webhookDelivery.update({ where: { id: callback.id }, data: { state: "done", outcome: "applied" } });
    road.clock.advance(61_000);
    await act(road);
    expect(await openRequests(road)).toBe(0);
    expect(await searchDatabase(ctx.db, traces)).toEqual([]);
  });

  test("dies at any point and is carried on, and twice is once", { timeout: 120_000 }, async () => {
    const road = await openRoad(database);
    await throughEveryDoor(road);
    await askToErase(road);
    // Each of these writes fails once, as when the database goes away in the middle.
    for (const table of ["Message", "Order", "ConsentEntry", "WebhookDelivery", "Checkout", "ContactIdentity"]) {
      const mend = await breakTable(table);
      await act(road);
      expect(await openRequests(road)).toBe(1);
      await mend();
      road.clock.advance(7 * 3_600_000);
    }
    await act(road);
    expect(await openRequests(road)).toBe(0);
    expect(await searchDatabase(road.ctx.db, traces)).toEqual([]);
    await askToErase(road);
    await act(road);
    expect(await openRequests(road)).toBe(0);
    expect(await road.ctx.db.erasedOptOut.count()).toBeGreaterThan(0);
  });
});

async function breakTable(table: string): Promise<() => Promise<void>> {
  const { executeSql } = database.database;
  await executeSql(`CREATE OR REPLACE FUNCTION refuse_now() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'gone'; END $$`);
  await executeSql(
    `CREATE TRIGGER refuse_now BEFORE UPDATE OR DELETE ON "${table}" FOR EACH ROW EXECUTE FUNCTION refuse_now()`,
  );
  return async () => void (await executeSql(`DROP TRIGGER refuse_now ON "${table}"`));
}
