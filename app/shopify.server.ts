import "@shopify/shopify-app-remix/adapters/node";
import { ApiVersion, AppDistribution, LogSeverity, shopifyApp } from "@shopify/shopify-app-remix/server";
import type { SessionStorage } from "@shopify/shopify-app-session-storage";
import type { Env } from "./adapters/config/env.ts";
import type { Log } from "./core/ports.ts";

type Options = {
  env: Env;
  log: Log;
  sessionStorage: SessionStorage;
  /** Runs after a shop's token was exchanged: first installation, reinstallation, new scopes. */
  onAuthenticated(session: { shop: string; scope?: string | undefined }): Promise<void>;
};

/** Shopify's SDK for this app; nothing else builds it. */
export function createShopify({ env, log, sessionStorage, onAuthenticated }: Options) {
  return shopifyApp({
    apiKey: env.SHOPIFY_API_KEY,
    apiSecretKey: env.SHOPIFY_API_SECRET,
    apiVersion: ApiVersion.October26,
    scopes: env.SCOPES,
    appUrl: env.SHOPIFY_APP_URL,
    authPathPrefix: "/auth",
    sessionStorage,
    distribution: AppDistribution.AppStore,
    isEmbeddedApp: true,
    future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
    hooks: { afterAuth: ({ session }) => onAuthenticated(session) },
    logger: {
      level: LogSeverity.Warning,
      log: async (severity, message) => {
        const write = severity === LogSeverity.Error ? log.error : log.warn;
        write("shopify sdk", { said: message });
      },
    },
  });
}
