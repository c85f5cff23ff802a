import type { Ctx } from "../ports.ts";
import type { MediaFormat } from "./model.ts";

export type StoredMedia =
  | { outcome: "stored"; mediaId: string; fileName: string }
  | { outcome: "wrong_kind" }
  | { outcome: "too_large"; maxMb: number };

const megabyte = 1024 * 1024;

/** Meta, "Supported media types"; documents are kept smaller here than Meta's 100 MB: each one is read with its message. */
const kinds: Record<
  MediaFormat,
  { maxMb: number; types: { mimeType: string; starts: (bytes: Uint8Array) => boolean }[] }
> = {
  image: {
    maxMb: 5,
    types: [
      { mimeType: "image/jpeg", starts: begins(0, [0xff, 0xd8, 0xff]) },
      { mimeType: "image/png", starts: begins(0, [0x89, 0x50, 0x4e, 0x47]) },
    ],
  },
  video: { maxMb: 16, types: [{ mimeType: "video/mp4", starts: begins(4, [0x66, 0x74, 0x79, 0x70]) }] },
  document: { maxMb: 16, types: [{ mimeType: "application/pdf", starts: begins(0, [0x25, 0x50, 0x44, 0x46]) }] },
};

/**
 * Keeps a file for templates. What it is is told by its first bytes, not by its name; the same file twice is one file.
 */
export async function storeMedia(
  ctx: Ctx,
  shopId: string,
  file: { format: MediaFormat; fileName: string; bytes: Uint8Array<ArrayBuffer> },
): Promise<StoredMedia> {
  const { maxMb, types } = kinds[file.format];
  if (file.bytes.length > maxMb * megabyte) return { outcome: "too_large", maxMb };
  const type = types.find(({ starts }) => starts(file.bytes));
  if (!type) return { outcome: "wrong_kind" };
  const sha256 = hex(await crypto.subtle.digest("SHA-256", file.bytes));
  const fileName = file.fileName.replace(/[\p{Cc}/\\]/gu, "").slice(-240) || file.format;
  const data = { id: ctx.ids.next(), mimeType: type.mimeType, fileName, bytes: file.bytes, sha256 };
  const { id } = await ctx.db.templateMedia.upsert({
    where: { shopId_sha256: { shopId, sha256 } },
    create: { shopId, ...data, createdAt: ctx.clock.now() },
    // Chosen anew, it is as young as another: it is not cleared away before its template is saved.
    update: { createdAt: ctx.clock.now() },
    select: { id: true },
  });
  return { outcome: "stored", mediaId: id, fileName };
}

/** A file for Meta or a browser to fetch; null when this shop has no such file. */
export async function readMedia(ctx: Ctx, shopId: string, mediaId: string) {
  return ctx.db.templateMedia.findUnique({
    where: { shopId_id: { shopId, id: mediaId } },
    select: { mimeType: true, fileName: true, bytes: true },
  });
}

function begins(offset: number, signature: readonly number[]): (bytes: Uint8Array) => boolean {
  return (bytes) => signature.every((byte, index) => bytes[offset + index] === byte);
}

function hex(digest: ArrayBuffer): string {
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
