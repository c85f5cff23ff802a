/**
 * The least that could receive a webhook: the HMAC over the body, one insert of one row, 200. In a process of its own, as the
 * app is. With FORWARD_URL it also makes the one call to the Cloud API that the road ends with, and nothing between.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { Pool } from "undici";
import { v7 } from "uuid";
import { maxConnections } from "./engines.ts";
import { confirmationBody } from "./message-bodies.ts";
import { shopifySecret, whatsAppToken } from "./settings.ts";

const insertOne = `INSERT INTO "WebhookDelivery" ("id", "source", "externalId", "shopDomain", "topic", "apiVersion", "eventId",
  "triggeredAt", "receivedAt", "body", "state", "nextAttemptAt")
  VALUES ($1::uuid, $2::"DeliverySource", $3, $4, $5, $6, $7, $8::timestamptz, $9::timestamptz, $10::bytea, 'pending', $11::timestamptz)
  ON CONFLICT ("source", "externalId") DO NOTHING`;

const query = await openEngine();
const forward = openForward(process.env.FORWARD_URL);

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const body = Buffer.concat(chunks);
    if (!signed(request, body)) return void response.writeHead(401).end();
    store(request, body).then(
      () => {
        response.writeHead(200).end();
        forward?.(body);
      },
      () => response.writeHead(503).end(),
    );
  });
});

server.listen(0, "127.0.0.1", () => {
  process.send?.({ type: "listening", origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
process.on("disconnect", () => process.exit(0));
process.on("SIGTERM", () => process.exit(0));

function signed(request: IncomingMessage, body: Buffer): boolean {
  const expected = createHmac("sha256", shopifySecret).update(body).digest();
  const given = Buffer.from(String(request.headers["x-shopify-hmac-sha256"]), "base64");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function store({ headers }: IncomingMessage, body: Buffer): Promise<unknown> {
  const now = new Date();
  return query(insertOne, [
    v7(),
    "shopify",
    headers["x-shopify-webhook-id"],
    headers["x-shopify-shop-domain"],
    headers["x-shopify-topic"],
    headers["x-shopify-api-version"],
    headers["x-shopify-event-id"],
    new Date(String(headers["x-shopify-triggered-at"])),
    now,
    body,
    now,
  ]);
}

async function openEngine(): Promise<(text: string, values: unknown[]) => Promise<unknown>> {
  if (process.env.DATABASE_URL) {
    const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: maxConnections });
    return (text, values) => pool.query(text, values);
  }
  const client = await PGlite.create(`${process.env.DATA_DIR}/pglite`);
  return (text, values) => client.query(text, values);
}

function openForward(url: string | undefined): ((body: Buffer) => void) | undefined {
  if (!url) return undefined;
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: 50 });
  const headers = { authorization: `Bearer ${whatsAppToken}`, "content-type": "application/json" };
  return (body) => {
    const { phone, name } = JSON.parse(body.toString()) as { phone: string; name: string };
    const message = JSON.stringify(confirmationBody(phone, name));
    void pool.request({ method: "POST", path: pathname, headers, body: message }).then((answer) => answer.body.dump());
  };
}
