import { createServer, type IncomingHttpHeaders } from "node:http";
import { listenShopifySandbox, type ListeningSandbox } from "./create-sandbox.ts";
import { readBody } from "./http.ts";
import type { ShopifySandboxOptions } from "./options.ts";

export const testSecret = "hush";
export const testKey = "test-key";
export const allScopes = [
  "read_orders",
  "write_orders",
  "read_fulfillments",
  "read_returns",
  "read_products",
  "read_customers",
  "write_customers",
  "write_discounts",
];

export type ReceivedWebhook = { headers: IncomingHttpHeaders; topic: string; body: string };

/** A pretend shop on a port, an app that only listens, and a clock that the test moves. */
export async function startShopifyForTest(overrides: Partial<ShopifySandboxOptions> = {}) {
  let now = Date.parse("2026-11-21T10:00:00Z");
  const received: ReceivedWebhook[] = [];
  const app = {
    received,
    /** What the app answers next; "hang" never does. */
    answer: 200 as number | "hang",
  };
  const server = createServer((req, res) => {
    void readBody(req).then((body) => {
      received.push({
        headers: req.headers,
        topic: String(req.headers["x-shopify-topic"]),
        body: body?.toString("utf8") ?? "",
      });
      if (app.answer !== "hang") res.writeHead(app.answer).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const clock = {
    now: () => now,
    advance(ms: number) {
      now += ms;
    },
  };
  const listening: ListeningSandbox = await listenShopifySandbox({
    clock,
    apiKey: testKey,
    apiSecret: testSecret,
    webhookUrl: `http://127.0.0.1:${port}/webhooks/shopify`,
    scopes: allScopes,
    ...overrides,
  });
  const { sandbox, origin } = listening;
  const adminOrigin = `${origin}/shopify/${sandbox.state.shop.domain}/admin`;

  async function requestToken(body: Record<string, unknown>) {
    const response = await fetch(`${adminOrigin}/oauth/access_token`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ client_id: testKey, client_secret: testSecret, ...body }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  function exchange(overridesOfBody: Record<string, unknown> = {}) {
    return requestToken({
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      subject_token: sandbox.controls.sessionToken(),
      subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
      requested_token_type: "urn:shopify:params:oauth:token-type:offline-access-token",
      expiring: "1",
      ...overridesOfBody,
    });
  }

  let token: string | null = null;
  /** One Admin API request with a good token. */
  async function graphql(query: string, variables: Record<string, unknown> = {}, withToken?: string) {
    token ??= String((await exchange()).body["access_token"]);
    const response = await fetch(`${adminOrigin}/api/2026-10/graphql.json`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-shopify-access-token": withToken ?? token },
      body: JSON.stringify({ query, variables }),
    });
    // Tests read answers of their own documents; their shape is the document's.

    return { status: response.status, body: await response.json() };
  }

  async function control(action: string, wish: unknown) {
    const response = await fetch(`${origin}/control/shopify/${action}`, { method: "POST", body: JSON.stringify(wish) });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  return {
    sandbox,
    controls: sandbox.controls,
    clock,
    app,
    origin,
    requestToken,
    exchange,
    graphql,
    control,
    /** Waits for what is due and answers the topics the app has got since the last time. */
    async topics(): Promise<string[]> {
      await sandbox.controls.deliverDue();
      return received.splice(0).map((webhook) => webhook.topic);
    },
    async close() {
      await listening.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type ShopifyForTest = Awaited<ReturnType<typeof startShopifyForTest>>;
