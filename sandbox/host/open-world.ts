import type { IncomingMessage, ServerResponse } from "node:http";
import { createClock, untilLateMorning } from "../clock.ts";
import { createShopifySandbox } from "../shopify/create-sandbox.ts";
import { startMailbox } from "../mail/start-mailbox.ts";
import { createTunnel } from "../tunnel.ts";
import { createWhatsAppSandbox } from "../whatsapp/create-whatsapp-sandbox.ts";
import type { AppStatus } from "./app-process.ts";
import { createFeed } from "./feed.ts";
import { followBoth } from "./follow-both.ts";
import { closeServer, freePort, listen } from "./listen.ts";
import { createPretendAdmin } from "./pretend-admin.ts";
import { createRoutes } from "./routes.ts";
import * as settings from "./settings.ts";

export type WorldOptions = { root: string; port: number; host: string };

/** Everything but the app: the page's port with both services behind it, and the tunnel's port. */
export async function openWorld({ root, port, host }: WorldOptions) {
  const undo: Array<() => Promise<unknown> | unknown> = [];
  async function close(): Promise<void> {
    for (const step of undo.reverse()) await step();
  }

  try {
    let route: (req: IncomingMessage, res: ServerResponse) => void = (_req, res) => void res.writeHead(503).end();
    const page = await listen((req, res) => route(req, res), port, host);
    undo.push(() => closeServer(page.server));
    const origin = `http://localhost:${page.port}`;

    const appPort = port === 0 ? await freePort(host) : port + 2;
    const tunnel = createTunnel({ sandboxOrigin: origin, appPort: () => appPort });
    const tunnelDoor = await listen(tunnel.handle, port === 0 ? 0 : port + 1, host);
    undo.push(() => closeServer(tunnelDoor.server), tunnel.close);
    const tunnelOrigin = `http://localhost:${tunnelDoor.port}`;

    const startOffsetMs = untilLateMorning(Date.now(), settings.timeZone);
    const clock = createClock(Date.now, startOffsetMs);
    const feed = createFeed(clock.now);
    const { apiKey, apiSecret, appSecret, shopDomain, verifyToken, whatsAppNumber } = settings;
    const { required: scopes, optional: optionalScopes } = settings.scopesOf(root);
    const shopify = createShopifySandbox({
      clock,
      apiKey,
      apiSecret,
      scopes,
      optionalScopes,
      shopDomain,
      whatsAppNumber,
      publicOrigin: origin,
      webhookUrl: `${tunnelOrigin}/webhooks/shopify`,
      proxyUrl: `${tunnelOrigin}/proxy`,
    });
    undo.push(shopify.close);
    const whatsapp = createWhatsAppSandbox({
      clock,
      appSecret,
      verifyToken,
      accounts: [settings.whatsAppAccount, settings.outletAccount],
      // Meta takes minutes to days over a template; nobody who tries this out should wait.
      delays: { reviewMs: 500 },
      webhookUrl: `${tunnelOrigin}/webhooks/whatsapp`,
    });
    undo.push(whatsapp.close);
    followBoth({ feed, shopify, whatsapp });
    const mailbox = await startMailbox({
      now: clock.now,
      onMail: ({ to, subject }) => void feed.add({ kind: "app", text: `Email to ${to}: ${subject}`, outcome: "ok" }),
    });
    undo.push(mailbox.close);

    const admin = createPretendAdmin({ appUrl: tunnelOrigin, shopDomain, apiKey, apiSecret, now: clock.now });
    let status: AppStatus = { state: "starting" };
    const facts = { root, origin, shopDomain, startOffsetMs, appStatus: () => status };
    route = createRoutes({ ...facts, clock, feed, admin, shopify, whatsapp, mailbox });

    function showStatus(next: AppStatus): void {
      status = next;
      feed.send("app", next);
      if (next.state !== "crashed") return;
      feed.add({ kind: "app", text: `The app ended by itself (code ${next.code})`, outcome: "failed" });
    }
    return { origin, tunnelOrigin, appPort, scopes, clock, feed, admin, shopify, whatsapp, mailbox, showStatus, close };
  } catch (error) {
    await close();
    throw error;
  }
}

export type OpenWorld = Awaited<ReturnType<typeof openWorld>>;
