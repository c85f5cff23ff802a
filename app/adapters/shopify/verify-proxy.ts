import { createHmac, timingSafeEqual } from "node:crypto";

/** What Shopify itself adds, once each. */
const reserved = ["shop", "timestamp", "path_prefix", "signature"];
const ownNames = ["shop=", "timestamp=", "path_prefix="];

/**
 * The shop a request through the app proxy comes from, when Shopify signed it; else null. Shopify signs the whole query but
 * `signature`: parameters sorted, several values of one name joined by a comma, nothing between parameters (Shopify,
 * "Authenticate app proxies"). As nothing stands between them, a shopper of one shop could choose parameters of whose signed
 * text another cut makes another shop's query: text that holds Shopify's own names twice is not believed. `secrets`: the
 * client secret, then the previous one.
 */
export function verifyProxyRequest(query: URLSearchParams, secrets: readonly string[]): string | null {
  if (reserved.some((name) => query.getAll(name).length !== 1)) return null;
  const given = query.get("signature") ?? "";
  const shop = query.get("shop") ?? "";
  if (!/^[0-9a-f]{64}$/.test(given) || !/^[a-zA-Z0-9][a-zA-Z0-9-]{0,100}\.myshopify\.com$/.test(shop)) return null;
  const text = [...new Set(query.keys())]
    .filter((name) => name !== "signature")
    .map((name) => `${name}=${query.getAll(name).join(",")}`)
    .sort()
    .join("");
  if (ownNames.some((name) => text.split(name).length !== 2)) return null;
  const matches = secrets.some((secret) =>
    timingSafeEqual(Buffer.from(given, "hex"), createHmac("sha256", secret).update(text).digest()),
  );
  return matches ? shop.toLowerCase() : null;
}
