import { describe, expect, test } from "vitest";
import { gallery } from "#app/core/automations/gallery.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { testLinks } from "#test/support/link-references.ts";
import { openRoad, type Road } from "#test/support/road.ts";
import { everyTopic, shopifySample } from "#test/support/shopify-samples.ts";

const database = useTestDatabase();
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** The shop and the moment of the published samples: its orders' links are its own, and what they tell is news. */
function openSampleRoad(): Promise<Road> {
  return openRoad(database, {
    now: "2022-01-01T00:00:30Z",
    shop: {
      domain: "jsmith.myshopify.com",
      storefrontHost: "checkout.local",
      currency: "USD",
      country: "CA",
      installedAt: new Date("2021-12-01T00:00:00Z"),
    },
  });
}

const sampleOrder = (overrides: object = {}) => ({ ...shopifySample("orders/create", ""), ...overrides });
/** The sample order was cancelled and voided; this is it as it was placed. */
const placed = { cancelled_at: null, cancel_reason: null };
const paidOrder = sampleOrder({ ...placed, financial_status: "paid", total_outstanding: "0.00" });

type Step = [topic: string, overrides?: object];

const orderLink = "https://checkout.local/548380009/orders/123456abcd/authenticate?key=abcdefg";
const fiveItems = "Aviator sunglasses, Lens Protection Plan (2 Year) and 3 more";
const twoIpods = "IPod Nano - 8GB and IPod Nano - 8GB";
const recoveryLink = "https://checkout.local/548380009/checkouts/123123123/recover?key=example-secret-token";

describe("each topic's published sample, alone in the shop", () => {
  const cancelled = { events: ["order_created", "order_cancelled"], messages: ["order_cancelled delivered"] };
  const unasked = ["1", "2", "3"].map((n) => `abandoned_checkout_${n} suppressed no_marketing_consent`);
  type Expected = { outcome: string; events?: string[]; messages?: string[] };
  const expected: Record<string, Expected> = {
    "app/scopes_update": { outcome: "applied", events: ["scopes_updated"] },
    "app/uninstalled": { outcome: "applied", events: ["app_uninstalled"] },
    "carts/create": { outcome: "no_contact", events: ["cart_updated"] },
    "carts/update": { outcome: "no_contact", events: ["cart_updated"] },
    "checkouts/create": { outcome: "applied", events: ["checkout_updated"], messages: unasked },
    "checkouts/update": { outcome: "applied", events: ["checkout_updated"], messages: unasked },
    "checkouts/delete": { outcome: "ignored:unknown_checkout" },
    "customers/create": { outcome: "applied", events: ["customer_created"] },
    "customer.tags_added": { outcome: "applied", events: ["customer_tag_added", "customer_tag_added"] },
    "customers/update": { outcome: "applied", events: ["customer_updated"] },
    "customers/delete": { outcome: "no_contact", events: ["customer_deleted"] },
    "customers/data_request": { outcome: "applied" },
    "customers/redact": { outcome: "applied" },
    "shop/redact": { outcome: "applied" },
    "customers_whats_app_marketing_consent/update": { outcome: "ignored:no_decision" },
    "orders/create": { outcome: "applied", ...cancelled },
    "orders/cancelled": { outcome: "applied", ...cancelled },
    "orders/paid": { outcome: "applied", ...cancelled, events: ["order_created", "order_paid", "order_cancelled"] },
    "orders/updated": { outcome: "applied", ...cancelled, events: [...cancelled.events, "order_updated"] },
    "orders/fulfilled": { outcome: "applied", ...cancelled, events: [...cancelled.events, "order_fulfilled"] },
    "orders/partially_fulfilled": {
      outcome: "applied",
      ...cancelled,
      events: [...cancelled.events, "order_partially_fulfilled"],
    },
    "orders/edited": { outcome: "no_contact", events: ["order_edited"] },
    "refunds/create": { outcome: "no_contact", events: ["refund_created"] },
    "fulfillments/create": { outcome: "no_contact", events: ["fulfillment_created"] },
    "fulfillments/update": { outcome: "no_contact", events: ["fulfillment_created", "fulfillment_updated"] },
    "fulfillment_events/create": { outcome: "no_contact", events: ["fulfillment_in_transit"] },
    "returns/request": { outcome: "no_contact", events: ["return_requested"] },
    "returns/approve": { outcome: "no_contact", events: ["return_approved"] },
    "returns/decline": { outcome: "no_contact", events: ["return_declined"] },
    "shop/update": { outcome: "applied", events: ["shop_updated"] },
    "variants/in_stock": { outcome: "applied", events: ["variant_in_stock"] },
    "products/update": { outcome: "ignored:nobody_waits" },
    "variants/out_of_stock": { outcome: "applied", events: ["variant_out_of_stock"] },
  };

  test("is expected to come to something, for every topic", () => {
    expect(Object.keys(expected).sort()).toEqual(everyTopic());
  });

  test.each(everyTopic())("%s", async (topic) => {
    const road = await openSampleRoad();
    await road.post(topic, shopifySample(topic, road.domain));
    await road.advance(5 * dayMs);

    const deliveries = await road.ctx.db.webhookDelivery.findMany({ where: { source: "shopify" } });
    const events = await road.ctx.db.storeEvent.findMany({ orderBy: { id: "asc" } });
    const messages = (await road.messages()).map(({ templateName, state, reason }) =>
      [templateName, state, reason].filter(Boolean).join(" "),
    );
    const { outcome, events: kinds = [], messages: told = [] } = expected[topic] ?? {};
    expect(deliveries).toMatchObject([{ state: "done", outcome }]);
    expect(events.map(({ kind }) => kind)).toEqual(kinds);
    expect(messages).toEqual(told);
    expect(road.received().map(({ template }) => template)).toEqual(told.length === 1 ? ["order_cancelled"] : []);
    road.expectNoBreach();
  });
});

type Scenario = {
  /** Gallery automation shown. */
  key: string;
  steps: Step[];
  waitMs?: number;
  prepare?: (road: Road) => Promise<void>;
  /** Template, body, address of the first button (or payloads of the quick replies): all that the shopper gets. */
  gets: [template: string, body: string, button: string][];
};

const confirmed: Scenario["gets"][number] = [
  "order_confirmed",
  `Hi John, thank you for your order #9999 at Lindenholz.\n\nItems: ${fiveItems}\nTotal: $404.95\n\nWe will let you know as soon as it ships.`,
  orderLink,
];
const shipped: Scenario["gets"][number] = [
  "order_shipped",
  "Hi John, your order #9999 from Lindenholz has been shipped.\n\nCarrier: UPS\nTracking number: 1z827wk74630\n\nYou can follow the parcel on your order page.",
  orderLink,
];
const delivered: Scenario["gets"][number] = [
  "delivered",
  "Hi John, your order #9999 from Lindenholz has been delivered. We hope you enjoy it.\n\nIf something is missing or not right, just reply to this message and we will take care of it.",
  orderLink,
];

/** Where the sample parcel is, a day later. */
function parcel(key: string, status: string, gets: Scenario["gets"], waitMs?: number): Scenario {
  const moved = { status, happened_at: "2022-01-01T00:00:20Z" };
  return {
    key,
    steps: [["orders/create", paidOrder], ["fulfillments/create"], ["fulfillment_events/create", moved]],
    gets: [confirmed, shipped, ...gets],
    ...(waitMs === undefined ? {} : { waitMs }),
  };
}

const inGermany = { phone: "+49 151 12345678", customer_locale: "en" };

const scenarios: Scenario[] = [
  { key: "order_confirmed", steps: [["orders/create", paidOrder]], gets: [confirmed] },
  {
    key: "cod_confirm",
    steps: [
      [
        "orders/create",
        sampleOrder({ ...placed, financial_status: "pending", payment_gateway_names: ["Cash on Delivery (COD)"] }),
      ],
    ],
    gets: [
      [
        "cod_confirm",
        `Hi John, we have received your order #9999 at Lindenholz, to be paid in cash on delivery.\n\nItems: ${fiveItems}\nTo pay on delivery: $414.95\n\nPlease tell us with one of the buttons below whether we may ship it.`,
        "cod:confirm:820982911946154508 cod:cancel:820982911946154508",
      ],
    ],
  },
  {
    key: "payment_reminder",
    steps: [
      [
        "orders/create",
        sampleOrder({ ...placed, financial_status: "pending", payment_gateway_names: ["Bank Deposit"] }),
      ],
    ],
    waitMs: 25 * hourMs,
    gets: [
      confirmed,
      [
        "payment_reminder",
        "Hi John, we have not received the payment for your order #9999 at Lindenholz yet.\n\nAmount due: $414.95\n\nYou can pay on your order page. If you have paid in the meantime, please ignore this message.",
        orderLink,
      ],
    ],
  },
  {
    key: "order_cancelled",
    steps: [["orders/cancelled"]],
    gets: [
      [
        "order_cancelled",
        `Hi John, your order #9999 at Lindenholz has been cancelled.\n\nItems: ${fiveItems}\n\nIf you did not expect this or have a question, just reply to this message.`,
        orderLink,
      ],
    ],
  },
  {
    key: "refund_issued",
    steps: [["orders/create", paidOrder], ["refunds/create"]],
    gets: [
      confirmed,
      [
        "refund_issued",
        "Hi John, we have refunded $85.00 for your order #9999 at Lindenholz.\n\nDepending on your bank, it can take a few business days until you see the amount in your account.",
        orderLink,
      ],
    ],
  },
  {
    // The carrier's scan after it tells of the same parcel: one message.
    key: "order_shipped",
    steps: [["orders/create", paidOrder], ["fulfillments/create"], ["fulfillment_events/create"]],
    gets: [confirmed, shipped],
  },
  parcel("out_for_delivery", "out_for_delivery", [
    [
      "out_for_delivery",
      "Hi John, your order #9999 from Lindenholz is out for delivery and should reach you today.\n\nIt helps if someone is there to receive it.",
      orderLink,
    ],
  ]),
  parcel("delivered", "delivered", [delivered]),
  parcel("delivery_attempt_failed", "attempted_delivery", [
    [
      "delivery_attempt_failed",
      "Hi John, the carrier tried to deliver your order #9999 from Lindenholz but could not hand it over.\n\nThe next steps are on your order page. If you need help, just reply to this message.",
      orderLink,
    ],
  ]),
  parcel("delivery_delayed", "delayed", [
    [
      "delivery_delayed",
      "Hi John, we are sorry: your order #9999 from Lindenholz is taking longer than planned.\n\nYou can see the latest status on your order page. If you have a question, just reply to this message.",
      orderLink,
    ],
  ]),
  parcel("ready_for_pickup", "ready_for_pickup", [
    [
      "ready_for_pickup",
      "Hi John, your order #9999 at Lindenholz is ready for you to pick up.\n\nPlease have the order number at hand when you come. Address and opening hours are on your order page.",
      orderLink,
    ],
  ]),
  parcel(
    "review_request",
    "delivered",
    [
      delivered,
      [
        "review_request",
        `Hi John, your order #9999 from Lindenholz arrived a few days ago: ${fiveItems}.\n\nAre you happy with it? Your feedback on this order helps us and other customers.`,
        orderLink,
      ],
    ],
    4 * dayMs,
  ),
  {
    key: "abandoned_checkout",
    prepare: async (road) => void (await road.givenShopper({ phone: "+4915112345678", firstName: "John" })),
    steps: [["checkouts/create", inGermany]],
    waitMs: 12 * dayMs,
    gets: [
      [
        "abandoned_checkout_1",
        `Hi John, you left something behind at Lindenholz.\n\nIn your checkout: ${twoIpods}\nTotal: $421.88\n\nEverything is saved, so you can carry on right where you stopped.`,
        recoveryLink,
      ],
      [
        "abandoned_checkout_2",
        `Hi John, your items from Lindenholz are still waiting for you: ${twoIpods}.\n\nIf a question about a product, delivery or payment is holding you back, just reply to this message. We are happy to help.`,
        recoveryLink,
      ],
      [
        "abandoned_checkout_3",
        `Hi John, your checkout at Lindenholz is still open: ${twoIpods}.\n\nThis is our last message about it. If you still want the items, one tap brings you back.`,
        recoveryLink,
      ],
    ],
  },
  {
    // A cart says nothing of its owner: they are known from the checkout that came of it, and was left and deleted.
    key: "abandoned_cart",
    prepare: async (road) => void (await road.givenShopper({ phone: "+4915112345678", firstName: "John" })),
    steps: [
      ["checkouts/create", { ...inGermany, cart_token: "exampleCartId" }],
      ["checkouts/delete", { cart_token: "exampleCartId" }],
      ["carts/update", { updated_at: "2022-01-01T00:05:00Z" }],
    ],
    waitMs: dayMs,
    gets: [
      [
        "abandoned_cart",
        "Hi John, your cart at Lindenholz is still waiting: 3 × Example T-Shirt - Small.\n\nHave another look whenever it suits you. If you have a question, just reply to this message.",
        "https://checkout.local/cart/704912205188288512:3?storefront=true",
      ],
    ],
  },
  {
    key: "back_in_stock",
    prepare: async (road) => {
      const { id } = await road.givenShopper({ phone: "+4915112345678", firstName: "John", locale: "en" });
      await road.ctx.db.productRequest.create({
        data: {
          shopId: road.shop.id,
          id: road.ctx.ids.next(),
          contactId: id,
          kind: "back_in_stock",
          variantId: "642667041472713922",
          productTitle: "Example T-Shirt",
          variantTitle: "Small",
          productUrl: "https://checkout.local/products/example-t-shirt",
          requestedAt: new Date("2021-12-20T10:00:00Z"),
        },
      });
    },
    steps: [["variants/in_stock"]],
    waitMs: dayMs,
    gets: [
      [
        "back_in_stock",
        "Hi John, good news: Example T-Shirt – Small is back in stock at Lindenholz.\n\nYou asked us to tell you, so here we are. We can't say how long it will stay available.",
        "https://checkout.local/products/example-t-shirt",
      ],
    ],
  },
];

const linkPath = "/apps/tidings/r/";

/** The page of the shop behind a button's counted link. */
function whereItLeads(url: string): string {
  const { origin, pathname } = new URL(url);
  if (!pathname.startsWith(linkPath)) return url;
  const reference = testLinks.read(pathname.slice(linkPath.length));
  if (!reference) throw new Error("The reference of a link could not be read.");
  return `${origin}/${reference.path.replace(/^\//, "")}`;
}

describe("from a published sample to exactly the right message", () => {
  test("is shown for every automation of the gallery", () => {
    expect(scenarios.map(({ key }) => key).sort()).toEqual(gallery.map(({ key }) => key).sort());
  });

  test.each(scenarios)("$key", async ({ steps, waitMs, prepare, gets }) => {
    const road = await openSampleRoad();
    await prepare?.(road);
    for (const [topic, overrides] of steps) {
      await road.post(topic, { ...shopifySample(topic, road.domain), ...overrides });
      await road.settle();
    }
    if (waitMs !== undefined) await road.advance(waitMs);

    const received = road
      .received()
      .map(({ template, body, buttons }) => [
        template,
        body,
        buttons.map(({ url, payload }) => (url ? whereItLeads(url) : payload)).join(" "),
      ]);
    expect(received).toEqual(gets);
    expect(new Set(road.received().map(({ language }) => language))).toEqual(new Set(["en"]));
    const sent = (await road.messages()).filter(({ state }) => state !== "cancelled");
    expect(sent.map(({ state, templateName }) => [state, templateName])).toEqual(
      gets.map(([template]) => ["delivered", template]),
    );
    road.expectNoBreach();

    for (const { to } of road.received()) road.controls.read(to);
    await road.settle();
    const read = await road.messages();
    expect(read.filter(({ state }) => state !== "cancelled").map(({ state }) => state)).toEqual(gets.map(() => "read"));
  });
});
