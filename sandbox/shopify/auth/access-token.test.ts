import "@shopify/shopify-api/adapters/node";
import { ApiVersion, LogSeverity, shopifyApi } from "@shopify/shopify-api";
import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startShopifyForTest, testKey, testSecret, type ShopifyForTest } from "../testing.ts";

const onlineType = "urn:shopify:params:oauth:token-type:online-access-token";
const hourMs = 60 * 60 * 1000;
const shop = "lindenholz.myshopify.com";

let shopify: ShopifyForTest;
beforeEach(async () => {
  shopify = await startShopifyForTest();
});
afterEach(() => shopify.close());

describe("token exchange", () => {
  it("gives an expiring offline token with a refresh token", async () => {
    const { status, body } = await shopify.exchange();
    expect(status).toBe(200);
    expect(body).toMatchObject({ expires_in: 3600, refresh_token_expires_in: 7_776_000, scope: expect.any(String) });
    expect(body["access_token"]).toMatch(/^shpat_/);
  });

  it("gives a lasting offline token to who does not ask for an expiring one", async () => {
    const { body } = await shopify.exchange({ expiring: "0" });
    expect(body["refresh_token"]).toBeUndefined();
    expect(body["expires_in"]).toBeUndefined();
  });

  it("gives an online token with the member of staff", async () => {
    const { body } = await shopify.exchange({ requested_token_type: onlineType, expiring: undefined });
    expect(body).toMatchObject({ expires_in: 86_399, associated_user: { account_owner: true, locale: "de" } });
  });

  it.each([
    ["a foreign signature", () => `${shopify.controls.sessionToken().split(".").slice(0, 2).join(".")}.c2ln`],
    ["another app", () => shopify.controls.sessionToken({ aud: "other" })],
    ["another shop", () => shopify.controls.sessionToken({ dest: "https://other.myshopify.com" })],
    ["an old token", () => shopify.controls.sessionToken({ exp: shopify.clock.now() / 1000 - 11 })],
    ["a token of the future", () => shopify.controls.sessionToken({ nbf: shopify.clock.now() / 1000 + 11 })],
    ["no token at all", () => "hello"],
  ])("refuses %s", async (_name, token) => {
    const { status, body } = await shopify.exchange({ subject_token: token() });
    expect({ status, error: body["error"] }).toEqual({ status: 400, error: "invalid_subject_token" });
  });

  it("refuses a wrong client secret and an app that is not installed", async () => {
    expect((await shopify.exchange({ client_secret: "guess" })).status).toBe(400);
    shopify.controls.uninstall();
    expect((await shopify.exchange()).body["error"]).toBe("app_not_installed");
  });
});

describe("refresh", () => {
  const refresh = (token: unknown) => shopify.requestToken({ grant_type: "refresh_token", refresh_token: token });

  it("rotates, and refuses the old token once its replacement has been used", async () => {
    const first = (await shopify.exchange()).body;
    const second = await refresh(first["refresh_token"]);
    expect(second.status).toBe(200);
    // The answer may have been lost: until the new one is used, the old one still works (Shopify, August 2026).
    expect((await refresh(first["refresh_token"])).status).toBe(200);
    expect((await refresh(second.body["refresh_token"])).status).toBe(200);
    expect((await refresh(first["refresh_token"])).body["error"]).toBe("invalid_grant");
    expect(shopify.controls.snapshot().tokens).toMatchObject({
      refreshes: 3,
      repeatedRefreshes: 1,
      refusedRefreshes: 1,
    });
  });

  it("refuses a used token at once when asked to be strict", async () => {
    const first = (await shopify.exchange()).body;
    shopify.controls.faults({ tokens: { strictRotation: true } });
    expect((await refresh(first["refresh_token"])).status).toBe(200);
    expect((await refresh(first["refresh_token"])).status).toBe(400);
  });

  it("refuses a refresh token after its ninety days", async () => {
    const first = (await shopify.exchange()).body;
    shopify.clock.advance(91 * 24 * hourMs);
    expect((await refresh(first["refresh_token"])).status).toBe(400);
  });

  it("counts refreshes that happen at the same time", async () => {
    const first = (await shopify.exchange()).body;
    await Promise.all([refresh(first["refresh_token"]), refresh(first["refresh_token"])]);
    expect(shopify.controls.snapshot().tokens.concurrentRefreshes).toBe(1);
  });

  it("fails on demand", async () => {
    shopify.controls.faults({ tokens: { failNext: 1, failStatus: 503 } });
    expect((await shopify.exchange()).status).toBe(503);
    expect((await shopify.exchange()).status).toBe(200);
  });
});

it("ends an access token with its hour, and all of them with the app", async () => {
  const token = String((await shopify.exchange()).body["access_token"]);
  expect((await shopify.graphql("{ shop { name } }", {}, token)).status).toBe(200);
  shopify.clock.advance(hourMs);
  expect((await shopify.graphql("{ shop { name } }", {}, token)).status).toBe(401);
  const next = String((await shopify.exchange()).body["access_token"]);
  shopify.controls.uninstall();
  expect((await shopify.graphql("{ shop { name } }", {}, next)).status).toBe(401);
});

describe("what the app's own SDK makes of it", () => {
  const api = shopifyApi({
    apiKey: testKey,
    apiSecretKey: testSecret,
    apiVersion: ApiVersion.October26,
    hostName: "app.example",
    isEmbeddedApp: true,
    scopes: [],
    logger: { level: LogSeverity.Error },
  });

  it("reads the session token", async () => {
    const now = Math.floor(Date.now() / 1000);
    const token = shopify.controls.sessionToken({ exp: now + 60, nbf: now, iat: now });
    await expect(api.session.decodeSessionToken(token)).resolves.toMatchObject({
      iss: `https://${shop}/admin`,
      dest: `https://${shop}`,
      aud: testKey,
    });
  });

  it("signs the iframe's address as the admin does", () => {
    const url = new URL(shopify.controls.embeddedAppUrl("https://app.example", "/app?tab=1"));
    const { hmac, ...signed } = Object.fromEntries(url.searchParams);
    const text = Object.keys(signed)
      .sort()
      .map((name) => `${name}=${signed[name]}`)
      .join("&");
    expect(hmac).toBe(createHmac("sha256", testSecret).update(text).digest("hex"));
    expect(api.utils.sanitizeHost(url.searchParams.get("host") ?? "")).not.toBeNull();
    expect(url.searchParams.get("shop")).toBe(shop);
  });
});
