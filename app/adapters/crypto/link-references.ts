import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { LinkReferences } from "#app/core/ports.ts";
import { AppError } from "#app/core/shared/app-error.ts";
import type { EncryptionKey } from "./keys.ts";

const plain = 1;
const deflated = 2;
const idBytes = 16;
/** 80 bits: nobody tries that many references against a redirect to the shop's own pages. */
const macBytes = 10;
const largestPathBytes = 4_096;

/**
 * References of links: base64url of a version byte, the message's id, a MAC over both and the target, and the target, a path
 * on the shop's own site. Whoever has the key can tell where a reference leads without asking anybody, so a redirect needs
 * no database; whoever has not can not make one lead elsewhere. The first key signs, every key is believed.
 */
export function createLinkReferences(keys: EncryptionKey[]): LinkReferences {
  const secrets = keys.map(({ secret }) => Buffer.from(hkdfSync("sha256", secret, "", "tidings link references", 32)));
  const [current] = secrets;
  if (!current) throw new AppError("no_encryption_key", "At least one encryption key is needed.");
  const signWith = current;

  return {
    write({ messageId, path }) {
      const bytes = Buffer.from(path, "utf8");
      const packed = deflateRawSync(bytes, { level: 9 });
      const isShorter = packed.length < bytes.length;
      const head = Buffer.concat([Buffer.of(isShorter ? deflated : plain), idOf(messageId)]);
      const target = isShorter ? packed : bytes;
      return Buffer.concat([head, macOf(signWith, head, target), target]).toString("base64url");
    },
    read(reference) {
      if (!/^[A-Za-z0-9_-]{37,4096}$/.test(reference)) return null;
      const bytes = Buffer.from(reference, "base64url");
      const head = bytes.subarray(0, 1 + idBytes);
      const mac = bytes.subarray(head.length, head.length + macBytes);
      const target = bytes.subarray(head.length + macBytes);
      if (!secrets.some((secret) => timingSafeEqual(mac, macOf(secret, head, target)))) return null;
      const path = head[0] === deflated ? inflateRawSync(target, { maxOutputLength: largestPathBytes }) : target;
      return { messageId: uuidOf(head.subarray(1)), path: path.toString("utf8") };
    },
  };
}

function macOf(secret: Buffer, head: Buffer, target: Buffer): Buffer {
  return createHmac("sha256", secret).update(head).update(target).digest().subarray(0, macBytes);
}

function idOf(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll("-", ""), "hex");
}

function uuidOf(bytes: Buffer): string {
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
