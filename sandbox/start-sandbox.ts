import { mkdir, rm } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join, resolve } from "node:path";
import { createClock } from "./clock.ts";
import { startApp } from "./host/app-process.ts";
import type { AppStatus } from "./host/app-process.ts";
import { buildApp, buildIsStale } from "./host/build-app.ts";
import { createFeed } from "./host/feed.ts";
import { followBoth } from "./host/follow-both.ts";
import { closeServer, freePort, listen } from "./host/listen.ts";
import { createPretendAdmin } from "./host/pretend-admin.ts";
import { createRoutes } from "./host/routes.ts";
import * as settings from "./host/settings.ts";
import { createShopifySandbox } from "./shopify/create-sandbox.ts";
import { createTunnel } from "./tunnel.ts";
import { createWhatsAppSandbox } from "./whatsapp/create-whatsapp-sandbox.ts";

export type SandboxOptions = {
  /** Port of the page; the tunnel and the app take the two after it. 0: any three free ones. Default 4000. */
  port?: number;
  host?: string;
  /** Says nothing while starting. */
  quiet?: boolean;
  /** Also shows the app's log. */
  verbose?: boolean;
  /** Keeps the app's database of the last run. */
  keep?: boolean;
  /** Where the app's database and log go. Default .data/sandbox. */
  dataDir?: string;
  /** More environment for the app, over the sandbox's. */
  env?: Record<string, string>;
  /** Another program in the app's place, for tests of the sandbox itself; nothing is built then. */
  appEntry?: string;
};

const root = resolve(import.meta.dirname, "..");

/**
 * Starts the whole pretend world: WhatsApp, Shopify, the page, and the real app behind its tunnel, installed in the
 * pretend shop. Rejects, with everything stopped again, when any of it does not come up.
 */
export async function startSandbox(options: SandboxOptions = {}) {
  const host = options.host ?? "127.0.0.1";
  const dataDir = resolve(root, options.dataDir ?? ".data/sandbox");
  const say = options.quiet ? () => {} : (text: string) => console.log(text);
  const undo: Array<() => Promise<unknown> | unknown> = [];
  const stop = once(async () => {
    for (const step of undo.reverse()) await step();
  });

  try {
    if (!options.appEntry && (await buildIsStale(root))) {
      say("Building the app (once; again only when its sources change) …");
      await buildApp(root);
    }
    if (!options.keep) await rm(dataDir, { recursive: true, force: true });
    await mkdir(dataDir, { recursive: true });

    const port = options.port ?? 4000;
    let route: (req: IncomingMessage, res: ServerResponse) => void = (_req, res) => void res.writeHead(503).end();
    const page = await listen((req, res) => route(req, res), port, host);
    undo.push(() => closeServer(page.server));
    const origin = `http://localhost:${page.port}`;

    const appPort = port === 0 ? await freePort(host) : port + 2;
    const tunnel = createTunnel({ sandboxOrigin: origin, appPort: () => appPort });
    const tunnelDoor = await listen(tunnel.handle, port === 0 ? 0 : port + 1, host);
    undo.push(() => closeServer(tunnelDoor.server), tunnel.close);
    const tunnelOrigin = `http://localhost:${tunnelDoor.port}`;

    const clock = createClock();
    const feed = createFeed(clock.now);
    const { apiKey, apiSecret, appSecret, shopDomain, verifyToken, whatsAppNumber } = settings;
    const scopes = settings.scopesOf(root);
    const shopify = createShopifySandbox({
      clock,
      apiKey,
      apiSecret,
      scopes,
      shopDomain,
      whatsAppNumber,
      publicOrigin: origin,
      webhookUrl: `${tunnelOrigin}/webhooks/shopify`,
    });
    undo.push(() => shopify.close());
    const whatsapp = createWhatsAppSandbox({
      clock,
      appSecret,
      verifyToken,
      accounts: [settings.whatsAppAccount],
      webhookUrl: `${tunnelOrigin}/webhooks/whatsapp`,
    });
    undo.push(() => whatsapp.close());
    const admin = createPretendAdmin({ root, appUrl: tunnelOrigin, shopDomain, apiKey, apiSecret, now: clock.now });

    let appStatus: AppStatus = { state: "starting" };
    route = createRoutes({
      root,
      origin,
      clock,
      feed,
      admin,
      shopify,
      whatsapp,
      shopDomain,
      appStatus: () => appStatus,
    });
    followBoth({ feed, shopify, whatsapp });

    say("Starting the app …");
    const app = startApp({
      root,
      entry: options.appEntry ?? "app/main.ts",
      port: appPort,
      env: {
        ...withoutAppSettings(process.env),
        ...settings.appEnvironment({ origin, tunnelOrigin, appPort, dataDir: join(dataDir, "db"), scopes }),
        ...options.env,
      },
      logFile: join(dataDir, "app.log"),
      verbose: options.verbose ?? false,
      offsetMs: clock.offsetMs,
      onStatus(status) {
        appStatus = status;
        feed.send("app", status);
        if (status.state === "crashed")
          feed.add({ kind: "app", text: `The app ended by itself (code ${status.code})`, outcome: "failed" });
      },
    });
    undo.push(() => app.stop());
    clock.onTravel((offsetMs) => app.tellClock(offsetMs));
    await app.waitUntilReady();

    await openAsMerchant(admin.launchUrl("/app"));
    return {
      origin,
      tunnelOrigin,
      shopDomain,
      clock,
      shopify: shopify.controls,
      whatsapp: whatsapp.controls,
      app,
      feed,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

export type Sandbox = Awaited<ReturnType<typeof startSandbox>>;

/** The merchant's first look at the app: the token exchange of that request is the installation. */
async function openAsMerchant(url: string): Promise<void> {
  const answer = await fetch(url, {
    headers: { accept: "text/html", "user-agent": "Mozilla/5.0 (X11; Linux x64) Chrome/140 Safari/537.36" },
  });
  const body = await answer.text();
  if (!answer.ok)
    throw new Error(`The app could not be installed: its first page answered ${answer.status}.\n${body.slice(0, 500)}`);
}

/** A developer's own settings (a .env, DATABASE_URL of another project) must not leak into the pretend world. */
function withoutAppSettings(env: NodeJS.ProcessEnv): Record<string, string> {
  const kept = [
    "PATH",
    "HOME",
    "TMPDIR",
    "TEMP",
    "TMP",
    "SystemRoot",
    "USERPROFILE",
    "TZ",
    "LANG",
    "LOG_LEVEL",
    "NODE_OPTIONS",
  ];
  return Object.fromEntries(kept.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}

function once(act: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= act());
}
