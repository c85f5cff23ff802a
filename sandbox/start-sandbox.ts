import { mkdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { startApp } from "./host/app-process.ts";
import { buildApp, buildIsStale } from "./host/build-app.ts";
import { openWorld } from "./host/open-world.ts";
import { appEnvironment, outerEnvironment, shopDomain } from "./host/settings.ts";
import { openAsMerchant, repeatConsents, waitUntilSettled } from "./host/set-up-shop.ts";

export type SandboxOptions = {
  /** Port of the page; the tunnel and the app take the two after it. 0: any three free ones. Default 4000. */
  port?: number;
  host?: string;
  /** Says nothing while starting. */
  quiet?: boolean;
  /** Also shows the app's log. */
  verbose?: boolean;
  /**
   * Where the app's database and log go; emptied at each start, as the two services remember nothing of the last one.
   * Default .data/sandbox.
   */
  dataDir?: string;
  /** More environment for the app, over the sandbox's. */
  env?: Record<string, string>;
  /** Another program in the app's place, for tests of the sandbox itself; nothing is built or set up then. */
  appEntry?: string;
};

const root = resolve(import.meta.dirname, "..");

/**
 * Starts the whole pretend world: WhatsApp, Shopify, the page, and the real app behind its tunnel, installed in the
 * pretend shop and with its templates approved. Rejects, with everything stopped again, when any of it does not come up.
 */
export async function startSandbox(options: SandboxOptions = {}) {
  const dataDir = resolve(root, options.dataDir ?? ".data/sandbox");
  const say = options.quiet ? () => {} : (text: string) => console.log(text);

  if (!options.appEntry && (await buildIsStale(root))) {
    say("Building the app (once; again only when its sources change) …");
    await buildApp(root);
  }
  await rm(dataDir, { recursive: true, force: true });
  await mkdir(dataDir, { recursive: true });

  const logFile = join(dataDir, "app.log");
  const world = await openWorld({ root, port: options.port ?? 4000, host: options.host ?? "127.0.0.1" });
  const { clock, admin, feed, origin, tunnelOrigin, shopify, whatsapp } = world;
  say("Starting the app …");
  const app = startApp({
    root,
    entry: options.appEntry ?? "app/main.ts",
    port: world.appPort,
    env: {
      ...outerEnvironment(process.env),
      ...appEnvironment({ ...world, dataDir: join(dataDir, "db") }),
      SMTP_URL: world.mailbox.url,
      ...options.env,
    },
    logFile,
    verbose: options.verbose ?? false,
    offsetMs: clock.offsetMs,
    onStatus(status) {
      world.showStatus(status);
      if (status.state === "crashed") say(`The app ended by itself (code ${status.code}). Its log: ${logFile}`);
    },
  });
  clock.onTravel((offsetMs) => app.tellClock(offsetMs));

  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopped ??= app.stop().then(world.close));
  try {
    await app.waitUntilReady();
    await openAsMerchant(admin.launchUrl("/app"));
    if (!options.appEntry) {
      repeatConsents(shopify);
      say("Setting up the shop: templates are being approved …");
      await waitUntilSettled(whatsapp.controls.state);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    origin,
    tunnelOrigin,
    logFile,
    shopDomain,
    clock,
    feed,
    app,
    /** What one can do to the two services; their READMEs list it. */
    shopify: shopify.controls,
    whatsapp: whatsapp.controls,
    /** Emails the app sent to the merchant. */
    mailbox: world.mailbox,
    stop,
  };
}

export type Sandbox = Awaited<ReturnType<typeof startSandbox>>;
