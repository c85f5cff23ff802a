import { createHash } from "node:crypto";
import { dayMs } from "../defaults.ts";
import type { GraphAnswer } from "../errors.ts";
import { refuse } from "../errors.ts";
import type { BusinessNumber, Media } from "../model.ts";
import type { World } from "../world.ts";

const megabyte = 1024 * 1024;
export const mediaLimitBytes = 101 * megabyte;

const limits: [RegExp, number][] = [
  [/^image\/webp$/, 0.5 * megabyte],
  [/^image\/(jpeg|png)$/, 5 * megabyte],
  [/^(video\/(mp4|3gpp)|audio\/(aac|amr|mpeg|mp4|ogg))/, 16 * megabyte],
  [/^(text\/plain|application\/(pdf|msword|vnd\..+))$/, 100 * megabyte],
];

/** POST /{phone}/media as multipart form data: file, type, messaging_product. */
export function uploadMedia(world: World, number: BusinessNumber, contentType: string, bytes: Buffer): GraphAnswer {
  const parts = readMultipart(contentType, bytes);
  if (!parts) return refuse(100, "The body must be multipart/form-data.");
  if (parts.get("messaging_product")?.bytes.toString() !== "whatsapp") {
    return refuse(100, "The parameter messaging_product is required.");
  }
  const file = parts.get("file");
  if (!file) return refuse(100, "The parameter file is required.");
  const mimeType = parts.get("type")?.bytes.toString() ?? file.mimeType;
  const limit = limits.find(([pattern]) => pattern.test(mimeType));
  if (!limit)
    return refuse(
      100,
      `Param file must be a file with one of the supported types. Received file of type '${mimeType}'.`,
    );
  if (file.bytes.length > limit[1]) return refuse(131053, "The file is larger than its type allows.");
  return { status: 200, body: { id: storeMedia(world, number, mimeType, file.bytes, 30 * dayMs).id } };
}

export function storeMedia(
  world: World,
  number: BusinessNumber,
  mimeType: string,
  bytes: Buffer,
  livesMs: number,
): Media {
  const media: Media = {
    id: world.newMediaId(),
    number,
    mimeType,
    bytes,
    sha256: createHash("sha256").update(bytes).digest("base64"),
    expiresAt: world.now() + livesMs,
  };
  world.media.set(media.id, media);
  return media;
}

/** GET /{media}: where the bytes are; that address wants the token too. */
export function showMedia(media: Media, origin: string): GraphAnswer {
  return {
    status: 200,
    body: {
      messaging_product: "whatsapp",
      url: `${origin}/graph/media/${media.id}`,
      mime_type: media.mimeType,
      sha256: Buffer.from(media.sha256, "base64").toString("hex"),
      file_size: String(media.bytes.length),
      id: media.id,
    },
  };
}

type Part = { mimeType: string; bytes: Buffer };

function readMultipart(contentType: string, bytes: Buffer): Map<string, Part> | null {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (!boundary) return null;
  const marker = Buffer.from(`--${boundary}`);
  const parts = new Map<string, Part>();
  let start = bytes.indexOf(marker);
  while (start !== -1) {
    const next = bytes.indexOf(marker, start + marker.length);
    if (next === -1) break;
    // A part: CRLF, headers, CRLF CRLF, content, CRLF.
    const part = bytes.subarray(start + marker.length + 2, next - 2);
    const split = part.indexOf("\r\n\r\n");
    if (split !== -1) {
      const headers = part.subarray(0, split).toString();
      const name = /name="([^"]*)"/.exec(headers)?.[1];
      const mimeType = /content-type:\s*([^\r\n;]+)/i.exec(headers)?.[1] ?? "application/octet-stream";
      if (name !== undefined)
        parts.set(name, { mimeType: mimeType.trim(), bytes: Buffer.from(part.subarray(split + 4)) });
    }
    start = next;
  }
  return parts;
}
