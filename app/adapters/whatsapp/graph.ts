import { FormData, Pool } from "undici";
import type { ApiResult, Refusal } from "#app/core/ports.ts";
import type { HttpAnswer } from "./answers.ts";
import { notSentCode } from "./error-table.ts";

export type GraphOptions = {
  /** e.g. "https://graph.facebook.com". A path is kept: "http://localhost:4000/graph". */
  baseUrl: string;
  /** e.g. "v25.0". */
  version: string;
  /** Connections kept open at most; one request at a time on each. */
  maxConnections?: number;
  /** From writing the request to the last byte of the answer. */
  requestTimeoutMs?: number;
};

type Failure = Exclude<ApiResult<never>, { outcome: "ok" }>;

/** One call of the Graph API; `accessToken` null: the call carries its own proof. */
export type GraphCall = (
  method: "GET" | "POST" | "DELETE",
  path: string,
  accessToken: string | null,
  /** JSON, the bytes of a file, or a form with a file. */
  body?: unknown,
) => Promise<HttpAnswer | Failure>;

/** Answers are a few hundred bytes, pages of templates some hundred thousand. More is not read. */
const maxResponseBytes = 1024 * 1024;
/** Below the 5 s after which many servers close an idle connection: a request written into a closing one is "unknown". */
const keepAliveMs = 4_000;
const connectTimeoutMs = 5_000;

/** The Graph API over kept-alive connections of its own. Never throws: what did not come to an answer is a failure. */
export function openGraph(options: GraphOptions): { call: GraphCall; close(): Promise<void> } {
  const { origin, pathname } = new URL(options.baseUrl);
  const root = `${pathname.replace(/\/$/, "")}/${options.version}`;
  const requestTimeoutMs = options.requestTimeoutMs ?? 20_000;
  const pool = new Pool(origin, {
    connections: options.maxConnections ?? 256,
    pipelining: 1,
    connect: { timeout: connectTimeoutMs },
    headersTimeout: requestTimeoutMs,
    bodyTimeout: requestTimeoutMs,
    keepAliveTimeout: keepAliveMs,
    keepAliveMaxTimeout: 60_000,
    maxResponseSize: maxResponseBytes,
  });

  const call: GraphCall = async (method, path, accessToken, body) => {
    // headersTimeout and bodyTimeout start anew with every byte; this one bounds the whole.
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), requestTimeoutMs);
    try {
      const response = await pool.request({
        method,
        path: `${root}${path}`,
        headers: headersOf(accessToken, body),
        ...(body === undefined ? {} : { body: isRaw(body) ? body : JSON.stringify(body) }),
        signal: abort.signal,
      });
      return { status: response.statusCode, text: await response.body.text() };
    } catch (error) {
      return failure(error);
    } finally {
      clearTimeout(timer);
    }
  };

  return { call, close: () => pool.close() };
}

/** Meta's upload sessions want "OAuth" in front of the token, and how much of the file they have already. */
function headersOf(accessToken: string | null, body: unknown): Record<string, string> {
  const isFile = body instanceof Uint8Array;
  return {
    ...(accessToken === null ? {} : { authorization: `${isFile ? "OAuth" : "Bearer"} ${accessToken}` }),
    ...(isFile ? { "content-type": "application/octet-stream", file_offset: "0" } : {}),
    ...(body === undefined || isRaw(body) ? {} : { "content-type": "application/json" }),
  };
}

/** A form names its own content type, with the boundary in it. */
function isRaw(body: unknown): body is Uint8Array | FormData {
  return body instanceof Uint8Array || body instanceof FormData;
}

function failure(error: unknown): Failure {
  const cause = errorCode(error);
  // The only argument from outside is the token: one with a line break, say, fits into no header.
  if (cause === "UND_ERR_INVALID_ARG") return { outcome: "refused", refusal: unusableToken };
  return neverWritten(error) ? { outcome: "refused", refusal: notSent(cause) } : { outcome: "unknown", cause };
}

const unusableToken: Refusal = { code: notSentCode, title: "token_unusable", action: "reconnect" };

function notSent(cause: string): Refusal {
  return { code: notSentCode, title: "not_sent", details: cause, action: "retry" };
}

/** No connection came about, so no byte of the request left: name look-up, connecting, or the TLS handshake failed. */
function neverWritten(error: unknown): boolean {
  const { syscall } = error as { syscall?: unknown };
  const code = errorCode(error);
  return (
    syscall === "connect" ||
    syscall === "getaddrinfo" ||
    code === "UND_ERR_CONNECT_TIMEOUT" ||
    /^(CERT_|ERR_TLS_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/.test(code)
  );
}

/** For the log: codes only, never an address or a body. */
function errorCode(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return typeof code === "string" ? code : typeof name === "string" ? name : "unknown_error";
}
