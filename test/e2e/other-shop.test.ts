import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Session } from "@shopify/shopify-api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readEnv } from "#app/adapters/config/env.ts";
import { createWebServer } from "#app/doors/create-server.ts";
import { createPagesDoor } from "#app/doors/pages-door.ts";
import { createServices, type Services } from "#app/services.server.ts";
import { buildApp, buildIsStale } from "#sandbox/host/build-app.ts";
import { sessionTokenClaims, signSessionToken } from "#sandbox/shopify/auth/session-token.ts";
import { givenMessage } from "#test/support/given-message.ts";
import { givenContact, givenShop } from "#test/support/given.ts";

const root = resolve(import.meta.dirname, "../..");
const apiKey = "0123456789abcdef0123456789abcdef";
const apiSecret = "shpss_of_two_shops";
const scopes = "read_orders";
/** Robots are turned away before anything is looked at. */
const browser = { "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Chrome/140 Safari/537.36" };

let services: Services;
let server: Server;
let origin = "";
let dataDir = "";

/** The built pages on a free port, over an embedded database that the test fills itself. */
beforeAll(async () => {
  if (await buildIsStale(root)) await buildApp(root);
  dataDir = await mkdtemp(join(tmpdir(), "two-shops-"));
  services = await createServices(
    readEnv({
      SHOPIFY_API_KEY: apiKey,
      SHOPIFY_API_SECRET: apiSecret,
      SHOPIFY_APP_URL: "https://tidings.example",
      SCOPES: scopes,
      WHATSAPP_APP_SECRET: "app-secret",
      WHATSAPP_VERIFY_TOKEN: "verify",
      ENCRYPTION_KEYS: "k1:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
      DATA_DIR: dataDir,
      LOG_LEVEL: "silent",
    }),
  );
  server = createWebServer({ doors: {}, pages: await createPagesDoor({ services }), log: services.log });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  await services.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** An installed shop with one message to one person of its own. */
async function givenMerchant(firstName: string) {
  const { ctx } = services;
  const { shop, number } = await givenShop(ctx);
  const contact = await givenContact(ctx, shop.id, { firstName });
  const messageId = await givenMessage(ctx, { shopId: shop.id, numberId: number.id, contactId: contact.id });
  await services.sessionStorage.storeSession(
    new Session({
      id: `offline_${shop.domain}`,
      shop: shop.domain,
      isOnline: false,
      state: "",
      scope: scopes,
      accessToken: `shpat_${shop.id}`,
      expires: new Date(Date.now() + 3_600_000),
    }),
  );
  const token = () => {
    const ids = { jti: randomUUID(), sid: randomUUID() };
    const claims = sessionTokenClaims({ nowMs: Date.now(), shopDomain: shop.domain, apiKey, userId: "1", ...ids });
    return signSessionToken(claims, apiSecret);
  };
  return {
    contactId: contact.id,
    messageId,
    /** What a page's loader answers to this merchant, as the page asks when it is clicked to. */
    async ask(path: string, route: string) {
      const separator = path.includes("?") ? "&" : "?";
      const answer = await fetch(`${origin}${path}${separator}_data=${encodeURIComponent(route)}`, {
        headers: { ...browser, authorization: `Bearer ${token()}` },
      });
      return { status: answer.status, text: await answer.text() };
    },
  };
}

const one = "routes/app.messages.$messageId";
const list = "routes/app.messages._index";

test("the pages of one shop answer nothing by another shop's ids", async () => {
  const [ours, theirs] = [await givenMerchant("Ada"), await givenMerchant("Zebedee")];

  const own = await ours.ask(`/app/messages/${ours.messageId}`, one);
  expect([own.status, own.text]).toEqual([200, expect.stringContaining("Ada")]);
  const known = await theirs.ask(`/app/messages/${theirs.messageId}`, one);
  expect([known.status, known.text]).toEqual([200, expect.stringContaining("Zebedee")]);

  for (const id of [theirs.messageId, randomUUID(), "1", "x' OR 1=1"]) {
    const answer = await ours.ask(`/app/messages/${encodeURIComponent(id)}`, one);
    expect([answer.status, answer.text], id).toEqual([404, "There is no such message."]);
  }
  for (const filter of [
    `contactId=${theirs.contactId}`,
    `before=${theirs.messageId}`,
    `after=${theirs.messageId}`,
    "",
  ]) {
    const answer = await ours.ask(`/app/messages?${filter}`, list);
    expect(answer.status, filter).toBe(200);
    expect(answer.text, filter).not.toContain("Zebedee");
    const { messages } = JSON.parse(answer.text) as { messages: { id: string }[] };
    expect(
      messages.filter(({ id }) => id !== ours.messageId),
      filter,
    ).toEqual([]);
  }
  expect((await ours.ask("/app/messages", list)).text).toContain(ours.messageId);
  expect((await ours.ask("/app", "routes/app._index")).text).not.toContain(theirs.messageId);
});

test("no session, no answer", async () => {
  const { messageId } = await givenMerchant("Ada");
  const address = `${origin}/app/messages/${messageId}?_data=${encodeURIComponent(one)}`;
  for (const authorization of ["", "Bearer x.y.z"]) {
    const headers = { ...browser, ...(authorization ? { authorization } : {}) };
    const answer = await fetch(address, { headers, redirect: "manual" });
    expect(answer.status).not.toBe(410);
    expect(answer.status).not.toBe(200);
    expect(await answer.text()).not.toContain("Ada");
  }
});
