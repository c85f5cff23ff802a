import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { answerAccessToken } from "./auth/access-token-endpoint.ts";
import { createControls, type ShopifyControls } from "./controls/create-controls.ts";
import { answerControl } from "./controls/endpoint.ts";
import { answerGraphql } from "./graphql/endpoint.ts";
import { compressed, json, parseJson, readBody, send, type Answer } from "./http.ts";
import type { ShopifySandboxOptions } from "./options.ts";
import type { StoreState } from "./state/store.ts";
import { answerStorefront } from "./storefront/endpoint.ts";
import { extensionStatus, type ExtensionInfo } from "./storefront/extension-status.ts";
import { renderStorefront, type StorefrontPage, type Visit } from "./storefront/render.ts";
import type { Delivery, DeliveryAttempt } from "./webhooks/deliver.ts";
import { createWorld, type World } from "./world.ts";

/** How often due retries are looked for; the clock they are measured by is the sandbox's. */
const pumpEveryMs = 200;

export type SandboxEvents = {
  /** Each attempt to deliver a webhook, with the app's answer. */
  delivery: { delivery: Delivery; attempt: DeliveryAttempt };
  change: { action: string; subject: string };
  graphql: { operation: string; status: number; errors: string[] };
};

export type ShopifySandbox = {
  /** Answers what is Shopify's; false when the path is somebody else's. */
  handle(req: IncomingMessage, res: ServerResponse): Promise<boolean>;
  controls: ShopifyControls;
  /** A storefront page as Shopify would send it, links untouched. */
  renderStorefront(path: string, visit?: Visit): StorefrontPage;
  /** What App Bridge tells the app of its own extensions. */
  extensions(): ExtensionInfo[];
  readonly state: StoreState;
  /** Answers how to stop listening. */
  on<Name extends keyof SandboxEvents>(event: Name, listener: (facts: SandboxEvents[Name]) => void): () => void;
  close(): void;
};

export function createShopifySandbox(options: ShopifySandboxOptions): ShopifySandbox {
  const world = createWorld(options);
  const controls = createControls(world);
  const pump = setInterval(() => world.deliverer.pump(), pumpEveryMs);
  pump.unref();

  return {
    async handle(req, res) {
      const url = new URL(req.url ?? "/", world.options.publicOrigin);
      if (!/^\/(shopify|store|control\/shopify)(\/|$)/.test(url.pathname)) return false;
      const answer = await answerRequest(world, controls, req, url);
      if (answer === "drop") res.destroy();
      else send(res, answer);
      return true;
    },
    controls,
    renderStorefront: (path, visit) => renderStorefront(world, path, visit),
    extensions: () => extensionStatus(world),
    get state() {
      return world.state;
    },
    on(event, listener) {
      world.events.on(event, listener);
      return () => world.events.off(event, listener);
    },
    close() {
      world.closed = true;
      clearInterval(pump);
      world.deliverer.close();
      world.events.removeAllListeners();
    },
  };
}

async function answerRequest(
  world: World,
  controls: ShopifyControls,
  req: IncomingMessage,
  url: URL,
): Promise<Answer | "drop"> {
  const body = await readBody(req);
  if (body === null) return json(413, { errors: "Payload Too Large" });
  const method = req.method ?? "GET";
  const control = /^\/control\/shopify\/([^/]+)$/.exec(url.pathname);
  if (control) {
    const wish = body.length === 0 ? {} : parseJson(body);
    return answerControl(world, controls, { method, name: control[1] ?? "", wish });
  }
  if (url.pathname === "/store" || url.pathname.startsWith("/store/")) {
    const answer = await answerStorefront(world, controls, { method, url, body, headers: req.headers });
    return compressed(answer, req.headers);
  }
  const admin = /^\/shopify\/([^/]+)\/admin\/(.+)$/.exec(url.pathname);
  if (!admin || admin[1] !== world.state.shop.domain) return json(404, { errors: "Not Found" });
  if (admin[2] === "oauth/access_token" && method === "POST") {
    return answerAccessToken(world, body, req.headers["content-type"] ?? "");
  }
  if (admin[2] === "api/2026-10/graphql.json" && method === "POST") {
    const token = req.headers["x-shopify-access-token"];
    return answerGraphql(world, body, typeof token === "string" ? token : "");
  }
  return json(404, { errors: "Not Found" });
}

export type ListeningSandbox = { sandbox: ShopifySandbox; server: Server; origin: string; close(): Promise<void> };

/** The sandbox on a port of its own, for tests. Port 0: any free one. */
export async function listenShopifySandbox(
  options: Omit<ShopifySandboxOptions, "publicOrigin"> & { publicOrigin?: string },
  port = 0,
): Promise<ListeningSandbox> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the sandbox did not get a port");
  const origin = `http://127.0.0.1:${address.port}`;
  const sandbox = createShopifySandbox({ ...options, publicOrigin: options.publicOrigin ?? origin });
  server.on("request", (req, res) => {
    sandbox.handle(req, res).then(
      (handled) => {
        if (!handled) send(res, json(404, { errors: "Not Found" }));
      },
      (error: unknown) => send(res, json(500, { errors: error instanceof Error ? error.message : "unknown" })),
    );
  });
  return {
    sandbox,
    server,
    origin,
    async close() {
      sandbox.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
