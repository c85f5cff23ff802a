import { Session } from "@shopify/shopify-api";
import type { SessionStorage } from "@shopify/shopify-app-session-storage";
import type { Db, Secrets } from "#app/core/ports.ts";
import type { ShopifySession } from "#prisma/generated/client.ts";

/**
 * Shopify's SessionStorage on the app's own database. Access token, refresh token and the signed-in person are ciphertext at
 * rest; a session whose secrets can not be read any more (its key was removed) counts as absent, so that the SDK asks for new ones.
 */
export function createSessionStorage(db: Db, secrets: Secrets): SessionStorage {
  return {
    storeSession: async (session) => {
      const row = toRow(session, secrets);
      await db.shopifySession.upsert({ where: { id: row.id }, create: row, update: row });
      return true;
    },
    loadSession: async (id) => {
      const row = await db.shopifySession.findUnique({ where: { id } });
      return row ? toSession(row, secrets) : undefined;
    },
    deleteSession: async (id) => {
      await db.shopifySession.deleteMany({ where: { id } });
      return true;
    },
    deleteSessions: async (ids) => {
      await db.shopifySession.deleteMany({ where: { id: { in: ids } } });
      return true;
    },
    findSessionsByShop: async (shop) => {
      const rows = await db.shopifySession.findMany({ where: { shopDomain: shop }, orderBy: { id: "asc" } });
      return rows.map((row) => toSession(row, secrets)).filter((session) => session !== undefined);
    },
  };
}

function toRow(session: Session, secrets: Secrets): ShopifySession {
  const seal = (value: string | undefined) => (value === undefined ? null : secrets.encrypt(value));
  return {
    id: session.id,
    shopDomain: session.shop,
    isOnline: session.isOnline,
    state: session.state,
    scope: session.scope ?? null,
    expiresAt: session.expires ?? null,
    accessToken: seal(session.accessToken),
    refreshToken: seal(session.refreshToken),
    refreshTokenExpiresAt: session.refreshTokenExpires ?? null,
    onlineAccess: seal(session.onlineAccessInfo ? JSON.stringify(session.onlineAccessInfo) : undefined),
  };
}

function toSession(row: ShopifySession, secrets: Secrets): Session | undefined {
  const open = (value: string | null) => (value === null ? undefined : secrets.decrypt(value));
  try {
    const onlineAccess = open(row.onlineAccess);
    return new Session({
      id: row.id,
      shop: row.shopDomain,
      state: row.state,
      isOnline: row.isOnline,
      scope: row.scope ?? undefined,
      expires: row.expiresAt ?? undefined,
      accessToken: open(row.accessToken),
      refreshToken: open(row.refreshToken),
      refreshTokenExpires: row.refreshTokenExpiresAt ?? undefined,
      onlineAccessInfo: onlineAccess === undefined ? undefined : JSON.parse(onlineAccess),
    });
  } catch {
    return undefined;
  }
}
