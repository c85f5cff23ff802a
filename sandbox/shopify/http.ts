import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";

export type Answer = { status: number; body: string | Buffer; type?: string; headers?: Record<string, string> };

export function json(status: number, value: unknown, headers: Record<string, string> = {}): Answer {
  return { status, body: JSON.stringify(value), type: "application/json; charset=utf-8", headers };
}

export function html(body: string, status = 200, headers: Record<string, string> = {}): Answer {
  return { status, body, type: "text/html; charset=utf-8", headers };
}

export function redirectTo(location: string, headers: Record<string, string> = {}): Answer {
  return { status: 303, body: "", headers: { location, ...headers } };
}

export function send(res: ServerResponse, answer: Answer): void {
  res.writeHead(answer.status, { ...(answer.type ? { "content-type": answer.type } : {}), ...answer.headers });
  res.end(answer.body);
}

const compressible = /^(text\/|application\/json|image\/svg)/;

/** As Shopify's storefronts answer: uncompressed, a page of 18 KB would take a round trip that no shopper waits for. */
export function compressed(answer: Answer, asked: IncomingHttpHeaders): Answer {
  if (!/\bgzip\b/.test(String(asked["accept-encoding"])) || !compressible.test(answer.type ?? "")) return answer;
  const headers = { ...answer.headers, "content-encoding": "gzip", vary: "accept-encoding" };
  return { ...answer, body: gzipSync(answer.body), headers };
}

/** Null: larger than the limit. */
export async function readBody(req: IncomingMessage, limitBytes = 2_000_000): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of req) {
    const bytes = Buffer.isBuffer(part) ? part : Buffer.from(String(part));
    size += bytes.length;
    if (size > limitBytes) return null;
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}

export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

export function sleep(ms: number): Promise<void> {
  return ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve();
}
