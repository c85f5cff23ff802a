import { createHmac } from "node:crypto";

/**
 * The address the Shopify admin puts into the iframe. The query is signed as every request from the admin is: sorted
 * pairs joined by "&", HMAC-SHA256 in hex.
 */
export function embeddedAppUrl(facts: {
  appUrl: string;
  path: string;
  shopDomain: string;
  locale: string;
  session: string;
  idToken: string;
  nowMs: number;
  apiSecret: string;
}): string {
  const url = new URL(facts.path, facts.appUrl);
  const shopHandle = facts.shopDomain.replace(".myshopify.com", "");
  const signed: Record<string, string> = {
    embedded: "1",
    host: Buffer.from(`admin.shopify.com/store/${shopHandle}`).toString("base64").replaceAll("=", ""),
    id_token: facts.idToken,
    locale: facts.locale,
    session: facts.session,
    shop: facts.shopDomain,
    timestamp: String(Math.floor(facts.nowMs / 1000)),
  };
  for (const [name, value] of url.searchParams) signed[name] ??= value;
  const text = Object.keys(signed)
    .sort()
    .map((name) => `${name}=${signed[name]}`)
    .join("&");
  for (const [name, value] of Object.entries(signed)) url.searchParams.set(name, value);
  url.searchParams.set("hmac", createHmac("sha256", facts.apiSecret).update(text).digest("hex"));
  return url.href;
}
