import { Session } from "@shopify/shopify-api";
import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";
import { randomBytes } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { createSecrets } from "#app/adapters/crypto/cipher.ts";
import { createRenewToken } from "#app/adapters/shopify/renew-token.ts";
import { createSessionStorage } from "#app/adapters/shopify/session-storage.ts";
import { testKey, testSecret } from "#sandbox/shopify/testing.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { usePretendShopify } from "#test/support/pretend-shopify.ts";

const database = useTestDatabase();
const { shopify, domain } = usePretendShopify();
const secrets = createSecrets([{ id: "k1", secret: randomBytes(32) }]);
const unpatched = globalThis.fetch;
afterAll(() => setAbstractFetchFunc(unpatched));

function setUp(secret = testSecret) {
  // The SDK keeps the fetch of its import; the pretend shops are reached by this test's.
  setAbstractFetchFunc(globalThis.fetch);
  const sessionStorage = createSessionStorage(database.db, secrets);
  const env = { SHOPIFY_API_KEY: testKey, SHOPIFY_API_SECRET: secret, SHOPIFY_APP_URL: "https://app.example" };
  return { sessionStorage, renew: createRenewToken({ env, sessionStorage }) };
}

async function offlineSession(): Promise<Session> {
  const { body } = await shopify().exchange();
  const id = `offline_${domain()}`;
  return new Session({ id, shop: domain(), state: "", isOnline: false, refreshToken: String(body["refresh_token"]) });
}

test("a renewed token is stored; once the app was taken away Shopify refuses", async () => {
  const { renew, sessionStorage } = setUp();
  const renewed = await renew(await offlineSession());
  if (renewed.outcome !== "ok") throw new Error("Not renewed.");
  const stored = await sessionStorage.loadSession(`offline_${domain()}`);
  expect(stored).toMatchObject({
    accessToken: renewed.session.accessToken,
    refreshToken: renewed.session.refreshToken,
    refreshTokenExpires: expect.any(Date),
  });
  shopify().controls.uninstall();
  expect(await renew(renewed.session)).toEqual({ outcome: "refused" });
});

test("a failing Shopify, and settings that are not this app's, say nothing about the shop", async () => {
  const session = await offlineSession();
  shopify().controls.faults({ tokens: { failNext: 1, failStatus: 503 } });
  await expect(setUp().renew(session)).rejects.toThrow();
  await expect(setUp("not the secret").renew(session)).rejects.toThrow();
});
