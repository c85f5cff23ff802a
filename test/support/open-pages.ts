import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Session } from "@shopify/shopify-api";
import { afterAll, beforeAll, expect } from "vitest";
import { readEnv } from "#app/adapters/config/env.ts";
import { exportByMerchant } from "#app/core/privacy/erase-by-merchant.ts";
import { makeLink } from "#app/core/links/keep-links.ts";
import { createWebServer } from "#app/doors/create-server.ts";
import { createPagesDoor } from "#app/doors/pages-door.ts";
import { createServices, type Services } from "#app/services.server.ts";
import { buildApp, buildIsStale } from "#sandbox/host/build-app.ts";
import { sessionTokenClaims, signSessionToken } from "#sandbox/shopify/auth/session-token.ts";
import { actOnPrivacy } from "./act-on-privacy.ts";
import { givenAutomatedShop } from "./given-automations.ts";
import { givenMessage } from "./given-message.ts";
import { givenContact } from "./given.ts";

const root = resolve(import.meta.dirname, "../..");
const apiKey = "0123456789abcdef0123456789abcdef";
const apiSecret = "shpss_of_two_shops";
const scopes = "read_orders";
/** Robots are turned away before anything is looked at. */
const browser = { "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Chrome/140 Safari/537.36" };

/** The built pages on a free port, over an embedded database that the test fills itself, asked as a browser asks. */
export function givenPages() {
  const held: { services?: Services; server?: Server; origin: string; dataDir: string } = { origin: "", dataDir: "" };

  beforeAll(async () => {
    if (await buildIsStale(root)) await buildApp(root);
    held.dataDir = await mkdtemp(join(tmpdir(), "two-shops-"));
    const services = await createServices(
      readEnv({
        SHOPIFY_API_KEY: apiKey,
        SHOPIFY_API_SECRET: apiSecret,
        SHOPIFY_APP_URL: "https://tidings.example",
        SCOPES: scopes,
        WHATSAPP_APP_SECRET: "app-secret",
        WHATSAPP_VERIFY_TOKEN: "verify",
        // Nobody answers there: no test of these reaches a platform.
        WHATSAPP_API_URL: "http://127.0.0.1:9",
        ENCRYPTION_KEYS: "k1:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
        DATA_DIR: held.dataDir,
        LOG_LEVEL: "silent",
      }),
    );
    held.services = services;
    const server = createWebServer({ doors: {}, pages: await createPagesDoor({ services }), log: services.log });
    held.server = server;
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    held.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(async () => {
    held.server?.closeAllConnections();
    await new Promise((done) => (held.server ? held.server.close(done) : done(undefined)));
    await held.services?.close();
    await rm(held.dataDir, { recursive: true, force: true });
  });

  function services(): Services {
    if (!held.services) throw new Error("The pages are not open.");
    return held.services;
  }

  const addressOf = (path: string, route: string) =>
    `${held.origin}${path}${path.includes("?") ? "&" : "?"}_data=${encodeURIComponent(route)}`;

  /** An installed shop with automations, templates, and one message to one person of its own. */
  async function givenMerchant(firstName: string) {
    const { ctx, sessionStorage } = services();
    const { shop, number } = await givenAutomatedShop(ctx, { languages: ["en"] });
    const contact = await givenContact(ctx, shop.id, { firstName });
    const messageId = await givenMessage(ctx, { shopId: shop.id, numberId: number.id, contactId: contact.id });
    const accessToken = services().secrets.encrypt("system-user-token");
    await ctx.db.whatsAppAccount.updateMany({ where: { shopId: shop.id }, data: { accessToken } });
    const now = ctx.clock.now();
    const template = await ctx.db.template.findFirstOrThrow({ where: { shopId: shop.id }, orderBy: { id: "desc" } });
    await ctx.db.template.create({
      data: {
        ...template,
        id: ctx.ids.next(),
        name: `only_${firstName.toLowerCase()}`,
        components: template.components ?? [],
        variables: template.variables ?? [],
        draft: undefined,
      },
    });
    await ctx.db.storeEvent.create({
      data: {
        shopId: shop.id,
        id: ctx.ids.next(),
        kind: "order_created",
        subjectKind: "order",
        subjectId: "1",
        occurrence: "",
        contactId: contact.id,
        occurredAt: now,
        recordedAt: now,
        outcome: "applied",
        details: {},
      },
    });
    const linkId = ctx.ids.next();
    const link = {
      name: `Link of ${firstName}`,
      text: `Hello from ${firstName}`,
      phone: number.displayPhone.replace(/\D/g, ""),
    };
    expect((await makeLink(ctx, shop.id, linkId, link)).outcome).toBe("saved");
    await exportByMerchant(ctx, shop, contact.id);
    await actOnPrivacy(ctx, services().secrets);
    await sessionStorage.storeSession(
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

    function token(): string {
      const ids = { jti: randomUUID(), sid: randomUUID() };
      const claims = sessionTokenClaims({ nowMs: Date.now(), shopDomain: shop.domain, apiKey, userId: "1", ...ids });
      return signSessionToken(claims, apiSecret);
    }

    return {
      shop,
      contactId: contact.id,
      messageId,
      /** What a page's loader answers to this merchant, as the page asks when it is clicked to. */
      async ask(path: string, route: string) {
        const headers = { ...browser, authorization: `Bearer ${token()}` };
        const answer = await fetch(addressOf(path, route), { headers, redirect: "manual" });
        return { status: answer.status, text: await answer.text() };
      },
      /** What a page's action answers to this merchant's form. */
      async send(path: string, route: string, body: unknown) {
        const headers = {
          ...browser,
          authorization: `Bearer ${token()}`,
          "content-type": "application/json",
        };
        const answer = await fetch(addressOf(path, route), {
          method: "POST",
          headers,
          body: JSON.stringify(body),
          redirect: "manual",
        });
        return { status: answer.status, text: await answer.text() };
      },
    };
  }

  return { services, givenMerchant, addressOf, browser };
}
