import { createHmac, randomUUID } from "node:crypto";
import { request as httpRequest, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { createDeliveryInbox, type DeliveryInbox } from "#app/doors/delivery-inbox.ts";
import { createWebServer } from "#app/doors/create-server.ts";
import { createShopifyDoor } from "#app/doors/shopify-door.ts";
import { createWhatsAppDoor } from "#app/doors/whatsapp-door.ts";
import type { Log } from "#app/core/ports.ts";
import { useTestDatabase } from "#test/support/database.ts";
import { makeClock, makeIds } from "#test/support/fake-time.ts";

const database = useTestDatabase();
const secret = "shpss_current";
const previousSecret = "shpss_previous";
const metaSecret = "meta-secret";
const log: Log = { info: () => {}, warn: () => {}, error: () => {} };
const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function open(inbox?: DeliveryInbox): Promise<string> {
  const doorInbox = inbox ?? createDeliveryInbox(database.database.executeSql, makeClock(), makeIds());
  const ignore = { inbox: doorInbox, log, onAccepted: () => {}, onRefused: () => {} };
  const server = createWebServer({
    log,
    pages: (_request, response) => void response.writeHead(404).end(),
    doors: {
      "/webhooks/shopify": createShopifyDoor({ secrets: [secret, previousSecret], ...ignore }),
      "/webhooks/whatsapp": createWhatsAppDoor({ secrets: [metaSecret], verifyToken: "a word", ...ignore }),
    },
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function shopifyHeaders(body: string | Buffer, overrides: Record<string, string> = {}): Record<string, string> {
  return {
    "content-type": "application/json",
    "x-shopify-hmac-sha256": createHmac("sha256", secret).update(body).digest("base64"),
    "x-shopify-topic": "orders/create",
    "x-shopify-shop-domain": "Lindenholz.myshopify.com",
    "x-shopify-webhook-id": randomUUID(),
    "x-shopify-api-version": "2026-10",
    "x-shopify-event-id": "event-1",
    "x-shopify-triggered-at": "2026-11-21T09:59:59.123456789Z",
    ...overrides,
  };
}

const post = (url: string, body: BodyInit, headers: Record<string, string>) =>
  fetch(url, { method: "POST", body, headers });
const stored = () => database.db.webhookDelivery.findMany({ orderBy: { id: "asc" } });

test("a signed webhook is stored as it came and answered with 200", async () => {
  const origin = await open();
  const body = '{"id": 12345678901234567890, "note": "Grüße \\u0000"}';
  const answer = await post(`${origin}/webhooks/shopify`, body, shopifyHeaders(body));
  expect(answer.status).toBe(200);
  const [delivery] = await stored();
  expect(delivery).toMatchObject({
    source: "shopify",
    topic: "orders/create",
    shopDomain: "lindenholz.myshopify.com",
    state: "pending",
    eventId: "event-1",
  });
  expect(Buffer.from(delivery?.body ?? []).toString()).toBe(body);
  expect(delivery?.triggeredAt?.toISOString()).toBe("2026-11-21T09:59:59.123Z");
});

test("the previous secret is still believed, a third is not", async () => {
  const origin = await open();
  const sign = (key: string) => createHmac("sha256", key).update("{}").digest("base64");
  const statusWith = async (key: string) =>
    (await post(`${origin}/webhooks/shopify`, "{}", shopifyHeaders("{}", { "x-shopify-hmac-sha256": sign(key) })))
      .status;
  expect(await statusWith(previousSecret)).toBe(200);
  expect(await statusWith("someone else's")).toBe(401);
});

test("a redelivery is a success that stores nothing new, also within one batch", async () => {
  const origin = await open();
  const headers = shopifyHeaders("{}", { "x-shopify-webhook-id": "same" });
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => post(`${origin}/webhooks/shopify`, "{}", headers)),
  );
  expect(answers.map((answer) => answer.status)).toEqual(Array(20).fill(200));
  expect((await post(`${origin}/webhooks/shopify`, "{}", headers)).status).toBe(200);
  expect(await stored()).toHaveLength(1);
});

test("wrong requests are refused with the status that says why", async () => {
  const origin = await open();
  const url = `${origin}/webhooks/shopify`;
  expect((await fetch(url)).status).toBe(405);
  expect((await fetch(url, { method: "PUT", body: "{}" })).status).toBe(405);
  for (const missing of ["x-shopify-hmac-sha256", "x-shopify-topic", "x-shopify-shop-domain", "x-shopify-webhook-id"]) {
    const headers = shopifyHeaders("{}");
    delete headers[missing];
    expect((await post(url, "{}", headers)).status, missing).toBe(400);
  }
  expect((await post(url, "{}", shopifyHeaders("{}", { "x-shopify-shop-domain": "evil.example" }))).status).toBe(400);
  expect((await post(url, "{ }", shopifyHeaders("{}"))).status).toBe(401);
  expect(await stored()).toHaveLength(0);
});

test("30 MB are refused with 413, announced or not, and nothing is kept of them", async () => {
  const origin = await open();
  const large = Buffer.alloc(30 * 1024 * 1024, 0x20);
  expect((await post(`${origin}/webhooks/shopify`, large, shopifyHeaders(large))).status).toBe(413);
  expect(await postInChunks(`${origin}/webhooks/shopify`, large, shopifyHeaders(large))).toBe(413);
  expect((await post(`${origin}/webhooks/shopify`, "{}", shopifyHeaders("{}"))).status).toBe(200);
  expect(await stored()).toHaveLength(1);
});

test("Meta's handshake is echoed only for the right word", async () => {
  const origin = await open();
  const ask = (token: string) =>
    fetch(
      `${origin}/webhooks/whatsapp?hub.mode=subscribe&hub.verify_token=${encodeURIComponent(token)}&hub.challenge=11582`,
    );
  const right = await ask("a word");
  expect([right.status, await right.text()]).toEqual([200, "11582"]);
  expect((await ask("another")).status).toBe(403);
  expect((await fetch(`${origin}/webhooks/whatsapp`)).status).toBe(400);
});

test("a callback is checked over its raw bytes and stored once however often it comes", async () => {
  const origin = await open();
  const body = '{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[],"note":"Gr\\u00fc\\u00dfe"}]}';
  const headers = { "x-hub-signature-256": `sha256=${createHmac("sha256", metaSecret).update(body).digest("hex")}` };
  for (let time = 0; time < 3; time++)
    expect((await post(`${origin}/webhooks/whatsapp`, body, headers)).status).toBe(200);
  expect(await stored()).toMatchObject([{ source: "whatsapp", shopDomain: "1" }]);
  expect((await post(`${origin}/webhooks/whatsapp`, `${body} `, headers)).status).toBe(401);
  expect((await post(`${origin}/webhooks/whatsapp`, body, {})).status).toBe(400);
  expect((await fetch(`${origin}/webhooks/whatsapp`, { method: "DELETE" })).status).toBe(405);
});

test("without a database the sender is asked to come again, and one that failed does not stop the next", async () => {
  let broken = true;
  const inbox = createDeliveryInbox(
    (text, values) => (broken ? Promise.reject(new Error("gone")) : database.database.executeSql(text, values)),
    makeClock(),
    makeIds(),
  );
  const origin = await open(inbox);
  expect((await post(`${origin}/webhooks/shopify`, "{}", shopifyHeaders("{}"))).status).toBe(503);
  broken = false;
  expect((await post(`${origin}/webhooks/shopify`, "{}", shopifyHeaders("{}"))).status).toBe(200);
});

test("ten thousand mutated webhooks: never a 5xx, and the door still works", async () => {
  const origin = await open();
  const headerNames = Object.keys(shopifyHeaders("{}"));
  const nasty = fc.oneof(
    fc.string({ unit: "binary-ascii", maxLength: 300 }).map((text) => text.replace(/[^\x20-\x7e]/g, "")),
    fc.constantFrom(
      "",
      "0",
      "-1",
      "null",
      "../../etc",
      "a".repeat(4000),
      "=".repeat(64),
      "sha256=",
      "9999-99-99T99:99:99Z",
    ),
  );
  const mutation = fc.record({
    path: fc.constantFrom("/webhooks/shopify", "/webhooks/whatsapp"),
    method: fc.constantFrom("POST", "POST", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"),
    body: fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
      fc.json().map((json) => Buffer.from(json)),
    ),
    drop: fc.subarray(headerNames, { maxLength: 3 }),
    replace: fc.dictionary(fc.constantFrom(...headerNames, "x-hub-signature-256", "content-encoding"), nasty, {
      maxKeys: 3,
    }),
    signed: fc.boolean(),
  });
  const samples = fc.sample(mutation, { numRuns: 10_000, seed: 20_261_121 });
  const agent = { statuses: new Map<number, number>() };
  const perRound = 50;
  for (let start = 0; start < samples.length; start += perRound) {
    const answers = await Promise.all(
      samples.slice(start, start + perRound).map(async ({ path, method, body, drop, replace, signed }) => {
        const headers: Record<string, string> = signed
          ? {
              ...shopifyHeaders(body),
              "x-hub-signature-256": `sha256=${createHmac("sha256", metaSecret).update(body).digest("hex")}`,
            }
          : shopifyHeaders("other");
        for (const name of drop) delete headers[name];
        const answer = await fetch(origin + path, {
          method,
          body: new Uint8Array(body),
          headers: { ...headers, ...replace },
        });
        await answer.arrayBuffer();
        return answer.status;
      }),
    );
    for (const status of answers) agent.statuses.set(status, (agent.statuses.get(status) ?? 0) + 1);
  }
  const statuses = [...agent.statuses.keys()].sort();
  expect(statuses.filter((status) => status >= 500)).toEqual([]);
  expect(statuses).toEqual(expect.arrayContaining([200, 400, 401, 405]));
  expect((await post(`${origin}/webhooks/shopify`, "{}", shopifyHeaders("{}"))).status).toBe(200);
}, 120_000);

/** Sends without a content-length, as a stranger would who hides the size. */
function postInChunks(url: string, body: Buffer, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      url,
      { method: "POST", headers: { ...headers, "transfer-encoding": "chunked" } },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    request.once("error", reject);
    for (let at = 0; at < body.length; at += 1_000_000) request.write(body.subarray(at, at + 1_000_000));
    request.end();
  });
}
