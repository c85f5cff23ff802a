import { randomUUID } from "node:crypto";
import { embeddedAppUrl } from "../shopify/auth/embedded-url.ts";
import { sessionTokenClaims, signSessionToken } from "../shopify/auth/session-token.ts";

export type PretendAdminOptions = {
  appUrl: string;
  shopDomain: string;
  apiKey: string;
  apiSecret: string;
  now(): number;
};

/** What the Shopify admin does on its servers: signs session tokens and the app's first address. */
export function createPretendAdmin(options: PretendAdminOptions) {
  const userId = "902541635";
  const sid = randomUUID();

  /** Lives for a minute of the sandbox's time, as Shopify's do. */
  function sessionToken(): string {
    const { shopDomain, apiKey, apiSecret } = options;
    const claims = sessionTokenClaims({ nowMs: options.now(), shopDomain, apiKey, userId, jti: randomUUID(), sid });
    return signSessionToken(claims, apiSecret);
  }

  function launchUrl(path: string, locale = "en"): string {
    const { appUrl, shopDomain, apiSecret } = options;
    const nowMs = options.now();
    return embeddedAppUrl({
      appUrl,
      path,
      shopDomain,
      locale,
      session: sid,
      idToken: sessionToken(),
      nowMs,
      apiSecret,
    });
  }

  return { sessionToken, launchUrl };
}
