import { Pool } from "undici";
import type { ApiResult, OutgoingMessage, Refusal, SendAnswer, WhatsAppApi } from "#app/core/ports.ts";
import {
  readCreatedTemplate,
  readRemoteNumber,
  readSendAnswer,
  readSuccess,
  readTemplates,
  type HttpAnswer,
} from "./answers.ts";
import { notSentCode } from "./error-table.ts";
import { messageBody } from "./message-body.ts";

export type WhatsAppApiOptions = {
  /** e.g. "https://graph.facebook.com". A path is kept: "http://localhost:4000/graph". */
  baseUrl: string;
  /** e.g. "v25.0". */
  version: string;
  /** Connections kept open at most; one request at a time on each. */
  maxConnections?: number;
  /** From writing the request to the last byte of the answer. */
  requestTimeoutMs?: number;
};

export type WhatsAppApiClient = WhatsAppApi & {
  /** Waits for requests under way and closes the connections. */
  close(): Promise<void>;
};

/** Answers are a few hundred bytes, pages of templates some hundred thousand. More is not read. */
const maxResponseBytes = 1024 * 1024;
/** Below the 5 s after which many servers close an idle connection: a request written into a closing one is "unknown". */
const keepAliveMs = 4_000;
const connectTimeoutMs = 5_000;
const templatesPerPage = 100;
const numberFields =
  "display_phone_number,verified_name,quality_rating,throughput,is_on_biz_app,whatsapp_business_manager_messaging_limit";
const templateFields = "id,name,language,status,category,components,quality_score,rejected_reason";

/** The Cloud API over kept-alive connections of its own. Never throws: every end of a call is one of the port's outcomes. */
export function createWhatsAppApi(options: WhatsAppApiOptions): WhatsAppApiClient {
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

  async function call(
    method: "GET" | "POST",
    path: string,
    accessToken: string,
    body?: unknown,
  ): Promise<HttpAnswer | Failure> {
    // headersTimeout and bodyTimeout start anew with every byte; this one bounds the whole.
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), requestTimeoutMs);
    try {
      const response = await pool.request({
        method,
        path: `${root}${path}`,
        headers: {
          authorization: `Bearer ${accessToken}`,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: abort.signal,
      });
      return { status: response.statusCode, text: await response.body.text() };
    } catch (error) {
      return failure(error);
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    async send(accessToken: string, message: OutgoingMessage): Promise<SendAnswer> {
      const path = `/${encodeURIComponent(message.phoneNumberId)}/messages`;
      const body = bodyOf(message);
      if (!body) return { outcome: "refused", refusal: unreadableContent };
      const answer = await call("POST", path, accessToken, body);
      return "outcome" in answer ? answer : readSendAnswer(answer);
    },
    async readNumber(accessToken, phoneNumberId) {
      const answer = await call("GET", `/${encodeURIComponent(phoneNumberId)}?fields=${numberFields}`, accessToken);
      return "outcome" in answer ? answer : readRemoteNumber(answer);
    },
    async subscribeApp(accessToken, wabaId) {
      const answer = await call("POST", `/${encodeURIComponent(wabaId)}/subscribed_apps`, accessToken, {});
      return "outcome" in answer ? answer : readSuccess(answer);
    },
    async createTemplate(accessToken, wabaId, template) {
      const path = `/${encodeURIComponent(wabaId)}/message_templates`;
      const answer = await call("POST", path, accessToken, template);
      return "outcome" in answer ? answer : readCreatedTemplate(answer);
    },
    async listTemplates(accessToken, wabaId, after) {
      const query = new URLSearchParams({ fields: templateFields, limit: String(templatesPerPage) });
      if (after) query.set("after", after);
      const answer = await call("GET", `/${encodeURIComponent(wabaId)}/message_templates?${query}`, accessToken);
      return "outcome" in answer ? answer : readTemplates(answer);
    },
    close: () => pool.close(),
  };
}

/** Content of an older version of this app, say: nothing that could be sent, and no reason for a process to end. */
const unreadableContent: Refusal = { code: notSentCode, title: "content_unreadable", action: "bad_payload" };

function bodyOf(message: OutgoingMessage): Record<string, unknown> | null {
  try {
    return messageBody(message);
  } catch {
    return null;
  }
}

type Failure = Exclude<ApiResult<never>, { outcome: "ok" }>;

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
