import { randomBytes } from "node:crypto";
import type { Clock } from "../options.ts";

const dayMs = 24 * 60 * 60 * 1000;
/** Shopify: an expiring offline token lives an hour, its refresh token 90 days, an online token a day. */
const offlineSeconds = 3600;
const refreshSeconds = 7_776_000;
const onlineSeconds = 86_399;
/** https://shopify.dev/changelog/more-resilient-refreshes-for-expiring-offline-access-tokens (August 2026) */
const retryMs = 30 * dayMs;

export type AccessToken = {
  token: string;
  kind: "offline" | "online";
  userId: string | null;
  expiresAt: number | null;
};
type RefreshToken = {
  token: string;
  expiresAt: number;
  firstUsedAt: number | null;
  /** One of its replacements was used: it is dead. */
  retired: boolean;
  parent: RefreshToken | null;
};

export type OfflineGrant = {
  access_token: string;
  scope: string;
  expires_in?: number;
  refresh_token?: string;
  refresh_token_expires_in?: number;
};

export type TokenStore = ReturnType<typeof createTokenStore>;

/** The access tokens of one app in one shop, and a count of how they were come by. */
export function createTokenStore(clock: Clock, faults: { tokens: { strictRotation: boolean } }) {
  const access = new Map<string, AccessToken>();
  const refreshTokens = new Map<string, RefreshToken>();
  const counts = { exchanges: 0, refreshes: 0, repeatedRefreshes: 0, refusedRefreshes: 0, concurrentRefreshes: 0 };
  let inFlight = 0;

  function issueOffline(scope: string, expiring: boolean, parent: RefreshToken | null = null): OfflineGrant {
    const token = `shpat_${randomBytes(16).toString("hex")}`;
    const expiresAt = expiring ? clock.now() + offlineSeconds * 1000 : null;
    access.set(token, { token, kind: "offline", userId: null, expiresAt });
    if (!expiring) return { access_token: token, scope };
    const refreshToken = `shprt_${randomBytes(16).toString("hex")}`;
    refreshTokens.set(refreshToken, {
      token: refreshToken,
      expiresAt: clock.now() + refreshSeconds * 1000,
      firstUsedAt: null,
      retired: false,
      parent,
    });
    return {
      access_token: token,
      expires_in: offlineSeconds,
      refresh_token: refreshToken,
      refresh_token_expires_in: refreshSeconds,
      scope,
    };
  }

  function isUsable(held: RefreshToken): boolean {
    if (held.retired || held.expiresAt <= clock.now()) return false;
    if (held.firstUsedAt === null) return true;
    return !faults.tokens.strictRotation && held.firstUsedAt + retryMs > clock.now();
  }

  return {
    counts,
    issueOffline,
    issueOnline(scope: string, userId: string): { access_token: string; scope: string; expires_in: number } {
      const token = `shpua_${randomBytes(16).toString("hex")}`;
      access.set(token, { token, kind: "online", userId, expiresAt: clock.now() + dayMs });
      return { access_token: token, scope, expires_in: onlineSeconds };
    },
    /**
     * Rotates. A used refresh token may be tried again, for an answer that was lost, until its replacement is used; then it
     * is dead. Null: unknown, dead or too old.
     */
    refresh(token: string, scope: string): OfflineGrant | null {
      const held = refreshTokens.get(token);
      if (!held || !isUsable(held)) {
        counts.refusedRefreshes += 1;
        return null;
      }
      if (held.firstUsedAt !== null) counts.repeatedRefreshes += 1;
      held.firstUsedAt ??= clock.now();
      if (held.parent) held.parent.retired = true;
      counts.refreshes += 1;
      return issueOffline(scope, true, held);
    },
    /** Two refreshes at once are a mistake that rotation punishes only sometimes: they are counted. */
    async duringRefresh<T>(work: () => Promise<T>): Promise<T> {
      inFlight += 1;
      if (inFlight > 1) counts.concurrentRefreshes += 1;
      try {
        return await work();
      } finally {
        inFlight -= 1;
      }
    },
    /** The token's owner, or null when it is unknown or its time is over. */
    check(token: string): AccessToken | null {
      const held = access.get(token);
      if (!held || (held.expiresAt !== null && held.expiresAt <= clock.now())) return null;
      return held;
    },
    revokeAll(): void {
      access.clear();
      refreshTokens.clear();
    },
  };
}
