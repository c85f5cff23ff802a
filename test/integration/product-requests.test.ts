import { beforeEach, describe, expect, test } from "vitest";
import { keepProductRequest, type NewProductRequest } from "#app/core/product-requests/keep-product-request.ts";
import { inTransaction, makeCtx } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenReadyAutomation } from "#test/support/given-ready-automation.ts";
import { givenContact, givenShop } from "#test/support/given.ts";
import { openRoad } from "#test/support/road.ts";

const database = useTestDatabase();
const hour = 3_600_000;
const phone = "+4915112345678";
const variantId = "44012345678901";
type Road = Awaited<ReturnType<typeof openRoad>>;

describe("asking in the chat, on the page of something sold out", () => {
  let road: Road;
  beforeEach(async () => {
    road = await openRoad(database, { languages: ["en", "de"] });
  });

  const ask = (reference = `restock-linen-tote.${variantId}.de`) =>
    writes(`Bitte sagt mir Bescheid, wenn “Leinentasche – Groß” wieder da ist: https://x.example/ (ref: ${reference})`);
  async function writes(text: string): Promise<void> {
    road.controls.receive(phone, { text });
    await road.settle();
  }
  async function restock(): Promise<void> {
    const now = road.clock.now().toISOString();
    await road.post("variants/in_stock", { id: variantId, title: "Groß", updated_at: now });
    await road.settle();
  }
  const texts = () => road.received().map(({ template, body }) => template ?? body);
  const requests = () => road.ctx.db.productRequest.findMany({ orderBy: { id: "asc" } });

  test("they are answered once in the language of the page, and told once when it is back", async () => {
    await ask();
    expect(texts()).toEqual([expect.stringContaining("Leinentasche – Groß wieder auf Lager ist")]);
    expect(await requests()).toMatchObject([
      {
        kind: "back_in_stock",
        variantId,
        productTitle: "Leinentasche – Groß",
        productUrl: `https://${road.shop.storefrontHost}/products/linen-tote?variant=${variantId}`,
        evidence: { channel: "whatsapp", said: expect.stringContaining("(ref: restock-"), wamid: expect.any(String) },
      },
    ]);
    road.clock.advance(hour);
    await ask();
    expect(texts()).toHaveLength(1);
    expect(await requests()).toHaveLength(1);

    road.clock.advance(2 * hour);
    await restock();
    await restock();
    const told = road.received().slice(1);
    expect(told).toMatchObject([{ template: "back_in_stock", language: "de" }]);
    expect(told[0]?.body).toContain("Leinentasche – Groß");
    expect(told[0]?.buttons[0]?.url).toContain("/apps/tidings/r/");
    road.expectNoBreach();
  });

  test("after being told they may ask again, and are told again", async () => {
    for (let time = 1; time <= 2; time++) {
      await ask();
      road.clock.advance(2 * hour);
      await restock();
      road.clock.advance(24 * hour);
    }
    expect(texts().filter((text) => text === "back_in_stock")).toHaveLength(2);
  });

  test("sold out again while the message waits in its lane: it is withdrawn, and they wait for the next restock", async () => {
    await ask();
    await road.advance(2 * hour);
    const pausedUntil = new Date(road.clock.now().getTime() + hour);
    await road.ctx.db.sendLane.updateMany({ data: { pausedUntil } });
    await restock();
    const notice = { where: { templateName: "back_in_stock" } };
    expect(await road.ctx.db.message.findMany(notice)).toMatchObject([{ state: "queued" }]);
    const soldOutAt = new Date(road.clock.now().getTime() + 1_000).toISOString();
    road.clock.advance(60_000);
    await road.post("variants/out_of_stock", { id: variantId, title: "Groß", updated_at: soldOutAt });
    await road.settle();
    expect(await road.ctx.db.message.findMany(notice)).toMatchObject([{ state: "cancelled", reason: "out_of_stock" }]);
    expect(await road.ctx.db.productRequest.count({ where: { notifiedAt: null } })).toBe(1);
    await road.advance(2 * hour);
    expect(texts()).toHaveLength(1);
    await restock();
    expect(road.received().slice(1)).toMatchObject([{ template: "back_in_stock" }]);
  });

  test("who stopped us before is told how to come back, and nothing goes until they did", async () => {
    await writes("STOP");
    await ask();
    expect(texts().at(-1)).toContain("START");
    road.clock.advance(hour);
    await restock();
    expect(texts()).not.toContain("back_in_stock");
  });

  test("who stops us after asking is not told", async () => {
    await ask();
    await writes("STOP");
    road.clock.advance(hour);
    await restock();
    expect(texts()).not.toContain("back_in_stock");
  });

  test("who comes back with START and asks again is told", async () => {
    await writes("STOP");
    await ask();
    road.clock.advance(60_000);
    await writes("START");
    road.clock.advance(60_000);
    await ask();
    expect(texts().at(-1)).toContain("wieder auf Lager");
    road.clock.advance(2 * hour);
    await restock();
    expect(texts()).toContain("back_in_stock");
  });

  test("START alone is enough for what they asked while they were out, as they were promised", async () => {
    await writes("STOP");
    road.clock.advance(60_000);
    await ask();
    road.clock.advance(60_000);
    await writes("START");
    road.clock.advance(2 * hour);
    await restock();
    expect(texts()).toContain("back_in_stock");
  });

  test.each(["restock-linen-tote", `product-linen-tote.${variantId}`, "restock", "cart"])(
    "a message with (ref: %s) asks for nothing",
    async (reference) => {
      await ask(reference);
      expect(await requests()).toEqual([]);
      expect(texts()).toEqual([]);
    },
  );

  test("a title that was written away is made of the page's name", async () => {
    await writes(`When? (ref: restock-linen-tote.${variantId})`);
    expect(await requests()).toMatchObject([{ productTitle: "linen tote" }]);
  });
});

describe("waiting for a lower price", () => {
  let road: Road;
  beforeEach(async () => {
    road = await openRoad(database);
    await givenReadyAutomation(road.ctx, road.shop.id, "price_drop");
  });

  async function asks(minor: bigint, overrides: { currency?: string } = {}): Promise<{ id: string }> {
    const { id: contactId } = await road.givenShopper({ consents: false, locale: "en" });
    const price = { minor, currency: overrides.currency ?? "EUR" };
    const wanted = { ...request, kind: "price_drop" as const, contactId, price, requestedAt: road.clock.now() };
    const { requestId } = await inTransaction(road.ctx, (ctx) => keepProductRequest(ctx, road.shop.id, wanted));
    return { id: requestId };
  }
  async function costs(price: string, at: Date = road.clock.now(), settle = true): Promise<void> {
    const variants = [
      { id: variantId, price },
      { id: "999", price: "1.00" },
    ];
    await road.post("products/update", { id: "77", updated_at: at.toISOString(), variants });
    if (settle) await road.settle();
  }
  const told = () => road.received().filter(({ template }) => template === "price_drop");
  const later = () => road.clock.advance(60_000);

  test("everybody is told once, with the price they asked at and the new one", async () => {
    await asks(4990n);
    await asks(3500n);
    later();
    await costs("39.90");
    later();
    await costs("38.00");
    expect(told()).toHaveLength(1);
    expect(told()[0]?.body).toContain("€49.90");
    expect(told()[0]?.body).toContain("€39.90");
    later();
    await costs("30.00");
    expect(told()).toHaveLength(2);
    road.expectNoBreach();
  });

  test("the same price, a higher one, another variant or another currency is no drop", async () => {
    await asks(4990n);
    await asks(9990n, { currency: "USD" });
    later();
    await costs("49.90");
    later();
    await costs("59.90");
    expect(told()).toEqual([]);
    expect(await road.ctx.db.storeEvent.count()).toBe(0);
  });

  test("a change of a product nobody waits for leaves no trace but its delivery", async () => {
    await costs("1.00");
    const [delivery] = await road.ctx.db.webhookDelivery.findMany({ where: { topic: "products/update" } });
    expect(delivery).toMatchObject({ state: "done", outcome: "ignored:nobody_waits" });
  });

  test("news of an older price changes nothing, nor does the same news again", async () => {
    const before = new Date(road.clock.now().getTime() - hour);
    await asks(4990n);
    await costs("10.00", before);
    expect(told()).toEqual([]);
    later();
    const dropped = road.clock.now();
    await costs("39.90", dropped);
    await costs("39.90", dropped);
    expect(told()).toHaveLength(1);
  });

  test("risen again before it went: nothing goes, they wait on, and the next drop is told", async () => {
    const { id } = await asks(4990n);
    await road.ctx.db.shop.updateMany({ data: { settings: { paused: true } } });
    later();
    await costs("39.90");
    expect(await road.ctx.db.productRequest.findFirstOrThrow({ where: { id } })).not.toMatchObject({
      notifiedAt: null,
    });
    later();
    await costs("49.90");
    expect(await road.ctx.db.productRequest.findFirstOrThrow({ where: { id } })).toMatchObject({ notifiedAt: null });
    await road.ctx.db.shop.updateMany({ data: { settings: {} } });
    await road.advance(hour);
    expect(told()).toEqual([]);
    await costs("35.00");
    await road.advance(hour);
    expect(told().map(({ body }) => body)).toEqual([expect.stringContaining("€35.00")]);
  });

  test("risen again while it waits in its lane: it is withdrawn, and they wait anew", async () => {
    await asks(4990n);
    const pausedUntil = new Date(road.clock.now().getTime() + hour);
    await road.ctx.db.sendLane.updateMany({ data: { pausedUntil } });
    later();
    await costs("39.90");
    expect(await road.messages()).toMatchObject([{ state: "queued" }]);
    later();
    await costs("49.90");
    expect(await road.messages()).toMatchObject([{ state: "cancelled", reason: "price_rose" }]);
    expect(await road.ctx.db.productRequest.findMany({ where: { notifiedAt: null } })).toMatchObject([
      { evidence: { wording: "Tell me when it costs less" } },
    ]);
    await road.advance(2 * hour);
    await costs("30.00");
    await road.advance(hour);
    expect(told().map(({ body }) => body)).toEqual([expect.stringContaining("€30.00")]);
  });

  type Path = { steps: Record<string, unknown>[] };
  async function follows(path: (send: Record<string, unknown>) => object[]): Promise<void> {
    const automation = await road.ctx.db.automation.findFirstOrThrow({ where: { key: "price_drop" } });
    const definition = automation.definition as Path;
    const [send] = definition.steps;
    if (!send) throw new Error("The gallery's price drop sends nothing.");
    await road.ctx.db.automation.updateMany({
      where: { id: automation.id },
      data: { definition: { ...definition, steps: path(send) } },
    });
  }

  test("a path of more than one step that is broken off and begins again goes to its end", async () => {
    const anybody = { all: [{ field: "consent.marketing", op: "is_none_of", value: ["revoked"] }] };
    await follows((send) => [
      {
        id: "if",
        kind: "condition",
        if: anybody,
        then: [{ id: "pause", kind: "wait", for: { hours: 2 } }, send],
        otherwise: [{ id: "stop", kind: "stop" }],
      },
    ]);
    await asks(4990n);
    later();
    await costs("39.90");
    await road.advance(hour);
    await costs("49.90");
    later();
    await costs("35.00");
    await road.advance(3 * hour);
    expect(told().map(({ body }) => body)).toEqual([expect.stringContaining("€35.00")]);
    expect(await road.ctx.db.automationRun.findMany()).toMatchObject([{ state: "finished" }]);
  });

  test("asking to be told once is consent to one message: what else the path holds needs consent like any other", async () => {
    await follows((send) => [send, { id: "pause", kind: "wait", for: { days: 3 } }, { ...send, id: "offer" }]);
    await asks(4990n);
    const { id: contactId } = await road.givenShopper({ consents: true, locale: "en" });
    const price = { minor: 4990n, currency: "EUR" };
    const wanted = { ...request, kind: "price_drop" as const, contactId, price, requestedAt: road.clock.now() };
    await inTransaction(road.ctx, (ctx) => keepProductRequest(ctx, road.shop.id, wanted));
    later();
    await costs("39.90");
    await road.advance(hour);
    expect(told()).toHaveLength(2);
    await road.advance(80 * hour);
    const messages = await road.messages();
    const [consenting, asking] = [true, false].map((own) =>
      messages.filter((one) => (one.contactId === contactId) === own),
    );
    expect(consenting).toMatchObject([{ state: "delivered" }, { state: "delivered" }]);
    expect(asking).toMatchObject([{ state: "delivered" }, { state: "suppressed", reason: "no_marketing_consent" }]);
    road.expectNoBreach();
  });

  test("risen while the first message of a longer path waits in its lane: withdrawn, and told with the next drop", async () => {
    await follows((send) => [send, { id: "pause", kind: "wait", for: { days: 2 } }, { ...send, id: "again" }]);
    await asks(4990n);
    await road.ctx.db.sendLane.updateMany({ data: { pausedUntil: new Date(road.clock.now().getTime() + hour) } });
    later();
    await costs("39.90");
    later();
    await costs("49.90");
    expect(await road.messages()).toMatchObject([{ state: "cancelled", reason: "price_rose" }]);
    await road.advance(2 * hour);
    await costs("30.00");
    await road.advance(hour);
    expect(told().map(({ body }) => body)).toEqual([expect.stringContaining("€30.00")]);
  });
});

const request = {
  variantId,
  productTitle: "Linen tote",
  variantTitle: null,
  productUrl: "https://lindenholz.example/products/linen-tote",
  evidence: { wording: "Tell me when it costs less" },
};

describe("one request per person, variant and kind", () => {
  async function givenAsking() {
    const { ctx, clock } = makeCtx(database.db);
    const { shop } = await givenShop(ctx);
    const { id: contactId } = await givenContact(ctx, shop.id);
    const ask = (over: Partial<NewProductRequest> = {}, price = 1000n) => {
      const wanted = {
        ...request,
        contactId,
        requestedAt: clock.now(),
        kind: "price_drop",
        price: { minor: price, currency: "EUR" },
        ...over,
      };
      return inTransaction(ctx, (tx) => keepProductRequest(tx, shop.id, wanted as NewProductRequest));
    };
    return { ctx, clock, shop, ask };
  }

  test("however often they ask, and the newest price and proof stand", async () => {
    const { ctx, clock, ask } = await givenAsking();
    const first = await ask({ evidence: { page: "/first" } });
    clock.advance(hour);
    expect(await ask({ evidence: { page: "/newest" } }, 1200n)).toEqual({
      outcome: "already",
      requestId: first.requestId,
    });
    expect(await ask({ requestedAt: new Date(0) }, 1n)).toMatchObject({ outcome: "already" });
    expect(await ctx.db.productRequest.findMany()).toMatchObject([
      { askedPriceMinor: 1200n, evidence: { page: "/newest" } },
    ]);
  });

  test("each kind, each variant and each shop by itself", async () => {
    const { ctx, ask } = await givenAsking();
    await ask();
    expect(await ask({ kind: "back_in_stock" })).toMatchObject({ outcome: "requested" });
    expect(await ask({ variantId: "2" })).toMatchObject({ outcome: "requested" });
    expect(await ctx.db.productRequest.count()).toBe(3);
  });
});
