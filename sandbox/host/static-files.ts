import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { extname, join, normalize, sep } from "node:path";

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
};

/** Sends one file below `folder`, or answers false when it is not there. Always read anew: the page is edited while it runs. */
export async function sendFile(res: ServerResponse, folder: string, path: string): Promise<boolean> {
  const file = normalize(join(folder, path));
  const type = TYPES[extname(file)];
  if (!type || !file.startsWith(folder + sep)) return false;
  const bytes = await readFile(file).catch(() => undefined);
  if (!bytes) return false;
  res
    .writeHead(200, { "content-type": type, "cache-control": "no-store", "x-content-type-options": "nosniff" })
    .end(bytes);
  return true;
}

export function sendJson(res: ServerResponse, status: number, value: unknown): void {
  res.writeHead(status, { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" });
  res.end(JSON.stringify(value));
}
