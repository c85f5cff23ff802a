import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { verifyShopifyHmac } from "../adapters/shopify/verify-webhook.ts";
import type { Log } from "../core/ports.ts";
import type { DeliveryInbox } from "./delivery-inbox.ts";
import { readBody } from "./read-body.ts";
import { refuseTooLarge, respond } from "./respond.ts";

/** Shopify's largest payloads (orders of hundreds of lines) stay below 2 MB. */
export const shopifyBodyLimitBytes = 10 * 1024 * 1024;

const printable = z.string().regex(/^[\x21-\x7e]{1,255}$/);

const headersSchema = z.object({
  "x-shopify-hmac-sha256": z.string().min(1),
  "x-shopify-topic": printable,
  "x-shopify-shop-domain": z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9-]{0,100}\.myshopify\.com$/),
  "x-shopify-webhook-id": printable,
  "x-shopify-api-version": printable.optional().catch(undefined),
  "x-shopify-event-id": printable.optional().catch(undefined),
  "x-shopify-triggered-at": z.string().optional(),
});

export type ShopifyDoor = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

type Options = {
  /** The current client secret first, then the previous one. */
  secrets: string[];
  inbox: DeliveryInbox;
  log: Log;
  onAccepted(topic: string): void;
  onRefused(status: number): void;
};

/**
 * POST /webhooks/shopify: checks the signature over the raw bytes and stores them; nothing else happens in the request, since
 * Shopify gives it 5 s and repeats what fails. 200 stored or known, 400 a header is missing, 401 bad signature, 405, 413;
 * 503 only when the database can not be reached, so that Shopify comes again.
 */
export function createShopifyDoor({ secrets, inbox, log, onAccepted, onRefused }: Options): ShopifyDoor {
  function refuse(response: ServerResponse, status: number, text: string, headers?: Record<string, string>): void {
    onRefused(status);
    respond(response, status, text, headers);
  }

  return async (request, response) => {
    if (request.method !== "POST") return refuse(response, 405, "Only POST.", { allow: "POST" });
    const read = await readBody(request, shopifyBodyLimitBytes);
    if (read.outcome === "aborted") return;
    if (read.outcome === "too_large") {
      onRefused(413);
      return refuseTooLarge(request, response);
    }
    const headers = headersSchema.safeParse(request.headers);
    if (!headers.success)
      return refuse(response, 400, `Missing or wrong header: ${String(headers.error.issues[0]?.path[0])}`);
    if (!verifyShopifyHmac(read.body, headers.data["x-shopify-hmac-sha256"], secrets)) {
      return refuse(response, 401, "The signature does not match.");
    }
    const topic = headers.data["x-shopify-topic"];
    try {
      await inbox.store({
        source: "shopify",
        externalId: headers.data["x-shopify-webhook-id"],
        shopDomain: headers.data["x-shopify-shop-domain"].toLowerCase(),
        topic,
        apiVersion: headers.data["x-shopify-api-version"] ?? null,
        eventId: headers.data["x-shopify-event-id"] ?? null,
        triggeredAt: readTime(headers.data["x-shopify-triggered-at"]),
        body: read.body,
      });
    } catch (error) {
      log.error("a webhook could not be stored", { topic, error });
      return refuse(response, 503, "Not stored; please come again.", { "retry-after": "5" });
    }
    onAccepted(topic);
    respond(response, 200, "");
  };
}

/** Null for what is no time, or none that PostgreSQL could keep. */
function readTime(value: string | undefined): Date | null {
  const time = value === undefined ? Number.NaN : Date.parse(value);
  const year = Number.isNaN(time) ? 0 : new Date(time).getUTCFullYear();
  return year > 2000 && year < 3000 ? new Date(time) : null;
}
