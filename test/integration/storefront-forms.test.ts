import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ShopifyAdmin } from "#app/core/ports-shopify.ts";
import { locales } from "#app/i18n/locales.ts";
import { inTransaction, makeCtx, type TestContext } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenAutomatedShop } from "#test/support/given-automations.ts";
import { chrome, openFormDoors, signedQuery } from "#test/support/open-form-doors.ts";
import { optOut } from "#app/core/consent/opt-out.ts";
import { readConsent } from "#app/core/consent/read-consent.ts";

const database = useTestDatabase();
let made: TestContext;
let doors: Awaited<ReturnType<typeof openFormDoors>>;
let shop: { id: string; domain: string; storefrontHost: string };
let variant: Awaited<ReturnType<ShopifyAdmin["storeVariant"]>>;

const bowl = {
  productTitle: "Eichenschale",
  variantTitle: "Groß",
  productHandle: "eichenschale",
  price: "19.99",
  available: false,
};

beforeEach(async () => {
  made = makeCtx(database.db, { now: "2026-11-21T10:00:00Z" });
  ({ shop } = await givenAutomatedShop(made.ctx));
  variant = { outcome: "ok", variant: bowl };
  doors = await openFormDoors({ ctx: made.ctx, variant: () => variant });
});

afterEach(() => doors.close());

type Post = {
  path?: "opt-in" | "notify";
  fields?: Record<string, string>;
  headers?: Record<string, string>;
  method?: string;
  query?: string;
  body?: string;
};

let addresses = 0;

async function post({ path = "opt-in", fields = {}, headers = {}, method = "POST", query, body }: Post = {}) {
  addresses += 1;
  const filled = {
    phone: "0151 12345678",
    country: "DE",
    locale: "de",
    place: "footer",
    page: "/products/eichenschale?utm=1",
    wording: "Ja, ich möchte Nachrichten von Lindenholz.",
    consent: "1",
    website: "",
    rendered: String(made.clock.now().getTime() / 1000 - 60),
    elapsed: "9000",
    ...fields,
  };
  const address = `${doors.origin}/proxy/${path}?${query ?? signedQuery(shop.domain, made.clock.now())}`;
  const answer = await fetch(address, {
    method,
    headers: {
      accept: "application/json",
      "content-type": "application/x-www-form-urlencoded",
      "user-agent": chrome,
      "sec-fetch-site": "same-origin",
      origin: `https://${shop.storefrontHost}`,
      "x-forwarded-for": `203.0.113.${addresses % 250}, 23.227.38.1`,
      ...headers,
    },
    ...(method === "POST" ? { body: body ?? new URLSearchParams(filled).toString() } : {}),
  });
  const text = await answer.text();
  const type = answer.headers.get("content-type") ?? "";
  return { status: answer.status, type, text, json: type.includes("json") ? (JSON.parse(text) as unknown) : null };
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const count = () => Promise.all([database.db.contact.count(), database.db.message.count()]);

describe("the opt-in form", () => {
  test("records the asking with its proof and asks back, once however often it is pressed", async () => {
    const answer = await post();
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ outcome: "ok", message: expect.stringContaining("Vielen Dank") });
    expect((await post()).json).toEqual(answer.json);
    const [entry, ...others] = await database.db.consentEntry.findMany();
    expect(others).toEqual([]);
    expect(entry).toMatchObject({
      state: "pending",
      purpose: "marketing",
      source: "form",
      evidence: {
        wording: "Ja, ich möchte Nachrichten von Lindenholz.",
        wordingVersion: sha256("Ja, ich möchte Nachrichten von Lindenholz.").slice(0, 16),
        page: "/products/eichenschale",
        place: "footer",
        locale: "de",
        door: "proxy",
        userAgent: chrome,
      },
    });
    expect(JSON.stringify(entry)).not.toContain("203.0.113");
    expect(await count()).toEqual([1, 1]);
    expect(JSON.stringify(made.logs)).not.toContain("15112345678");
  });

  test.each(["thank_you", "order_status", "checkout"])(
    "takes no word for it that it stood on an order's page (%s)",
    async (place) => {
      expect((await post({ fields: { place } })).status).toBe(200);
      const entry = await database.db.consentEntry.findFirstOrThrow();
      expect(entry).toMatchObject({ source: "form", evidence: { place: "page", door: "proxy" } });
    },
  );

  test("says the same to numbers that are known, subscribed or opted out, and lifts no opt-out", async () => {
    const unknown = await post({ fields: { phone: "+4915199999999" } });
    await post();
    const contact = await database.db.contact.findFirstOrThrow({
      where: { identities: { some: { value: "+4915112345678" } } },
    });
    made.clock.advance(7_200_000);
    expect((await post()).json).toEqual(unknown.json);
    await inTransaction(made.ctx, (tx) =>
      optOut(tx, {
        shopId: shop.id,
        contactId: contact.id,
        purposes: ["marketing"],
        source: "merchant",
        evidence: {},
        occurredAt: made.clock.now(),
        dedupeKey: "no",
      }),
    );
    made.clock.advance(7_200_000);
    expect((await post()).json).toEqual(unknown.json);
    const now = await inTransaction(made.ctx, ({ tx }) => readConsent(tx, shop.id, contact.id));
    expect(now.marketing).toBe("revoked");
  });

  test.each<[string, Record<string, string>, string | undefined]>([
    ["no phone", { phone: "" }, "phone"],
    ["what is no phone", { phone: "call me" }, "phone"],
    ["a number without its country", { phone: "0151 12345678", country: "" }, "phone"],
    ["no consent", { consent: "" }, "consent"],
    ["a text that is too long", { wording: "x".repeat(1001) }, undefined],
    ["a consent to nothing that was shown", { wording: " " }, undefined],
  ])("refuses %s beside the field", async (_name, fields, field) => {
    const answer = await post({ fields });
    expect(answer.status).toBe(422);
    expect(answer.json).toMatchObject({ outcome: "invalid", ...(field ? { field } : {}) });
    expect(await count()).toEqual([0, 0]);
  });

  test("answers in ten languages, and without script as a page in the theme", async () => {
    const messages = new Set<string>();
    for (const locale of locales) {
      const answer = await post({ fields: { locale, phone: `+491511234${1000 + messages.size}` } });
      messages.add((answer.json as { message: string }).message);
    }
    expect(messages.size).toBe(10);
    const page = await post({
      headers: { accept: "text/html" },
      fields: { locale: "ar", page: '/pages/{{ shop.secret }}"><script>{% raw %}' },
    });
    expect(page).toMatchObject({ status: 200, type: "application/liquid; charset=utf-8" });
    expect(page.text).toContain('dir="rtl"');
    expect(page.text).toContain('href="/pages/%7B%7B%20shop.secret%20%7D%7D%22%3E%3Cscript%3E%7B%25%20raw%20%25%7D"');
    expect(page.text).not.toMatch(/\{|<script/);
  });

  test("refuses a signature by somebody else, of this shop and of now", async () => {
    expect((await post({ query: signedQuery(shop.domain, made.clock.now()) })).status).toBe(200);
    expect((await post({ query: signedQuery(shop.domain, made.clock.now(), "guess") })).status).toBe(401);
  });

  test.each<[string, Post, number]>([
    ["an unsigned request", { query: "shop=x.myshopify.com" }, 401],
    ["a form of another site", { headers: { "sec-fetch-site": "cross-site" } }, 403],
    ["a form that somebody typed into the address bar", { headers: { "sec-fetch-site": "none" } }, 403],
    ["JSON", { headers: { "content-type": "application/json" }, body: "{}" }, 415],
    ["a body of a megabyte", { body: `phone=${"1".repeat(1_000_000)}` }, 413],
    ["GET", { method: "GET" }, 405],
  ])("refuses %s", async (_name, how, status) => {
    expect((await post(how)).status).toBe(status);
    expect(await count()).toEqual([0, 0]);
  });

  test("refuses a signed address that was kept, and an old browser's form of another site", async () => {
    const query = signedQuery(shop.domain, made.clock.now());
    const { origin } = new URL("https://evil.example");
    const old = { headers: { "sec-fetch-site": "", origin } };
    made.clock.advance(600_000);
    expect((await post({ query })).status).toBe(401);
    expect((await post(old)).status).toBe(403);
  });

  test("takes nothing from bots, and tells them nothing", async () => {
    const real = await post();
    const requested = { kind: "price_drop", variant: "701" };
    variant = { outcome: "ok", variant: { ...bowl, available: true } };
    const realRequest = await post({ path: "notify", fields: { ...requested, phone: "+4915187654321" } });
    const before = await count();
    const website = "https://spam.example";
    expect((await post({ fields: { website, phone: "+4915199999999" } })).json).toEqual(real.json);
    const trapped = await post({ path: "notify", fields: { ...requested, website, phone: "+4915199999999" } });
    expect(trapped.json).toEqual(realRequest.json);
    expect(await post({ fields: { website, phone: "call me" } })).toMatchObject({ status: 422 });
    const rendered = String(made.clock.now().getTime() / 1000);
    expect(await post({ fields: { rendered } })).toMatchObject({ status: 429, json: { outcome: "busy" } });
    expect(await post({ fields: { elapsed: "300" } })).toMatchObject({ status: 429 });
    expect(await post({ fields: { rendered: "soon" } })).toMatchObject({ status: 429 });
    expect(await count()).toEqual(before);
  });

  test("slows down one address, and one number from many addresses", async () => {
    const from = { "x-forwarded-for": "198.51.100.7" };
    for (let time = 0; time < 30; time++) await post({ headers: from, fields: { phone: "" } });
    expect((await post({ headers: from })).status).toBe(429);
    for (let time = 0; time < 5; time++) expect((await post()).status).toBe(200);
    expect((await post()).status).toBe(429);
    expect((await post({ fields: { phone: "+49 151 12345678" } })).status).toBe(429);
    made.clock.advance(3_600_000);
    expect((await post({ headers: from })).status).toBe(200);
  });

  test("is closed where the app is not installed", async () => {
    await database.db.shop.update({ where: { id: shop.id }, data: { status: "uninstalled" } });
    expect(await post()).toMatchObject({ status: 404, json: { message: expect.stringContaining("nicht verfügbar") } });
    expect((await post({ headers: { accept: "text/html" } })).text).toContain("nicht verfügbar");
  });
});

describe("the form that asks to be told", () => {
  const asks = { kind: "back_in_stock", variant: "701", product: "a-lie" };

  test("keeps the request with Shopify's own words, and no consent to more", async () => {
    expect(await post({ path: "notify", fields: asks })).toMatchObject({ status: 200, json: { outcome: "ok" } });
    expect(await post({ path: "notify", fields: asks })).toMatchObject({ status: 200 });
    expect(await database.db.productRequest.findMany()).toMatchObject([
      {
        kind: "back_in_stock",
        variantId: "701",
        productTitle: "Eichenschale",
        variantTitle: "Groß",
        productUrl: `https://${shop.storefrontHost}/products/eichenschale?variant=701`,
        requestedAt: made.clock.now(),
        evidence: {
          wording: "Ja, ich möchte Nachrichten von Lindenholz.",
          wordingVersion: expect.stringMatching(/^[0-9a-f]{16}$/),
          page: "/products/eichenschale",
          place: "footer",
          locale: "de",
          door: "proxy",
          userAgent: expect.any(String),
        },
      },
    ]);
    expect(await database.db.consentEntry.count()).toBe(0);
    expect(await database.db.message.count()).toBe(0);
  });

  test("remembers what it costs now, when the price is what they wait for", async () => {
    variant = { outcome: "ok", variant: { ...bowl, available: true } };
    await post({ path: "notify", fields: { ...asks, kind: "price_drop", price: "1.00" } });
    const [request] = await database.db.productRequest.findMany();
    expect(request).toMatchObject({ kind: "price_drop", askedPriceMinor: 1999n, currency: "EUR" });
  });

  test("keeps nothing for what is in stock, unknown, or not told by Shopify", async () => {
    variant = { outcome: "ok", variant: { ...bowl, available: true } };
    expect(await post({ path: "notify", fields: asks })).toMatchObject({ status: 200 });
    variant = { outcome: "ok", variant: null };
    expect(await post({ path: "notify", fields: asks })).toMatchObject({ status: 422 });
    variant = { outcome: "unavailable", cause: "away" };
    expect(await post({ path: "notify", fields: asks })).toMatchObject({ status: 429 });
    expect(await post({ path: "notify", fields: { ...asks, variant: "1 OR 1=1" } })).toMatchObject({ status: 422 });
    expect(await database.db.productRequest.count()).toBe(0);
    expect(await database.db.contact.count()).toBe(0);
  });
});
