import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { verifyMetaSignature } from "../adapters/whatsapp/verify-signature.ts";
import type { Log } from "../core/ports.ts";
import type { DeliveryInbox } from "./delivery-inbox.ts";
import { readBody } from "./read-body.ts";
import { refuseTooLarge, respond } from "./respond.ts";

/** Meta sends up to 3 MB. */
export const whatsAppBodyLimitBytes = 4 * 1024 * 1024;

export type WhatsAppDoor = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

type Options = {
  secrets: string[];
  verifyToken: string;
  inbox: DeliveryInbox;
  log: Log;
  onAccepted(): void;
  onRefused(status: number): void;
};

/**
 * GET /webhooks/whatsapp: Meta's handshake, the challenge echoed as plain text. POST: the signature over the raw bytes is
 * checked and the body stored under its hash, so that a repeated callback is stored once. Meta repeats for up to 7 days
 * whatever is not answered with 200.
 */
export function createWhatsAppDoor({ secrets, verifyToken, inbox, log, onAccepted, onRefused }: Options): WhatsAppDoor {
  function refuse(response: ServerResponse, status: number, text: string, headers?: Record<string, string>): void {
    onRefused(status);
    respond(response, status, text, headers);
  }

  function shakeHands(request: IncomingMessage, response: ServerResponse): void {
    const query = new URLSearchParams((request.url ?? "").split("?")[1] ?? "");
    const challenge = query.get("hub.challenge");
    if (query.get("hub.mode") !== "subscribe" || challenge === null)
      return refuse(response, 400, "Not a subscription.");
    if (!sameText(query.get("hub.verify_token") ?? "", verifyToken))
      return refuse(response, 403, "The verify token differs.");
    respond(response, 200, challenge, { "x-content-type-options": "nosniff" });
  }

  return async (request, response) => {
    if (request.method === "GET") return shakeHands(request, response);
    if (request.method !== "POST") return refuse(response, 405, "Only GET and POST.", { allow: "GET, POST" });
    const read = await readBody(request, whatsAppBodyLimitBytes);
    if (read.outcome === "aborted") return;
    if (read.outcome === "too_large") {
      onRefused(413);
      return refuseTooLarge(request, response);
    }
    const signature = request.headers["x-hub-signature-256"];
    if (typeof signature !== "string") return refuse(response, 400, "Missing header: x-hub-signature-256");
    if (!verifyMetaSignature(read.body, signature, secrets))
      return refuse(response, 401, "The signature does not match.");
    try {
      await inbox.store({
        source: "whatsapp",
        externalId: createHash("sha256").update(read.body).digest("hex"),
        shopDomain: accountOf(read.body),
        topic: "whatsapp",
        apiVersion: null,
        eventId: null,
        triggeredAt: null,
        body: read.body,
      });
    } catch (error) {
      log.error("a callback could not be stored", { error });
      return refuse(response, 503, "Not stored; please come again.", { "retry-after": "5" });
    }
    onAccepted();
    respond(response, 200, "");
  };
}

const firstEntry = /"entry"\s*:\s*\[\s*\{\s*"id"\s*:\s*"(\d{1,40})"/;
const headBytes = 2_048;

/** The WhatsApp account the callback is for, so that a busy one does not hold up the others'; nothing depends on it but the turn. */
function accountOf(body: Buffer): string {
  return firstEntry.exec(body.toString("latin1", 0, headBytes))?.[1] ?? "";
}

function sameText(given: string, expected: string): boolean {
  const [a, b] = [given, expected].map((text) => createHash("sha256").update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
