import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { Secrets } from "#app/core/ports.ts";
import { AppError } from "#app/core/shared/app-error.ts";
import type { EncryptionKey } from "./keys.ts";

const version = "v1";
const ivBytes = 12;

/**
 * AES-256-GCM with a fresh IV each time. Ciphertext: "v1.<key id>.<iv>.<tag>.<data>" (base64url). The first key encrypts,
 * every key decrypts, so keys rotate by putting a new one first. `decrypt` throws AppError "undecryptable".
 */
export function createSecrets(keys: EncryptionKey[]): Secrets {
  const [current] = keys;
  if (!current) throw new AppError("no_encryption_key", "At least one encryption key is needed.");
  const key = current;
  const byId = new Map(keys.map((key) => [key.id, key.secret]));

  function encrypt(plain: string): string {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv("aes-256-gcm", key.secret, iv);
    cipher.setAAD(Buffer.from(`${version}.${key.id}`));
    const data = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
    return [version, key.id, ...[iv, cipher.getAuthTag(), data].map((part) => part.toString("base64url"))].join(".");
  }

  function decrypt(ciphertext: string): string {
    const [prefix, keyId = "", iv = "", tag = "", data] = ciphertext.split(".");
    const secret = byId.get(keyId);
    if (prefix !== version || data === undefined) throw undecryptable("not a ciphertext of ours");
    if (!secret)
      throw undecryptable(`no key "${keyId}"; keep old keys in ENCRYPTION_KEYS until everything is re-encrypted`);
    try {
      const decipher = createDecipheriv("aes-256-gcm", secret, Buffer.from(iv, "base64url"), { authTagLength: 16 });
      decipher.setAAD(Buffer.from(`${version}.${keyId}`));
      decipher.setAuthTag(Buffer.from(tag, "base64url"));
      return Buffer.concat([decipher.update(Buffer.from(data, "base64url")), decipher.final()]).toString("utf8");
    } catch (error) {
      throw undecryptable("the value was changed or the key is another", { cause: error });
    }
  }

  return { encrypt, decrypt };
}

function undecryptable(why: string, options?: ErrorOptions): AppError {
  return new AppError("undecryptable", `A stored secret can not be read: ${why}.`, "errors.unexpected", options);
}
