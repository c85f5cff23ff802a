import type { Session } from "@shopify/shopify-api";
import type { SessionStorage } from "@shopify/shopify-app-session-storage";
import type { Clock } from "#app/core/ports.ts";
import type { WithLock } from "../db/keyed-mutex.ts";

export type OfflineToken = { outcome: "ok"; accessToken: string } | { outcome: "no_session" };

export type ReadOfflineToken = (shopDomain: string) => Promise<OfflineToken>;

/** Shopify's offline tokens live an hour; one with less than this left is renewed first. */
const renewBeforeMs = 5 * 60 * 1000;

type Options = {
  sessionStorage: SessionStorage;
  clock: Clock;
  withLock: WithLock;
  /** The SDK's `unauthenticated.admin(shop)`: renews the token when it is about to expire, and stores it. */
  renew(shopDomain: string): Promise<{ session: Session }>;
};

/**
 * The offline access token of a shop, renewed when due. A refresh token can be used once: five workers that renew at the same
 * time would make five tokens of which four are dead, so renewal happens under one lock per shop, and whoever waited for it
 * reads what the first one stored. Rejects with what the SDK throws when Shopify refuses the renewal.
 */
export function createReadOfflineToken({ sessionStorage, clock, withLock, renew }: Options): ReadOfflineToken {
  async function readFresh(shopDomain: string): Promise<OfflineToken | { outcome: "stale" }> {
    const session = await sessionStorage.loadSession(`offline_${shopDomain}`);
    if (!session?.accessToken) return { outcome: "no_session" };
    const { expires, accessToken } = session;
    const fresh = !expires || expires.getTime() - clock.now().getTime() > renewBeforeMs;
    return fresh ? { outcome: "ok", accessToken } : { outcome: "stale" };
  }

  return async (shopDomain) => {
    const first = await readFresh(shopDomain);
    if (first.outcome !== "stale") return first;
    return withLock(`offline-token:${shopDomain}`, async () => {
      const second = await readFresh(shopDomain);
      if (second.outcome !== "stale") return second;
      const { session } = await renew(shopDomain);
      return session.accessToken ? { outcome: "ok", accessToken: session.accessToken } : { outcome: "no_session" };
    });
  };
}
