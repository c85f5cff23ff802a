import type { Ctx, Tx } from "../ports.ts";
import type { MediaFormat } from "./model.ts";

export type StoredMedia =
  | { outcome: "stored"; mediaId: string; fileName: string }
  | { outcome: "wrong_kind" }
  | { outcome: "too_large"; maxMb: number }
  /** The shop's files take up all the room there is for one shop. */
  | { outcome: "no_room"; maxMb: number };

const megabyte = 1024 * 1024;
/** Of all files of a shop together: hundreds of pictures and dozens of videos. */
const shopMb = 500;

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
 * A shop has room for so many of them.
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
  const mediaId = await ctx.db.$transaction(async (tx) => {
    if (!(await hasRoom(tx, shopId, sha256, file.bytes.length))) return null;
    const { id } = await tx.templateMedia.upsert({
      where: { shopId_sha256: { shopId, sha256 } },
      create: { shopId, ...data, createdAt: ctx.clock.now() },
      // Chosen anew, it is as young as another: it is not cleared away before its template is saved.
      update: { createdAt: ctx.clock.now() },
      select: { id: true },
    });
    return id;
  });
  return mediaId === null ? { outcome: "no_room", maxMb: shopMb } : { outcome: "stored", mediaId, fileName };
}

/**
 * Whether a shop may keep this file besides those it has; one it has already takes up nothing more. Uploads at the same
 * moment wait for each other until commit. Sizes are read without the files. Index: TemplateMedia (shopId, sha256).
 */
async function hasRoom(tx: Tx, shopId: string, sha256: string, size: number): Promise<boolean> {
  await tx.$queryRaw`SELECT count(pg_advisory_xact_lock(hashtextextended(${`files of ${shopId}`}, 0)))`;
  const [others] = await tx.$queryRaw<{ bytes: number }[]>`
    SELECT coalesce(sum(octet_length("bytes")), 0)::float8 AS "bytes" FROM "TemplateMedia"
    WHERE "shopId" = ${shopId}::uuid AND "sha256" <> ${sha256}`;
  return (others?.bytes ?? 0) + size <= shopMb * megabyte;
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
