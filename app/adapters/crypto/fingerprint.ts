import { createHmac, hkdfSync } from "node:crypto";
import type { EncryptionKey } from "./keys.ts";

const purpose = "tidings fingerprint v1";

/**
 * HMAC-SHA256 with a key of its own derived from each encryption key: "<key id>.<hash>" (base64url). A phone number is quickly
 * guessed from a bare hash; without the key, which is not in the database, it is not guessed from this one.
 */
export function createFingerprints(keys: EncryptionKey[]): (value: string) => string[] {
  const derived = keys.map(({ id, secret }) => ({ id, key: Buffer.from(hkdfSync("sha256", secret, "", purpose, 32)) }));
  return (value) =>
    derived.map(({ id, key }) => `${id}.${createHmac("sha256", key).update(value).digest("base64url")}`);
}
