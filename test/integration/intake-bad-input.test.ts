import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deadOutcomes, deliveryOutcomes } from "#app/core/intake/outcomes.ts";
import { makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenShop } from "#test/support/given.ts";
import {
  checkoutPayload,
  deliver,
  orderPayload,
  outcomeOf,
  takeIn,
  takeInAll,
} from "#test/support/shopify-deliveries.ts";
import { asBody, everyTopic, shopifySample } from "#test/support/shopify-samples.ts";

const database = useTestDatabase();

async function setUp() {
  const { ctx, clock, logs } = makeCtx(database.db);
  const { shop } = await givenShop(ctx);
  return { ctx, clock, logs, shop, domain: shop.domain };
}

describe("what can not be read has an outcome", () => {
  it.each([
    ["unknown topic", "moons/rise", { id: 1 }, "ignored:unknown_topic"],
    ["broken JSON", "orders/create", '{"id":1', "dead:invalid_json"],
    ["no bytes", "orders/create", "", "dead:invalid_json"],
    ["bytes that are no text", "orders/create", new Uint8Array([0xff, 0xfe, 0x00]), "dead:invalid_json"],
    ["JSON that is no object", "orders/create", "[1,2]", "dead:invalid_json"],
    [
      "an order without an id",
      "orders/create",
      { name: "#1", updated_at: "2026-11-21T09:00:00Z" },
      "dead:invalid_payload",
    ],
    ["an order without a version", "orders/create", { id: 1 }, "dead:invalid_payload"],
    [
      "an id that is none",
      "orders/create",
      { id: "1; DROP", updated_at: "2026-11-21T09:00:00Z" },
      "dead:invalid_payload",
    ],
    ["a compliance request for another shop", "shop/redact", { shop_domain: "other.myshopify.com" }, "dead:wrong_shop"],
    [
      "an uninstallation of another shop",
      "app/uninstalled",
      { id: 1, myshopify_domain: "other.myshopify.com" },
      "dead:wrong_shop",
    ],
  ])("%s", async (_, topic, payload, outcome) => {
    const { ctx, domain } = await setUp();
    expect(await outcomeOf(ctx, domain, { topic, payload: payload })).toBe(outcome);
  });

  it.each([
    [
      "an emoji where a long title is cut",
      { line_items: [{ title: `${"a".repeat(499)}😀`, quantity: 1, price: "1.00" }] },
    ],
    ["U+0000 in a discount code", { discount_codes: [{ code: "A\u0000B" }] }],
    ["half a surrogate pair in a discount code", { discount_codes: [{ code: "A\ud83d" }] }],
    ["U+0000 in a token", { checkout_token: "a\u0000b" }],
    ["U+0000 in an address", { order_status_url: "https://shop.example/\u0000b" }],
    ["a time before Christ", { created_at: "-000001-01-01T00:00:00Z" }],
  ])("an order with %s is an order", async (_, oddity) => {
    const { ctx, domain } = await setUp();
    expect(await outcomeOf(ctx, domain, { topic: "orders/create", payload: { ...orderPayload(), ...oddity } })).toBe(
      "applied",
    );
  });

  it("a shop nobody knows", async () => {
    const { ctx } = await setUp();
    const webhook = { topic: "orders/create", payload: orderPayload() };
    expect(await outcomeOf(ctx, "stranger.myshopify.com", webhook)).toBe("ignored:unknown_shop");
  });
});

describe("what is odd is taken in", () => {
  it.each([
    ["no phone at all", { phone: null, customer: null, shipping_address: null }, "no_contact"],
    ["an impossible phone", { phone: "555-SHIP", customer: null, shipping_address: null }, "no_contact"],
    ["a phone of another country", { phone: "+33 6 12 34 56 78", customer: null, shipping_address: null }, "applied"],
    ["an unknown locale", { customer_locale: "klingon!" }, "applied"],
    ["a locale with an underscore", { customer_locale: "pt_BR" }, "applied"],
    [
      "types nobody expects",
      { tags: 5, line_items: "none", customer: "Ada", total_price: {}, discount_codes: null, shipping_address: [] },
      "no_contact",
    ],
    ["a currency nobody knows", { currency: "E1", total_price: "abc" }, "applied"],
  ])("%s", async (_, overrides, outcome) => {
    const { ctx, domain } = await setUp();
    expect(await outcomeOf(ctx, domain, { topic: "orders/create", payload: orderPayload(overrides) })).toBe(outcome);
    const order = await ctx.db.order.findFirstOrThrow();
    expect(order.currency).toMatch(/^[A-Z]{3}$/);
    if ("customer_locale" in overrides)
      expect(order.locale).toBe(overrides.customer_locale === "pt_BR" ? "pt-BR" : null);
  });

  it.each([
    ["JPY", "6800", 6800n],
    ["KWD", "14.500", 14500n],
    ["EUR", "44.97", 4497n],
  ])("prices in %s", async (currency, total_price, minor) => {
    const { ctx, domain } = await setUp();
    await outcomeOf(ctx, domain, { topic: "orders/create", payload: orderPayload({ currency, total_price }) });
    expect(await ctx.db.order.findFirst()).toMatchObject({ currency, totalMinor: minor });
  });

  it("an order with 300 lines, with emoji, right-to-left text, NUL and half a surrogate in their titles", async () => {
    const { ctx, domain } = await setUp();
    const titles = ["🧵 Hemd 👕", "قميص كتان", "a\u0000b", "\ud800x"];
    const line_items = Array.from({ length: 300 }, (_, index) => ({
      title: titles[index % 4],
      quantity: 1,
      price: "1.00",
      product_id: index + 1,
    }));
    expect(await outcomeOf(ctx, domain, { topic: "orders/create", payload: orderPayload({ line_items }) })).toBe(
      "applied",
    );
    const { lineItems } = await ctx.db.order.findFirstOrThrow();
    expect(lineItems).toHaveLength(300);
    const kept = (lineItems as { title: string }[]).slice(0, 4).map(({ title }) => title);
    expect(kept).toEqual(["🧵 Hemd 👕", "قميص كتان", "ab", "\ufffdx"]);
  });

  it("a contact known by a customer id only", async () => {
    const { ctx, domain } = await setUp();
    const payload = checkoutPayload({ customer: { id: "id:9007199254740993" }, shipping_address: null });
    expect(await outcomeOf(ctx, domain, { topic: "checkouts/create", payload })).toBe("applied");
    expect(await ctx.db.contactIdentity.findMany()).toMatchObject([
      { kind: "shopify_customer", value: "9007199254740993" },
    ]);
  });
});

describe("nothing bad stops what comes after it", () => {
  it("whatever bytes come, every delivery ends with an outcome and the good one behind them is applied", async () => {
    const { ctx, clock, domain } = await setUp();
    const topics = everyTopic();
    const samples = fc.constantFrom(...topics).chain((topic) => {
      const bytes = asBody(shopifySample(topic, domain));
      return fc.record({
        topic: fc.constant(topic),
        payload: fc.oneof(
          fc.constant("null"),
          fc.json(),
          fc.uint8Array({ maxLength: 60 }).map((random) => Uint8Array.from(random)),
          fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)).map(([position, byte]) => {
            const mutated = Uint8Array.from(bytes);
            mutated[position] = byte;
            return mutated;
          }),
        ),
      });
    });
    for (const webhook of fc.sample(samples, 60)) {
      // An uninstallation would end the test's shop.
      if (webhook.topic === "app/uninstalled") continue;
      await deliver(ctx, domain, webhook);
    }
    const good = await deliver(ctx, domain, { topic: "orders/create", payload: orderPayload() });
    await takeIn(ctx, 200);
    expect(await ctx.db.webhookDelivery.findUnique({ where: { id: good } })).toMatchObject({ state: "done" });
    await takeInAll(ctx, clock);
    const rows = await ctx.db.webhookDelivery.findMany();
    expect(rows.filter(({ state }) => state === "pending")).toEqual([]);
    const known: readonly string[] = [...deliveryOutcomes, ...deadOutcomes];
    expect(rows.map(({ outcome }) => outcome ?? "").filter((outcome) => !known.includes(outcome))).toEqual([]);
  });
});
