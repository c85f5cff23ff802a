import { createHmac } from "node:crypto";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createWebServer } from "#app/doors/create-server.ts";
import { createLinkDoor, linkDoorPath } from "#app/doors/link-door.ts";
import { recordClick } from "#app/core/results/record-click.ts";
import { preferencesUrl } from "#app/core/shared/preference-reference.ts";
import { makeCtx, type TestContext } from "#test/support/context.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { givenMessage } from "#test/support/given-message.ts";
import { givenContact, givenShop } from "#test/support/given.ts";
import { testLinks } from "#test/support/link-references.ts";

const database = useTestDatabase();
const secret = "hush";
const chrome =
  "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36";
const path = "548380009/checkouts/ac/b1946ac92492/recover?key=d234";
let made: TestContext;
let server: Server;
let origin: string;
let shopId: string;
let domain: string;
let messageId: string;
let counting: Promise<unknown>[];
let databaseIsUp: boolean;

beforeEach(async () => {
  made = makeCtx(database.db);
  const { shop, number } = await givenShop(made.ctx);
  shopId = shop.id;
  domain = shop.domain;
  const contact = await givenContact(made.ctx, shopId);
  messageId = await givenMessage(made.ctx, { shopId, numberId: number.id, contactId: contact.id });
  counting = [];
  databaseIsUp = true;
  const door = createLinkDoor({
    secrets: [secret],
    links: testLinks,
    log: made.ctx.log,
    recordClick: (click) => {
      const done = databaseIsUp ? recordClick(made.ctx, click) : Promise.reject(new Error("the database is away"));
      counting.push(done.catch(() => undefined));
      return done;
    },
  });
  server = createWebServer({
    doors: { [linkDoorPath]: door },
    pages: (_request, response) => void response.writeHead(418).end(),
    log: made.ctx.log,
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => new Promise((resolve) => server.close(resolve)));

type Press = {
  reference?: string;
  headers?: Record<string, string>;
  method?: string;
  shop?: string;
  signWith?: string;
};

/** As Shopify's proxy asks for it. */
async function press({ reference, headers = {}, method = "GET", shop = domain, signWith = secret }: Press = {}) {
  const query = new URLSearchParams({ shop, logged_in_customer_id: "", path_prefix: "/apps/tidings", timestamp: "1" });
  const text = [...query]
    .map(([name, value]) => `${name}=${value}`)
    .toSorted()
    .join("");
  query.set("signature", createHmac("sha256", signWith).update(text).digest("hex"));
  const address = `${origin}${linkDoorPath}${reference ?? testLinks.write({ messageId, path })}?${query}`;
  const answer = await fetch(address, { method, headers: { "user-agent": chrome, ...headers }, redirect: "manual" });
  await Promise.all(counting);
  return { status: answer.status, location: answer.headers.get("location") };
}

const clickedAt = async () =>
  (await database.db.message.findUniqueOrThrow({ where: { shopId_id: { shopId, id: messageId } } })).clickedAt;

describe("a pressed link", () => {
  test("leads to its target at once, and is counted once", async () => {
    const first = made.ctx.clock.now();
    expect(await press()).toEqual({ status: 302, location: `/${path}&tidings=${messageId}` });
    expect(await clickedAt()).toEqual(first);
    made.clock.advance(60_000);
    expect(await press()).toEqual({ status: 302, location: `/${path}&tidings=${messageId}` });
    expect(await clickedAt()).toEqual(first);
  });

  test("leads to its target when counting fails", async () => {
    databaseIsUp = false;
    expect(await press()).toEqual({ status: 302, location: `/${path}&tidings=${messageId}` });
    expect(made.logs).toContainEqual(expect.objectContaining({ level: "error", event: "a press was not counted" }));
  });

  test.each<[string, Press]>([
    ["WhatsApp's preview", { headers: { "user-agent": "WhatsApp/2.24.20.81 A" } }],
    ["Facebook's preview", { headers: { "user-agent": "facebookexternalhit/1.1" } }],
    ["a crawler", { headers: { "user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1)" } }],
    ["nobody in particular", { headers: { "user-agent": "" } }],
    ["HEAD", { method: "HEAD" }],
    ["a page fetched in advance", { headers: { "sec-purpose": "prefetch;prerender" } }],
    ["an old browser's prefetch", { headers: { "x-moz": "prefetch" } }],
    ["a request that Shopify did not sign", { signWith: "guess" }],
  ])("%s is led on, not counted", async (_name, how) => {
    expect(await press(how)).toEqual({ status: 302, location: `/${path}&tidings=${messageId}` });
    expect(await clickedAt()).toBeNull();
  });

  test("to one's own page is no interest in an offer: it is neither counted nor marked", async () => {
    const own = new URL(preferencesUrl(made.ctx.ids, { id: shopId, storefrontHost: domain }, messageId)).pathname.slice(
      1,
    );
    const reference = testLinks.write({ messageId, path: own });
    expect(await press({ reference })).toEqual({ status: 302, location: `/${own}` });
    expect(await clickedAt()).toBeNull();
  });

  test("a damaged reference leads to the shop's first page, a stranger's nowhere", async () => {
    const reference = testLinks.write({ messageId, path }).slice(0, -2);
    expect(await press({ reference })).toEqual({ status: 302, location: "/" });
    expect(await press({ reference, signWith: "guess" })).toMatchObject({ status: 404 });
    expect(await press({ method: "POST" })).toMatchObject({ status: 405 });
    expect(await clickedAt()).toBeNull();
  });

  test("never leaves the shop's site", async () => {
    for (const target of ["//evil.example/x", "\\\\evil.example", "/x"]) {
      const { location } = await press({ reference: testLinks.write({ messageId, path: target }) });
      expect(new URL(location ?? "", "https://shop.example").host).toBe("shop.example");
    }
  });

  test("another shop's proxy counts nothing", async () => {
    const { shop } = await givenShop(made.ctx);
    expect(await press({ shop: shop.domain })).toMatchObject({ status: 302 });
    expect(await clickedAt()).toBeNull();
  });
});
