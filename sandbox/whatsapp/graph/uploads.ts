import { randomBytes } from "node:crypto";
import type { GraphAnswer } from "../errors.ts";
import { refuse } from "../errors.ts";
import type { World } from "../world.ts";

const dayMs = 86_400_000;
const types = new Set(["image/jpeg", "image/jpg", "image/png", "video/mp4", "application/pdf"]);

/** POST /{app}/uploads: begins a session of the Resumable Upload API. */
export function beginUpload(world: World, query: URLSearchParams): GraphAnswer {
  const fileType = query.get("file_type") ?? "";
  const fileLength = Number(query.get("file_length"));
  if (!types.has(fileType)) return refuse(100, `Param file_type '${fileType}' is not supported.`);
  if (!Number.isInteger(fileLength) || fileLength < 1) return refuse(100, "The parameter file_length is required.");
  const id = `upload:${randomBytes(24).toString("base64url")}`;
  world.uploads.set(id, { fileType, fileLength, expiresAt: world.now() + dayMs });
  return { status: 200, body: { id } };
}

/** POST /{upload session} with the file's bytes: all of them at once, as files for templates are small. */
export function receiveUpload(world: World, id: string, bytes: Buffer, fileOffset: string | undefined): GraphAnswer {
  const upload = world.uploads.get(id);
  if (!upload || upload.expiresAt < world.now()) return refuse(100, "The upload session is unknown or has expired.");
  if (fileOffset !== "0") return refuse(100, "The header file_offset is missing or is not where the upload stands.");
  if (bytes.length !== upload.fileLength) return refuse(100, "The file has another length than was announced.");
  world.uploads.delete(id);
  const type = Buffer.from(upload.fileType).toString("base64url");
  return { status: 200, body: { h: `4::${type}:${randomBytes(48).toString("base64url")}` } };
}

/** The kind of file a handle stands for ("image", "video", "document"); null for what is no handle at all. */
export function kindOfHandle(handle: unknown): string | null {
  const written = typeof handle === "string" ? /^4::?([\w=-]+)/.exec(handle)?.[1] : undefined;
  if (written === undefined) return null;
  const kind = Buffer.from(written, "base64url").toString().split("/")[0] ?? "";
  return kind === "application" ? "document" : kind;
}
