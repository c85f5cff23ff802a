import { readFileSync } from "node:fs";
import http from "node:http";
import { afterEach } from "vitest";
import { defaultAppSecret, defaultPhoneNumberId, defaultToken, defaultWabaId } from "./defaults.ts";
import { listenWhatsAppSandbox, type ListeningWhatsAppSandbox } from "./listen-whatsapp-sandbox.ts";
import type { TemplateSeed, WhatsAppSandboxOptions } from "./options.ts";
import { signBody } from "./callbacks/sign.ts";

const startedAt = Date.parse("2026-11-21T10:00:00Z");
export const shopper = "+4915112345678";

/** Two approved templates every test may send. */
export const orderTemplate: TemplateSeed = {
  name: "order_confirmed",
  language: "en",
  category: "UTILITY",
  components: [
    { type: "HEADER", format: "TEXT", text: "Order {{1}}", example: { header_text: ["#1001"] } },
    {
      type: "BODY",
      text: "Hi {{1}}, thank you for your order {{2}} at our shop.",
      example: { body_text: [["Ada", "#1001"]] },
    },
    { type: "FOOTER", text: "Reply STOP to opt out" },
    {
      type: "BUTTONS",
      buttons: [
        { type: "QUICK_REPLY", text: "Confirm" },
        { type: "QUICK_REPLY", text: "Cancel" },
        { type: "URL", text: "See order", url: "https://shop.example/orders/{{1}}", example: ["abc"] },
      ],
    },
  ],
};
const offerTemplate: TemplateSeed = {
  name: "offer",
  language: "en",
  category: "MARKETING",
  components: [{ type: "BODY", text: "Our new things are here, have a look." }],
};

type Callback = { body: Record<string, unknown>; raw: string; signed: boolean; verified: boolean };

/** An app that takes callbacks; `answer` decides what it says. */
type FakeApp = { url: string; callbacks: Callback[]; answer: (index: number) => number; close(): Promise<void> };

export type Started = ListeningWhatsAppSandbox & {
  app: FakeApp;
  clock: { now(): number; advance(ms: number): void };
  post(path: string, body: unknown, token?: string): Promise<Answer>;
  get(path: string, token?: string): Promise<Answer>;
  send(body: Record<string, unknown>): Promise<Answer>;
  /** Time passes, then everything due is done. */
  pass(ms: number): Promise<void>;
};

export type Answer = { status: number; body: Record<string, unknown>; code: number | undefined };

const open: { close(): Promise<void> }[] = [];

/** Registers the clean-up; call once per test file. */
export function sandboxPerTest(): (options?: Partial<WhatsAppSandboxOptions>) => Promise<Started> {
  afterEach(async () => {
    for (const each of open.splice(0)) await each.close();
  });
  return start;
}

async function start(options: Partial<WhatsAppSandboxOptions> = {}): Promise<Started> {
  let now = startedAt;
  const clock = { now: () => now, advance: (ms: number) => void (now += ms) };
  const app = await startApp();
  const listening = await listenWhatsAppSandbox({
    clock,
    appSecret: defaultAppSecret,
    verifyToken: "verify",
    webhookUrl: app.url,
    timers: "manual",
    ...options,
    accounts: options.accounts ?? [account()],
  });
  open.push(listening, app);
  const request = (method: string, path: string, token: string, body?: unknown) =>
    fetch(`${listening.origin}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    }).then(readAnswer);
  return {
    ...listening,
    app,
    clock,
    post: (path, body, token = defaultToken) => request("POST", path, token, body),
    get: (path, token = defaultToken) => request("GET", path, token),
    send: (body) => request("POST", `/graph/v25.0/${defaultPhoneNumberId}/messages`, defaultToken, body),
    async pass(ms) {
      clock.advance(ms);
      await listening.sandbox.controls.settle();
    },
  };
}

export function account(change: Partial<NonNullable<WhatsAppSandboxOptions["accounts"]>[number]> = {}) {
  return {
    id: defaultWabaId,
    name: "Shop",
    businessId: "300000000000001",
    tokens: [defaultToken],
    numbers: [{ id: defaultPhoneNumberId, displayPhone: "+49 30 901820", verifiedName: "Shop" }],
    templates: [orderTemplate, offerTemplate],
    ...change,
  };
}

async function startApp(): Promise<FakeApp> {
  const app: FakeApp = { url: "", callbacks: [], answer: () => 200, close: () => Promise.resolve() };
  const server = http.createServer((req, res) => {
    if (req.method === "GET") {
      const query = new URL(req.url ?? "/", "http://app").searchParams;
      const right = query.get("hub.mode") === "subscribe" && query.get("hub.verify_token") === "verify";
      res.writeHead(right ? 200 : 403).end(right ? query.get("hub.challenge") : "");
      return;
    }
    const chunks: Buffer[] = [];
    req.on("data", (chunk: Buffer) => chunks.push(chunk));
    req.on("end", () => {
      const bytes = Buffer.concat(chunks);
      const raw = bytes.toString("latin1");
      const signature = req.headers["x-hub-signature-256"];
      app.callbacks.push({
        body: JSON.parse(bytes.toString()) as Record<string, unknown>,
        raw,
        signed: typeof signature === "string",
        verified: signature === signBody(defaultAppSecret, raw),
      });
      res.writeHead(app.answer(app.callbacks.length)).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  app.url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/webhooks/whatsapp`;
  app.close = () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    return closed;
  };
  return app;
}

async function readAnswer(response: Response): Promise<Answer> {
  const body = (await response.json()) as Record<string, unknown>;
  const error = body.error as { code?: number } | undefined;
  return { status: response.status, body, code: error?.code };
}

export function template(to: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    messaging_product: "whatsapp",
    recipient_type: "individual",
    to,
    type: "template",
    template: {
      name: "order_confirmed",
      language: { code: "en" },
      components: [
        { type: "header", parameters: [{ type: "text", text: "#1001" }] },
        {
          type: "body",
          parameters: [
            { type: "text", text: "Ada" },
            { type: "text", text: "#1001" },
          ],
        },
        {
          type: "button",
          sub_type: "quick_reply",
          index: "0",
          parameters: [{ type: "payload", payload: "cod:confirm:1" }],
        },
        { type: "button", sub_type: "url", index: "2", parameters: [{ type: "text", text: "xyz" }] },
      ],
    },
    ...more,
  };
}

export function offer(to: string): Record<string, unknown> {
  return {
    messaging_product: "whatsapp",
    to,
    type: "template",
    template: { name: "offer", language: { code: "en" } },
  };
}

export function text(to: string, body = "Hello"): Record<string, unknown> {
  return { messaging_product: "whatsapp", to, type: "text", text: { body } };
}

export function fixture(path: string): Record<string, unknown> {
  const url = new URL(`./fixtures/${path}.json`, import.meta.url);
  return JSON.parse(readFileSync(url, "utf8")) as Record<string, unknown>;
}

/** Every path of a JSON value with the type found there; array places are one. */
export function shapeOf(value: unknown, path = ""): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((item) => shapeOf(item, `${path}[]`)))];
  if (typeof value !== "object" || value === null) return [`${path}: ${value === null ? "null" : typeof value}`];
  return Object.entries(value)
    .flatMap(([name, inner]) => shapeOf(inner, `${path}.${name}`))
    .sort();
}

type Change = { field: string; value: Record<string, unknown> };

/** All changes of all callbacks, in the order they came. */
export function changes(app: FakeApp): Change[] {
  return app.callbacks.flatMap(({ body }) => (body.entry as { changes: Change[] }[]).flatMap((entry) => entry.changes));
}

/** All statuses told, in the order they came. */
export function statuses(app: FakeApp): Record<string, unknown>[] {
  return changes(app).flatMap(({ value }) => (value.statuses as Record<string, unknown>[] | undefined) ?? []);
}

/** All inbound messages told. */
export function inbound(app: FakeApp): Record<string, unknown>[] {
  return changes(app).flatMap(({ value }) => (value.messages as Record<string, unknown>[] | undefined) ?? []);
}

export function wamidOf(answer: Answer): string {
  const messages = answer.body.messages as { id: string }[] | undefined;
  return messages?.[0]?.id ?? "";
}
