/** A 256-bit key with the id that ciphertexts carry. */
export type EncryptionKey = { id: string; secret: Buffer };

/** Reads "<id>:<base64>,<id>:<base64>". */
export function parseKeys(
  value: string,
): { outcome: "ok"; keys: EncryptionKey[] } | { outcome: "wrong"; problem: string } {
  const keys: EncryptionKey[] = [];
  for (const part of value.split(",")) {
    const match = /^\s*([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/=]+)\s*$/.exec(part);
    if (!match?.[1] || !match[2]) return { outcome: "wrong", problem: 'must look like "k1:<base64>"' };
    const secret = Buffer.from(match[2], "base64");
    if (secret.length !== 32) return { outcome: "wrong", problem: `has a key "${match[1]}" that is not 32 bytes long` };
    if (keys.some((key) => key.id === match[1]))
      return { outcome: "wrong", problem: `has the key id "${match[1]}" twice` };
    keys.push({ id: match[1], secret });
  }
  return { outcome: "ok", keys };
}
