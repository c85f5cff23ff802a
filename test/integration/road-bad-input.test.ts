import { describe, expect, test } from "vitest";
import { useTestDatabase } from "#test/support/database.ts";
import { paidOrder, phoneOf } from "#test/support/paid-order.ts";
import { openRoad, type Road } from "#test/support/road.ts";
import { checkoutPayload, orderPayload } from "#test/support/shopify-deliveries.ts";

const database = useTestDatabase();

/** A good order after whatever came before: its message arrives. */
async function expectTheRoadIsOpen(road: Road, n: number, after: string): Promise<void> {
  await road.post("orders/create", paidOrder(n, road.clock.now()));
  await road.settle();
  const received = road.received().filter(({ to }) => to === phoneOf(n));
  expect(received, `after ${after}`).toMatchObject([{ template: "order_confirmed", status: "delivered" }]);
}

const bytes = (text: string) => new TextEncoder().encode(text);

/** `sees`: what a merchant can read of it: the delivery's outcome, the event's, the message's reason. */
type Bad = {
  what: string;
  topic?: string;
  payload: (now: Date) => Record<string, unknown> | Uint8Array<ArrayBuffer>;
  domain?: string;
  sees: { delivery: string; event?: string; reason?: string };
};

const noPerson = { phone: null, customer: null, shipping_address: null };

const badInput: Bad[] = [
  { what: "broken JSON", payload: () => bytes('{"id": 1'), sees: { delivery: "dead invalid_json" } },
  { what: "no order", payload: () => bytes('{"hello": "there"}'), sees: { delivery: "dead invalid_payload" } },
  {
    what: "an unknown topic",
    topic: "moons/rise",
    payload: () => ({ id: 1 }),
    sees: { delivery: "done ignored:unknown_topic" },
  },
  {
    what: "a shop nobody knows",
    domain: "stranger.myshopify.com",
    payload: (now) => paidOrder(901, now),
    sees: { delivery: "done ignored:unknown_shop" },
  },
  {
    what: "a shop that its signed body does not name",
    topic: "app/uninstalled",
    payload: () => ({ id: 1, myshopify_domain: "other.myshopify.com" }),
    sees: { delivery: "dead wrong_shop" },
  },
  {
    what: "no phone and no person",
    payload: (now) => paidOrder(902, now, noPerson),
    sees: { delivery: "done no_contact", event: "no_contact" },
  },
  {
    what: "a person without any phone",
    payload: (now) => paidOrder(903, now, { phone: null }),
    sees: { delivery: "done applied", event: "applied", reason: "no_address" },
  },
  {
    what: "an impossible phone",
    payload: (now) => paidOrder(904, now, { phone: "555-SHIP", customer: null }),
    sees: { delivery: "done no_contact", event: "no_contact" },
  },
  {
    what: "a checkout without contact",
    topic: "checkouts/create",
    payload: (now) =>
      checkoutPayload({ ...noPerson, token: "lonely", cart_token: "lonely", updated_at: now.toISOString() }),
    sees: { delivery: "done no_contact", event: "no_contact" },
  },
  {
    what: "a link that leads to another site",
    payload: (now) => paidOrder(905, now, { order_status_url: "https://evil.example/orders/1" }),
    sees: { delivery: "done applied", event: "applied", reason: "template_mismatch" },
  },
  {
    what: "an order of nothing: its list of items would be an empty parameter",
    payload: (now) => paidOrder(906, now, { line_items: [] }),
    sees: { delivery: "done applied", event: "applied", reason: "template_mismatch" },
  },
];

test("each bad input comes to something a merchant can see, and a good event after it goes through", async () => {
  const road = await openRoad(database);
  expect(await road.doors.postCallback({ object: "nobody" })).toBe(200);
  for (const [index, { what, topic = "orders/create", payload, domain, sees }] of badInput.entries()) {
    const webhookId = `bad-${index}`;
    await road.post(topic, payload(road.clock.now()), { webhookId, ...(domain ? { domain } : {}) });
    await road.settle();
    const delivery = await road.ctx.db.webhookDelivery.findFirstOrThrow({ where: { externalId: webhookId } });
    const event = await road.ctx.db.storeEvent.findFirst({ where: { deliveryId: delivery.id } });
    const message = event && (await road.ctx.db.message.findFirst({ where: { storeEventId: event.id } }));
    const seen = {
      delivery: `${delivery.state} ${delivery.outcome}`,
      ...(event ? { event: event.outcome } : {}),
      ...(message ? { reason: message.reason } : {}),
    };
    expect(seen, what).toEqual(sees);
    await expectTheRoadIsOpen(road, index + 1, what);
  }
  expect(road.received()).toHaveLength(badInput.length);
  road.expectNoBreach();
});

test("what is signed by nobody is refused at the door, and leaves nothing behind", async () => {
  const road = await openRoad(database);
  const answer = await fetch(road.doors.callbackUrl.replace("whatsapp", "shopify"), {
    method: "POST",
    body: JSON.stringify(orderPayload()),
    headers: {
      "x-shopify-hmac-sha256": "bm90IGEgc2lnbmF0dXJl",
      "x-shopify-topic": "orders/create",
      "x-shopify-shop-domain": road.domain,
      "x-shopify-webhook-id": "forged",
    },
  });
  expect(answer.status).toBe(401);
  await road.settle();
  expect(await road.ctx.db.storeEvent.count()).toBe(0);
  await expectTheRoadIsOpen(road, 1, "a forged webhook");
});

describe("what a shop writes reaches the shopper fit to be read", () => {
  const body = async (road: Road, overrides: Record<string, unknown>, n = 1) => {
    await road.post("orders/create", paidOrder(n, road.clock.now(), overrides));
    await road.settle();
    return road.received().find(({ to }) => to === phoneOf(n));
  };
  const item = (title: string, quantity = 1) => ({ product_id: 1, variant_id: 2, title, quantity, price: "10.00" });

  test("titles too long, with line breaks, tabs and runs of spaces", async () => {
    const road = await openRoad(database);
    const title = `Line one\nline\ttwo      ${"long ".repeat(2_000)}`;
    const message = await body(road, { line_items: [item(title), item(title), item(title)] });
    expect(message).toMatchObject({ template: "order_confirmed", status: "delivered" });
    const items = /Items: (.*)/.exec(message?.body ?? "")?.[1] ?? "";
    expect(items).toMatch(/^Line one line two long/);
    expect(items).not.toMatch(/[\t\n]| {2}/);
    expect(items.length).toBeLessThanOrEqual(120);
    await expectTheRoadIsOpen(road, 2, "long titles");
  });

  test("a name of nothing but white space is no parameter: the neutral word stands in", async () => {
    const road = await openRoad(database);
    const message = await body(road, { customer: { id: 1, first_name: " \u200b\n " } });
    expect(message?.body).toMatch(/^Hi there,/);
  });

  test("emoji and right-to-left titles do not turn the sentence around", async () => {
    const road = await openRoad(database);
    const message = await body(road, { line_items: [item("🧵 Hemd 👕"), item("قميص كتان", 2)] });
    expect(message?.body).toContain("Items: 🧵 Hemd 👕 and \u20682 × قميص كتان\u2069\n");
  });

  test.each([
    ["JPY", "6800", "en", "¥6,800"],
    ["KWD", "14.500", "en", "KWD\u00a014.500"],
    ["EUR", "1234.50", "de", "1.234,50\u00a0€"],
    ["JPY", "6800", "de", "6.800\u00a0¥"],
  ])("%s %s, read in %s", async (currency, total_price, customer_locale, shown) => {
    const road = await openRoad(database, { languages: ["en", "de"] });
    const message = await body(road, { currency, total_price, customer_locale });
    expect(message?.body).toContain(`: ${shown}\n`);
  });

  test("300 lines are the first two and how many more", async () => {
    const road = await openRoad(database);
    const line_items = Array.from({ length: 300 }, (_, index) => item(`Board ${index + 1}`));
    const message = await body(road, { line_items });
    expect(message?.body).toContain("Items: Board 1, Board 2 and 298 more\n");
  });
});

describe("a template is not there in the shopper's language", () => {
  test("the shop's own language is taken, and the reader's own variety of it", async () => {
    const road = await openRoad(database, { languages: ["en", "de"], shop: { locale: "de" } });
    await road.post("orders/create", paidOrder(1, road.clock.now(), { customer_locale: "ja" }));
    await road.post("orders/create", paidOrder(2, road.clock.now(), { customer_locale: "en-GB" }));
    await road.post("orders/create", paidOrder(3, road.clock.now(), { customer_locale: "klingon!" }));
    await road.settle();
    const languages = Object.fromEntries(road.received().map(({ to, language }) => [to, language]));
    expect(languages).toEqual({ [phoneOf(1)]: "de", [phoneOf(2)]: "en", [phoneOf(3)]: "de" });
  });

  test("rejected in it: the next language is taken, and the story says which was passed over", async () => {
    const road = await openRoad(database, { languages: ["en", "de"] });
    road.controls.setTemplate({
      name: "order_confirmed",
      language: "de",
      status: "REJECTED",
      reason: "INVALID_FORMAT",
    });
    await road.settle();
    await road.post("orders/create", paidOrder(1, road.clock.now(), { customer_locale: "de" }));
    await road.settle();
    expect(road.received()).toMatchObject([{ to: phoneOf(1), language: "en" }]);
    const step = await road.ctx.db.automationStep.findFirstOrThrow({ where: { state: "done" } });
    expect(step.decision).toMatchObject({ template: { passedOver: [{ language: "de", why: "rejected" }] } });
  });

  test("paused in all: it waits and says why, others go on, and it goes when Meta lets it", async () => {
    const road = await openRoad(database);
    const pause = (status: "PAUSED" | "APPROVED") =>
      road.controls.setTemplate({ name: "order_confirmed", language: "en", status });
    pause("PAUSED");
    await road.settle();
    await road.post("orders/create", paidOrder(1, road.clock.now()));
    await road.settle();
    expect(road.received()).toEqual([]);
    expect(await road.ctx.db.automationStep.findFirstOrThrow()).toMatchObject({
      state: "waiting",
      reason: "template_paused",
    });
    const cancelled = { cancelled_at: road.clock.now().toISOString(), financial_status: "voided" };
    await road.post("orders/cancelled", paidOrder(2, road.clock.now(), cancelled));
    await road.settle();
    expect(road.received()).toMatchObject([{ to: phoneOf(2), template: "order_cancelled" }]);
    await road.advance(60_000);
    pause("APPROVED");
    await road.advance(20 * 60_000);
    expect(road.received()).toMatchObject([{}, { to: phoneOf(1), template: "order_confirmed" }]);
  });
});

test("somebody known by a business-scoped id only gets their message, and its ticks", async () => {
  const road = await openRoad(database);
  const userId = "DE.4711";
  road.controls.addUser({ phone: "+4917012345678", userId, username: "@ada", phoneHidden: true });
  const contact = await road.givenShopper({ userId, customerId: "8000000000001", locale: "en" });
  await road.post("orders/create", paidOrder(1, road.clock.now(), { phone: null }));
  await road.settle();
  expect(await road.messages()).toMatchObject([
    { contactId: contact.id, templateName: "order_confirmed", state: "delivered" },
  ]);
  expect(road.received()).toHaveLength(1);
  await expectTheRoadIsOpen(road, 2, "somebody without a number");
});
