import { randomBytes } from "node:crypto";
import { Session } from "@shopify/shopify-api";
import { expect, test } from "vitest";
import { createSecrets } from "#app/adapters/crypto/cipher.ts";
import { createSessionStorage } from "#app/adapters/shopify/session-storage.ts";
import { useTestDatabase } from "#test/support/database.ts";

// Shopify's own battery for SessionStorage is not published; this is its contract, method by method.

const database = useTestDatabase();
const key = { id: "k1", secret: randomBytes(32) };
const storage = (keys = [key]) => createSessionStorage(database.db, createSecrets(keys));

const shop = "lindenholz.myshopify.com";

function offline(overrides: Partial<ConstructorParameters<typeof Session>[0]> = {}) {
  return new Session({
    id: `offline_${shop}`,
    shop,
    state: "",
    isOnline: false,
    scope: "read_orders",
    expires: new Date("2026-11-21T11:00:00.000Z"),
    accessToken: "shpat_access",
    refreshToken: "shprt_refresh",
    refreshTokenExpires: new Date("2027-02-19T10:00:00.000Z"),
    ...overrides,
  });
}

function online() {
  return new Session({
    id: `${shop}_42`,
    shop,
    state: "nonce",
    isOnline: true,
    scope: "read_orders",
    expires: new Date("2026-11-21T11:00:00.000Z"),
    accessToken: "shpua_access",
    onlineAccessInfo: {
      expires_in: 3600,
      associated_user_scope: "read_orders",
      associated_user: {
        id: 42,
        first_name: "Mina",
        last_name: "Sato",
        email: "mina@lindenholz.example",
        account_owner: true,
        locale: "de",
        collaborator: false,
        email_verified: true,
      },
    },
  });
}

test("a stored session comes back equal, offline and online, with and without optional fields", async () => {
  const bare = new Session({ id: "bare", shop, state: "s", isOnline: false });
  for (const session of [offline(), online(), bare]) {
    expect(await storage().storeSession(session)).toBe(true);
    const loaded = await storage().loadSession(session.id);
    expect(loaded?.equals(session)).toBe(true);
    expect(loaded?.refreshToken).toBe(session.refreshToken);
    expect(loaded?.refreshTokenExpires).toEqual(session.refreshTokenExpires);
  }
});

test("storing again replaces, and what is gone from the session is gone from storage", async () => {
  await storage().storeSession(offline());
  await storage().storeSession(offline({ accessToken: "shpat_next", refreshToken: undefined, expires: undefined }));
  const loaded = await storage().loadSession(`offline_${shop}`);
  expect(loaded).toMatchObject({ accessToken: "shpat_next", refreshToken: undefined, expires: undefined });
});

test("an unknown id is undefined; deleting it is no error", async () => {
  expect(await storage().loadSession("nobody")).toBeUndefined();
  expect(await storage().deleteSession("nobody")).toBe(true);
  expect(await storage().deleteSessions(["nobody", "neither"])).toBe(true);
});

test("sessions are found and deleted by shop, another shop's are not touched", async () => {
  const foreign = offline({ id: "offline_other.myshopify.com", shop: "other.myshopify.com" });
  for (const session of [offline(), online(), foreign]) await storage().storeSession(session);
  const ids = async (name: string) => (await storage().findSessionsByShop(name)).map((session) => session.id).sort();
  expect(await ids(shop)).toEqual([`${shop}_42`, `offline_${shop}`].sort());
  expect(await ids("nobody.myshopify.com")).toEqual([]);
  await storage().deleteSessions([`${shop}_42`, `offline_${shop}`]);
  expect(await ids(shop)).toEqual([]);
  expect(await ids("other.myshopify.com")).toEqual([foreign.id]);
});

test("tokens and the person are ciphertext in the database", async () => {
  await storage().storeSession(offline());
  await storage().storeSession(online());
  const rows = JSON.stringify(await database.db.shopifySession.findMany());
  expect(rows).not.toMatch(/shpat_|shprt_|shpua_|Mina|mina@/);
});

test("keys rotate: old sessions are read, and one whose key was removed counts as absent", async () => {
  await storage().storeSession(offline());
  const fresh = { id: "k2", secret: randomBytes(32) };
  expect((await storage([fresh, key]).loadSession(`offline_${shop}`))?.accessToken).toBe("shpat_access");
  expect(await storage([fresh]).loadSession(`offline_${shop}`)).toBeUndefined();
});
