import { createHmac, timingSafeEqual } from "node:crypto";

const headerForm = /^sha256=([0-9a-f]{64})$/i;

/**
 * Whether `X-Hub-Signature-256` signs exactly these bytes with one of the app secrets (the current one, and the previous
 * one while it is being replaced). Meta signs its own spelling of the JSON, non-ASCII escaped: never re-serialise before
 * this. Constant time in the signature; every secret is tried whatever the first says.
 */
export function verifyMetaSignature(
  rawBody: Uint8Array,
  header: string | null | undefined,
  appSecrets: readonly string[],
): boolean {
  const hex = headerForm.exec(header ?? "")?.[1];
  if (!hex) return false;
  const given = Buffer.from(hex, "hex");
  let valid = false;
  for (const secret of appSecrets) {
    if (secret === "") continue;
    const expected = createHmac("sha256", secret).update(rawBody).digest();
    if (timingSafeEqual(expected, given)) valid = true;
  }
  return valid;
}
