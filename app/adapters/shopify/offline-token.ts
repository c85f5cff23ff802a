import type { Session } from "@shopify/shopify-api";
import type { SessionStorage } from "@shopify/shopify-app-session-storage";
import type { Clock } from "#app/core/ports.ts";
import type { WithLock } from "../db/keyed-mutex.ts";
import type { RenewedToken } from "./renew-token.ts";

export type OfflineToken =
  | { outcome: "ok"; accessToken: string }
  /** Nothing is kept that Shopify would take, or renew. */
  | { outcome: "no_session" };

export type ReadOfflineToken = (shopDomain: string) => Promise<OfflineToken>;

/** Shopify's offline tokens live an hour; one with less than this left is renewed first. */
const renewBeforeMs = 5 * 60 * 1000;

type Options = {
  sessionStorage: SessionStorage;
  clock: Clock;
  withLock: WithLock;
  renew(session: Session): Promise<RenewedToken>;
};

/**
 * The offline access token of a shop, renewed when due. A refresh token can be used once: five workers that renew at the same
 * time would make five tokens of which four are dead, so renewal happens under one lock per shop, and whoever waited for it
 * reads what the first one stored. Rejects when Shopify could not be asked.
 */
export function createReadOfflineToken({ sessionStorage, clock, withLock, renew }: Options): ReadOfflineToken {
  async function readFresh(shopDomain: string): Promise<OfflineToken | { outcome: "stale"; session: Session }> {
    const session = await sessionStorage.loadSession(`offline_${shopDomain}`);
    if (!session?.accessToken) return { outcome: "no_session" };
    const { expires, accessToken } = session;
    const fresh = !expires || expires.getTime() - clock.now().getTime() > renewBeforeMs;
    return fresh ? { outcome: "ok", accessToken } : { outcome: "stale", session };
  }

  return async (shopDomain) => {
    const first = await readFresh(shopDomain);
    if (first.outcome !== "stale") return first;
    return withLock(`offline-token:${shopDomain}`, async () => {
      const second = await readFresh(shopDomain);
      if (second.outcome !== "stale") return second;
      const renewed = await renew(second.session);
      const accessToken = renewed.outcome === "ok" && renewed.session.accessToken;
      return accessToken ? { outcome: "ok", accessToken } : { outcome: "no_session" };
    });
  };
}
