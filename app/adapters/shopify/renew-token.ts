import "@shopify/shopify-api/adapters/node";
import { ApiVersion, HttpResponseError, LogSeverity, shopifyApi, type Session } from "@shopify/shopify-api";
import type { SessionStorage } from "@shopify/shopify-app-session-storage";
import type { Env } from "../config/env.ts";

export type RenewedToken = { outcome: "ok"; session: Session } | { outcome: "refused" };

type Options = {
  env: Pick<Env, "SHOPIFY_API_KEY" | "SHOPIFY_API_SECRET" | "SHOPIFY_APP_URL">;
  sessionStorage: SessionStorage;
};

/** Shopify's words for an app it does not know: our settings are wrong, which says nothing about the shop. */
const aboutUs = new Set(["application_cannot_be_found", "invalid_client"]);

/**
 * A new offline token for the session's refresh token, stored. "refused": Shopify says no to this refresh token, as it does once
 * the app was taken away; the SDK's own renewal answers that like a failing network. Rejects when there is no such word.
 */
export function createRenewToken({ env, sessionStorage }: Options): (session: Session) => Promise<RenewedToken> {
  const api = shopifyApi({
    apiKey: env.SHOPIFY_API_KEY,
    apiSecretKey: env.SHOPIFY_API_SECRET,
    apiVersion: ApiVersion.October26,
    hostName: new URL(env.SHOPIFY_APP_URL).host,
    isEmbeddedApp: true,
    logger: { level: LogSeverity.Error },
  });
  return async ({ shop, refreshToken }) => {
    if (!refreshToken) return { outcome: "refused" };
    try {
      const { session } = await api.auth.refreshToken({ shop, refreshToken });
      await sessionStorage.storeSession(session);
      return { outcome: "ok", session };
    } catch (error) {
      if (isRefusal(error)) return { outcome: "refused" };
      throw error;
    }
  };
}

function isRefusal(error: unknown): boolean {
  if (!(error instanceof HttpResponseError) || ![400, 401, 403].includes(error.response.code)) return false;
  return !aboutUs.has(String(error.response.body?.error));
}
