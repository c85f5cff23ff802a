import { describe, expect, it } from "vitest";
import { optOut } from "#app/core/consent/opt-out.ts";
import { listConsent } from "#app/core/analytics/list-consent.ts";
import { readConsent } from "#app/core/consent/read-consent.ts";
import { inTransaction } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { signExtensionToken } from "#test/support/extension-token.ts";
import { givenCheckout } from "#test/support/given-automations.ts";
import { givenContact } from "#test/support/given.ts";
import {
  openOrderPage,
  audience,
  secret,
  wording,
  marketingWording,
  checkoutToken,
  ownPhone,
  otherPhone,
  givenOrder,
  questions,
  entries,
  press,
  contactOf,
  whoHearsOfTheParcel,
} from "#test/support/order-page.ts";

const database = useTestDatabase();
const givenPage = (options?: { settings?: object }) => openOrderPage(database.db, options);

describe("who may ask", () => {
  it("is whoever Shopify signed for, of a shop that is installed", async () => {
    const page = await givenPage();
    expect(await page.state()).toMatchObject({ status: 200, cors: "*" });
    for (const authorization of ["", "Bearer ", "Basic abc", `Bearer ${page.token()}x`])
      expect(await page.post("/state", {}, { authorization })).toMatchObject({ status: 401, cors: "*" });
    const foreign = signExtensionToken({
      shopDomain: "nobody.myshopify.com",
      audience,
      secret,
      now: page.clock.now(),
    });
    expect(await page.post("/state", {}, { authorization: `Bearer ${foreign}` })).toMatchObject({ status: 404 });
    await page.ctx.db.shop.update({ where: { id: page.shopId }, data: { status: "uninstalled" } });
    expect(await page.state()).toMatchObject({ status: 404 });
    expect(await page.optIn()).toMatchObject({ status: 404 });
  });

  it("is not who kept a token for later", async () => {
    const page = await givenPage();
    const authorization = `Bearer ${page.token()}`;
    page.clock.advance(6 * 60_000);
    expect(await page.post("/state", {}, { authorization })).toMatchObject({ status: 401 });
  });

  it("learns from the preflight what may be sent", async () => {
    const page = await givenPage();
    const answer = await fetch(page.origin, {
      method: "OPTIONS",
      headers: {
        origin: "https://extensions.shopifycdn.com",
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type",
      },
    });
    expect(answer.status).toBe(204);
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(answer.headers.get("access-control-allow-headers")).toBe("authorization, content-type");
    expect(answer.headers.get("access-control-allow-methods")).toBe("POST");
    expect((await fetch(page.origin)).status).toBe(405);
  });

  it("is refused what is no opt-in, with the field that is wrong", async () => {
    const page = await givenPage();
    expect(await page.optIn({ phone: "12" })).toMatchObject({ status: 422, outcome: "invalid", field: "phone" });
    expect(await page.optIn({ phone: "" })).toMatchObject({ status: 422, field: "phone" });
    for (const body of ["", "{", "[]", "null", { place: "footer", phone: ownPhone, wording }])
      expect(await page.post("", body)).toMatchObject({ status: 422, outcome: "invalid" });
    expect(await page.optIn({ wording: " " })).toMatchObject({ status: 422 });
    expect(await page.optIn({ wording: "x".repeat(20_000) })).toMatchObject({ status: 413, cors: "*" });
    expect(await entries(page)).toEqual([]);
  });

  it("waits after too many tries of one order, with one number, from one address", async () => {
    const page = await givenPage();
    const times = async (count: number, more: (n: number) => Record<string, unknown>) => {
      const answers = [];
      for (let n = 0; n < count; n++) answers.push((await page.optIn(more(n))).status);
      return answers.filter((status) => status === 200).length;
    };
    expect(await times(12, (n) => ({ phone: `+49151200000${10 + n}` }))).toBe(10);
    expect(await times(7, (n) => ({ phone: otherPhone, checkoutToken: `another-order-${n}` }))).toBe(5);
    page.clock.advance(11 * 60_000);
    expect((await page.optIn()).status).toBe(200);
    const statuses = [];
    for (let n = 0; n < 125; n++) statuses.push((await page.state()).status);
    expect(statuses.at(-1)).toBe(429);
    expect(JSON.stringify(page.logs)).not.toContain("4915");
  });
});

describe("updates for an order, on the number it was ordered with", () => {
  it("are on with one tap, without a question, with the proof kept", async () => {
    const page = await givenPage();
    await givenOrder(page);
    expect(await page.state()).toMatchObject({ state: { updates: "off", marketing: "off" } });
    expect(await page.optIn()).toMatchObject({ status: 200, outcome: "ok", state: { updates: "on" } });
    expect(await questions(page)).toEqual([]);
    const [asked] = await entries(page);
    expect(asked).toMatchObject({ purpose: "transactional", state: "granted", source: "thank_you" });
    expect(asked?.evidence).toMatchObject({
      wording,
      page: "thank_you",
      place: "thank_you",
      door: "thank_you",
      locale: "de",
    });
    expect(asked?.evidence).toHaveProperty("wordingVersion", expect.stringMatching(/^[0-9a-f]{16}$/));
    expect(asked?.evidence).toHaveProperty("userAgent");
    const [shown] = (await listConsent(page.ctx, page.shopId, {})).entries;
    expect(shown?.proof.map(({ key }) => key)).toEqual(["wording", "wordingVersion"]);

    expect(await page.state()).toMatchObject({ state: { updates: "on", marketing: "off" } });
    const contactId = await contactOf(page, ownPhone);
    expect(await inTransaction(page.ctx, ({ tx }) => readConsent(tx, page.shopId, contactId))).toEqual({
      marketing: "none",
      transactional: "granted",
    });
    expect(await whoHearsOfTheParcel(page)).toBe(contactId);
  });

  it("ask for marketing only when its box was ticked", async () => {
    const page = await givenPage();
    await givenOrder(page);
    await page.optIn({ marketingWording, place: "order_status" });
    const purposes = (await entries(page)).map(({ purpose, source }) => [purpose, source]).sort();
    expect(purposes).toEqual([
      ["marketing", "order_status"],
      ["transactional", "order_status"],
    ]);
    expect((await entries(page))[0]?.evidence).toHaveProperty("wording", `${wording}\n${marketingWording}`);
    page.clock.advance(60_000);
    await press(page, ownPhone, "opt-in:yes:everything");
    expect(await page.state()).toMatchObject({ state: { updates: "on", marketing: "on" } });
  });

  it("are on with the tap of a guest whose number stands in the address, as it is written there", async () => {
    const page = await givenPage();
    const shipping = { first_name: "Ada", phone: "0151 12345678", country_code: "DE" };
    await givenOrder(page, null, { customer: null, shipping_address: shipping });
    expect(await page.optIn({ phone: "0151 12345678" })).toMatchObject({ state: { updates: "on" } });
    expect(await questions(page)).toEqual([]);
  });

  it("are on once the order is known, when the tap came before it", async () => {
    const page = await givenPage();
    expect(await page.optIn()).toMatchObject({ state: { updates: "pending" } });
    page.clock.advance(2_000);
    await givenOrder(page);
    expect(await page.state()).toMatchObject({ state: { updates: "on", marketing: "off" } });
    const [asked, given] = await entries(page);
    expect(given).toMatchObject({ state: "granted", source: "thank_you", occurredAt: asked?.occurredAt });
    expect(given?.evidence).toMatchObject({ wording });
    expect(await page.ctx.db.orderUpdates.count()).toBe(0);
    expect(await page.optIn()).toMatchObject({ state: { updates: "on" } });
  });

  it("are not another's by their order's coming, nor by the number of a checkout that nobody paid", async () => {
    const page = await givenPage();
    const { id: contactId } = await givenContact(page.ctx, page.shopId, { phone: otherPhone });
    await givenCheckout(page.ctx, page.shopId, { token: checkoutToken, contactId });
    expect(await page.optIn({ phone: otherPhone })).toMatchObject({ state: { updates: "pending" } });
    await givenOrder(page);
    expect(await page.state()).toMatchObject({ state: { updates: "pending" } });
    expect((await entries(page)).map(({ state }) => state)).toEqual(["pending"]);
  });

  it("are on at once where the shop's country asks for no confirmation", async () => {
    const page = await givenPage({ settings: { optIn: { confirm: "except", countries: ["DE"] } } });
    await givenOrder(page);
    expect(await page.optIn()).toMatchObject({ state: { updates: "on" } });
    expect(await questions(page)).toEqual([]);
  });

  it("are recorded once when the same yes comes again", async () => {
    const page = await givenPage();
    await givenOrder(page);
    await Promise.all([page.optIn({ marketingWording }), page.optIn({ marketingWording })]);
    expect(await entries(page)).toHaveLength(2);
    expect(await questions(page)).toHaveLength(1);
  });

  it("stay off after an opt-out, and the page says how they come back", async () => {
    const page = await givenPage();
    await givenOrder(page);
    const contactId = await contactOf(page, ownPhone);
    await inTransaction(page.ctx, (tx) =>
      optOut(tx, {
        shopId: page.shopId,
        contactId,
        purposes: ["marketing", "transactional"],
        source: "keyword",
        evidence: {},
        occurredAt: page.clock.now(),
        dedupeKey: "stop",
      }),
    );
    page.clock.advance(60_000);
    expect(await page.state()).toMatchObject({ state: { updates: "stopped" } });
    expect(await page.optIn()).toMatchObject({ state: { updates: "stopped" } });
    expect(await questions(page)).toEqual([]);
  });

  it("show nothing of whose number was typed into a checkout that nobody paid", async () => {
    const page = await givenPage();
    const { ctx, clock, shopId } = page;
    const { id: contactId } = await givenContact(ctx, shopId);
    await inTransaction(ctx, (tx) =>
      optOut(tx, {
        shopId,
        contactId,
        purposes: ["marketing", "transactional"],
        source: "keyword",
        evidence: {},
        occurredAt: clock.now(),
        dedupeKey: "stop",
      }),
    );
    await givenCheckout(ctx, shopId, { token: checkoutToken, contactId });
    expect(await page.state()).toMatchObject({ state: { updates: "off", marketing: "off" } });
    // Paid, and the order's own webhook has not come yet.
    await ctx.db.checkout.updateMany({ data: { completedAt: clock.now() } });
    expect(await page.state()).toMatchObject({ state: { updates: "stopped" } });
  });

  it("are known of the customer who is logged in, too", async () => {
    const page = await givenPage({ settings: { optIn: { confirm: "only", countries: [] } } });
    await givenContact(page.ctx, page.shopId, { phone: ownPhone, customerId: "42" });
    await page.post(
      "",
      { place: "order_status", phone: ownPhone, wording },
      { authorization: `Bearer ${page.token("42")}` },
    );
    expect(await page.state({ customerId: "42" })).toMatchObject({ state: { updates: "on" } });
    expect(await page.state({ customerId: "43" })).toMatchObject({ state: { updates: "off" } });
    expect(await page.state({ checkoutToken: "another-order" })).toMatchObject({ state: { updates: "off" } });
  });
});

it("is not offered where the shop has no WhatsApp number", async () => {
  const page = await givenPage();
  await page.ctx.db.sendLane.deleteMany({ where: { shopId: page.shopId } });
  await page.ctx.db.whatsAppNumber.deleteMany({ where: { shopId: page.shopId } });
  expect(await page.state()).toMatchObject({ state: { updates: "unavailable" } });
});
