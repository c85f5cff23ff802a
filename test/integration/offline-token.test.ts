import { randomBytes } from "node:crypto";
import { Session } from "@shopify/shopify-api";
import { expect, test } from "vitest";
import { createSecrets } from "#app/adapters/crypto/cipher.ts";
import { createReadOfflineToken } from "#app/adapters/shopify/offline-token.ts";
import { createSessionStorage } from "#app/adapters/shopify/session-storage.ts";
import { openDatabase } from "#app/adapters/db/open-database.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { makeClock } from "#test/support/fake-time.ts";

const database = useTestDatabase();
const shop = "lindenholz.myshopify.com";
const secrets = createSecrets([{ id: "k1", secret: randomBytes(32) }]);

function session(accessToken: string, expires: string) {
  return new Session({
    id: `offline_${shop}`,
    shop,
    state: "",
    isOnline: false,
    accessToken,
    expires: new Date(expires),
  });
}

function setUp(withLock = database.database.withLock, refused = false) {
  const clock = makeClock("2026-11-21T10:00:00Z");
  const sessionStorage = createSessionStorage(database.db, secrets);
  let renewals = 0;
  const read = createReadOfflineToken({
    sessionStorage,
    clock,
    withLock,
    renew: async () => {
      renewals += 1;
      await new Promise((resolve) => setImmediate(resolve));
      if (refused) return { outcome: "refused" };
      const renewed = session(`renewed-${renewals}`, "2026-11-21T11:00:00Z");
      await sessionStorage.storeSession(renewed);
      return { outcome: "ok", session: renewed };
    },
  });
  return { read, sessionStorage, renewals: () => renewals };
}

test("a token with time left is used as it is; no session is an answer of its own", async () => {
  const { read, sessionStorage, renewals } = setUp();
  expect(await read(shop)).toEqual({ outcome: "no_session" });
  await sessionStorage.storeSession(session("fresh", "2026-11-21T10:30:00Z"));
  expect(await read(shop)).toEqual({ outcome: "ok", accessToken: "fresh" });
  expect(renewals()).toBe(0);
});

test("a token that Shopify will not renew is as good as none", async () => {
  const { read, sessionStorage } = setUp(undefined, true);
  await sessionStorage.storeSession(session("stale", "2026-11-21T10:04:00Z"));
  expect(await read(shop)).toEqual({ outcome: "no_session" });
});

test("many who need a stale token at once make one renewal", async () => {
  const { read, sessionStorage, renewals } = setUp();
  await sessionStorage.storeSession(session("stale", "2026-11-21T10:04:00Z"));
  const answers = await Promise.all(Array.from({ length: 8 }, () => read(shop)));
  expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
    new Set([JSON.stringify({ outcome: "ok", accessToken: "renewed-1" })]),
  );
  expect(renewals()).toBe(1);
});

test("two who hold nothing in common but the database renew once between them", async () => {
  // PGlite belongs to one process; PostgreSQL is opened a second time, as another process would.
  const { url } = database;
  const second = url ? await openDatabase({ engine: "postgres", url, maxConnections: 4 }) : null;
  const [one, two] = [setUp(), setUp(second?.withLock)];
  await one.sessionStorage.storeSession(session("stale", "2026-11-21T10:04:00Z"));
  await Promise.all([one.read(shop), two.read(shop), one.read(shop), two.read(shop)]);
  expect(one.renewals() + two.renewals()).toBe(1);
  await second?.close();
});
