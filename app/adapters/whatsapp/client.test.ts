import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import type { OutgoingMessage } from "#app/core/ports.ts";
import { createWhatsAppApi, type WhatsAppApiOptions } from "./client.ts";

type Seen = { method?: string; url?: string; authorization?: string; body: unknown };
type Handler = (res: ServerResponse, req: IncomingMessage) => void;

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** A server that keeps what it was asked and answers as told, with a client on it. */
async function givenCloudApi(handler: Handler, options: Partial<WhatsAppApiOptions> = {}) {
  const seen: Seen[] = [];
  let connections = 0;
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on("data", (chunk: Buffer) => chunks.push(chunk));
    req.on("end", () => {
      const text = Buffer.concat(chunks).toString();
      const { method, url } = req;
      seen.push({ method, url, authorization: req.headers.authorization, body: text ? JSON.parse(text) : undefined });
      handler(res, req);
    });
  });
  server.on("connection", () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const api = createWhatsAppApi({ baseUrl: `${origin}/graph/`, version: "v25.0", ...options });
  open.push(async () => {
    server.closeAllConnections();
    await Promise.all([api.close(), new Promise((resolve) => server.close(resolve))]);
  });
  return { api, seen, origin, connections: () => connections };
}

function json(body: unknown, status = 200): Handler {
  return (res) => void res.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

const accepted = {
  messaging_product: "whatsapp",
  contacts: [{ input: "+5511912345678", wa_id: "551112345678" }],
  messages: [{ id: "wamid.HBgN", message_status: "accepted" }],
};

const message: OutgoingMessage = {
  phoneNumberId: "200000000000001",
  recipient: { phone: "+5511912345678" },
  callbackData: "0193a1b2-0000-7000-8000-000000000001",
  content: {
    kind: "template",
    name: "cod_confirm",
    language: "pt_BR",
    header: [{ type: "text", text: "#1001" }],
    body: [
      { type: "text", text: "Ada" },
      { type: "text", text: "R$ 19,99" },
    ],
    buttons: [
      { index: 0, type: "quick_reply", value: "cod:confirm:1" },
      { index: 2, type: "url", value: "orders/abc" },
    ],
  },
};

describe("what is sent", () => {
  test("a template, as Meta's samples have it", async () => {
    const { api, seen } = await givenCloudApi(json(accepted));
    await api.send("token-1", message);
    expect(seen).toEqual([
      {
        method: "POST",
        url: "/graph/v25.0/200000000000001/messages",
        authorization: "Bearer token-1",
        body: {
          messaging_product: "whatsapp",
          recipient_type: "individual",
          to: "+5511912345678",
          type: "template",
          template: {
            name: "cod_confirm",
            language: { code: "pt_BR" },
            components: [
              { type: "header", parameters: [{ type: "text", text: "#1001" }] },
              {
                type: "body",
                parameters: [
                  { type: "text", text: "Ada" },
                  { type: "text", text: "R$ 19,99" },
                ],
              },
              {
                type: "button",
                sub_type: "quick_reply",
                index: "0",
                parameters: [{ type: "payload", payload: "cod:confirm:1" }],
              },
              { type: "button", sub_type: "url", index: "2", parameters: [{ type: "text", text: "orders/abc" }] },
            ],
          },
          biz_opaque_callback_data: "0193a1b2-0000-7000-8000-000000000001",
        },
      },
    ]);
  });

  test("a template without variables has no components; text goes to a business-scoped id", async () => {
    const { api, seen } = await givenCloudApi(json(accepted));
    await api.send("t", {
      ...message,
      content: { kind: "template", name: "hello", language: "en", header: [], body: [], buttons: [] },
    });
    await api.send("t", {
      ...message,
      recipient: { userId: "US.13491208655302741918" },
      content: { kind: "text", text: "Danke 🙏" },
    });
    expect(seen[0]?.body).toMatchObject({ template: { name: "hello", language: { code: "en" } } });
    expect((seen[0]?.body as { template: object }).template).not.toHaveProperty("components");
    expect(seen[1]?.body).toEqual({
      messaging_product: "whatsapp",
      recipient_type: "individual",
      recipient: "US.13491208655302741918",
      type: "text",
      text: { body: "Danke 🙏", preview_url: false },
      biz_opaque_callback_data: message.callbackData,
    });
  });

  test("over kept connections", async () => {
    const { api, connections } = await givenCloudApi(json(accepted));
    for (let i = 0; i < 20; i++) await api.send("t", message);
    // The pool may open a second one while the first is being handed back.
    expect(connections()).toBeLessThanOrEqual(2);
  });

  test("over no more connections than allowed", async () => {
    const { api, seen, connections } = await givenCloudApi(json(accepted), { maxConnections: 3 });
    const answers = await Promise.all(Array.from({ length: 20 }, () => api.send("t", message)));
    expect(answers.every((answer) => answer.outcome === "accepted")).toBe(true);
    expect(seen).toHaveLength(20);
    expect(connections()).toBeLessThanOrEqual(3);
  });
});

describe("what comes back", () => {
  const send = async (handler: Handler, options?: Partial<WhatsAppApiOptions>) =>
    (await givenCloudApi(handler, options)).api.send("t", message);

  test("accepted, with the spelling WhatsApp knows, or with a user id only", async () => {
    expect(await send(json(accepted))).toEqual({ outcome: "accepted", wamid: "wamid.HBgN", waId: "551112345678" });
    const byUserId = { ...accepted, contacts: [{ input: "US.1", user_id: "US.1" }] };
    expect(await send(json(byUserId))).toEqual({ outcome: "accepted", wamid: "wamid.HBgN", userId: "US.1" });
  });

  test("refused, with code, subcode and Meta's words", async () => {
    const error = {
      message: "(#130429) Rate limit hit",
      type: "OAuthException",
      code: 130429,
      error_data: { messaging_product: "whatsapp", details: "Cloud API message throughput has been reached." },
      error_subcode: 2494055,
      fbtrace_id: "Az8or2yhqkZfEZ-_4Qn_Bam",
    };
    expect(await send(json({ error }, 429))).toEqual({
      outcome: "refused",
      refusal: {
        code: 130429,
        subcode: 2494055,
        title: "(#130429) Rate limit hit",
        details: "Cloud API message throughput has been reached.",
        action: "retry",
      },
    });
  });

  test.each([429, 503])("status %i without readable body is a refusal to be tried again", async (status) => {
    expect(await send((res) => res.writeHead(status).end("<html>"))).toMatchObject({
      outcome: "refused",
      refusal: { code: status, action: "retry" },
    });
  });

  test.each<[string, Handler]>([
    ["200 that is no JSON", (res) => res.end("<html>")],
    ["200 without a message id", json({ messages: [] })],
    ["200 with an empty body", (res) => res.end()],
    ["500 without readable body", (res) => res.writeHead(500).end("oops")],
    ["502", (res) => res.writeHead(502).end("Bad gateway")],
    ["connection cut before the answer", (_res, req) => req.socket.destroy()],
    [
      "connection cut within the answer",
      (res) => {
        res.writeHead(200, { "content-length": "500" }).write('{"messages":');
        res.flushHeaders();
        setImmediate(() => res.destroy());
      },
    ],
    ["more than a megabyte", (res) => res.end(`"${"x".repeat(2 * 1024 * 1024)}"`)],
  ])("%s: nobody knows whether it was accepted", async (_, handler) => {
    expect(await send(handler)).toMatchObject({ outcome: "unknown" });
  });

  test("no answer in time: unknown", async () => {
    expect(await send(() => {}, { requestTimeoutMs: 50 })).toEqual({ outcome: "unknown", cause: "AbortError" });
  });

  test("an answer that drips is cut off as well", async () => {
    const drip: Handler = (res) => {
      const timer = setInterval(() => res.write(" "), 10);
      res.on("close", () => clearInterval(timer));
    };
    expect(await send(drip, { requestTimeoutMs: 100 })).toMatchObject({ outcome: "unknown" });
  });

  test("nobody listens: surely not sent, to be tried again", async () => {
    const api = createWhatsAppApi({ baseUrl: "http://127.0.0.1:1", version: "v25.0" });
    open.push(() => api.close());
    expect(await api.send("t", message)).toEqual({
      outcome: "refused",
      refusal: { code: -1, title: "not_sent", details: "ECONNREFUSED", action: "retry" },
    });
  });
});

describe("management", () => {
  test("reads a number with its limits", async () => {
    const { api, seen } = await givenCloudApi(
      json({
        id: "1",
        display_phone_number: "+49 30 901820",
        verified_name: "Shop",
        quality_rating: "GREEN",
        throughput: { level: "HIGH" },
        whatsapp_business_manager_messaging_limit: "TIER_2K",
      }),
    );
    expect(await api.readNumber("t", "200")).toEqual({
      outcome: "ok",
      value: {
        displayPhone: "+4930901820",
        nameStatus: null,
        isRegistered: true,
        isOnBusinessApp: false,
        verifiedName: "Shop",
        quality: "GREEN",
        ratePerSecond: 1000,
        tierLimit: 2000,
      },
    });
    expect(seen[0]?.url).toMatch(/^\/graph\/v25\.0\/200\?fields=id,display_phone_number,/);
  });

  test.each([
    [{ throughput: { level: "STANDARD" }, whatsapp_business_manager_messaging_limit: "TIER_UNLIMITED" }, 80, null],
    [{ throughput: { level: "STANDARD" }, is_on_biz_app: true }, 20, 250],
    [{ whatsapp_business_manager_messaging_limit: "TIER_250" }, 80, 250],
    [{ whatsapp_business_manager_messaging_limit: "TIER_SOMETHING" }, 80, 250],
  ])("limits of %j", async (fields, ratePerSecond, tierLimit) => {
    const { api } = await givenCloudApi(json({ display_phone_number: "1", ...fields }));
    expect(await api.readNumber("t", "1")).toMatchObject({ outcome: "ok", value: { ratePerSecond, tierLimit } });
  });

  test("pages through templates until there is no next page", async () => {
    const template = {
      id: "1",
      name: "hello",
      language: "en_US",
      status: "APPROVED",
      category: "UTILITY",
      components: [],
    };
    const more = { ...template, id: "2", quality_score: { score: "GREEN" }, rejected_reason: "NONE", extra: 1 };
    const { api, seen } = await givenCloudApi((res, req) =>
      json(
        req.url?.includes("after=abc")
          ? { data: [more], paging: { cursors: { after: "def" } } }
          : { data: [template], paging: { cursors: { after: "abc" }, next: "https://graph/next" } },
      )(res, req),
    );
    expect(await api.listTemplates("t", "100")).toEqual({
      outcome: "ok",
      value: { templates: [template], after: "abc" },
    });
    expect(await api.listTemplates("t", "100", "abc")).toEqual({
      outcome: "ok",
      value: { templates: [{ ...template, id: "2", quality: "GREEN" }] },
    });
    expect(seen[1]?.url).toContain("limit=100");
  });

  test("submits a template and subscribes the app", async () => {
    const { api, seen } = await givenCloudApi((res, req) =>
      json(
        req.url?.endsWith("subscribed_apps") ? { success: true } : { id: "7", status: "PENDING", category: "UTILITY" },
      )(res, req),
    );
    const template = { name: "a", language: "en", category: "UTILITY", components: [{ type: "BODY", text: "Hi" }] };
    expect(await api.createTemplate("t", "100", template)).toEqual({
      outcome: "ok",
      value: { id: "7", status: "PENDING", category: "UTILITY" },
    });
    expect(seen[0]).toMatchObject({ url: "/graph/v25.0/100/message_templates", body: template });
    expect(await api.subscribeApp("t", "100")).toEqual({ outcome: "ok", value: { success: true } });
  });
});

test("what can not be put into a request is refused, not unknown, and ends nothing", async () => {
  const { api, seen } = await givenCloudApi(json(accepted));
  expect(await api.send("token\n", message)).toMatchObject({ outcome: "refused", refusal: { action: "reconnect" } });
  const content = { kind: "template", name: "of_an_older_version", language: "de" } as OutgoingMessage["content"];
  expect(await api.send("token", { ...message, content })).toMatchObject({
    outcome: "refused",
    refusal: { action: "bad_payload" },
  });
  expect(seen).toEqual([]);
});

test("words of Meta's that PostgreSQL could not keep are read without what it refuses", async () => {
  const { api } = await givenCloudApi(
    (res) =>
      void res
        .writeHead(400)
        .end('{"error":{"code":131009,"message":"a\\u0000b","error_data":{"details":"c\\ud83d"}}}'),
  );
  expect(await api.send("token", message)).toMatchObject({ refusal: { title: "ab", details: "c\ufffd" } });
});
