import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Whether the base64 HMAC-SHA256 was made over these raw bytes with one of the secrets (the current one, or the previous for
 * the hour in which Shopify may still sign with it). Constant time, whatever the signature's length.
 */
export function verifyShopifyHmac(body: Uint8Array, signature: string, secrets: string[]): boolean {
  const given = Buffer.from(signature, "base64");
  return secrets.reduce((matched, secret) => {
    const expected = createHmac("sha256", secret).update(body).digest();
    const comparable = given.length === expected.length ? given : Buffer.alloc(expected.length);
    const equal = timingSafeEqual(comparable, expected) && given.length === expected.length;
    return equal || matched;
  }, false);
}
