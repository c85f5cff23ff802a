import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { developmentEnvironment } from "./adapters/config/env.ts";
import { readEnvOrExit } from "./adapters/config/read-env-or-exit.ts";
import { createDeliveryInbox } from "./doors/delivery-inbox.ts";
import { createWebServer, type Door } from "./doors/create-server.ts";
import { createMetricsDoor, createReadyDoor, healthDoor } from "./doors/operation-doors.ts";
import { createDevelopmentPagesDoor, createPagesDoor } from "./doors/pages-door.ts";
import { createLinkDoor, linkDoorPath } from "./doors/link-door.ts";
import { createOptInDoors } from "./doors/opt-in-extension/create-opt-in-doors.ts";
import { createFormDoors } from "./doors/storefront/create-form-doors.ts";
import { createShopifyDoor } from "./doors/shopify-door.ts";
import { createWhatsAppDoor } from "./doors/whatsapp-door.ts";
import { recordClick } from "./core/results/record-click.ts";
import { startWorker, type Worker } from "./jobs/start-worker.ts";
import { createServices, type Services } from "./services.server.ts";

const isDevelopment = process.argv.includes("--dev");

/** The process: web, worker, or both (ROLE). `--dev` serves the pages through Vite. */
async function main(): Promise<void> {
  const env = readEnvOrExit(isDevelopment ? developmentEnvironment() : undefined);
  const services = await createServices(env);
  const { log } = services;
  let ready = false;
  const doors = createDoors(services, () => ready);
  const pages = env.ROLE === "worker" ? noPages : await openPages(services);
  const server = createWebServer({ doors, pages, log });
  await listenOrExit(server, env.PORT, env.LISTEN_ADDRESS);
  const worker: Worker | undefined = env.ROLE === "web" ? undefined : await startWorker(services);
  ready = true;
  log.info("listening", { port: (server.address() as AddressInfo).port, role: env.ROLE });

  let stopping = false;
  async function stop(signal: string): Promise<void> {
    if (stopping) return;
    stopping = true;
    ready = false;
    log.info("stopping", { signal });
    // What hangs longer than the grace is as safe as after a crash: every queue of work is a table.
    const deadline = setTimeout(() => process.exit(1), env.SHUTDOWN_GRACE_SECONDS * 1000 + 2_000);
    deadline.unref();
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    await worker?.stop();
    server.closeAllConnections();
    await closed;
    await services.close();
    log.info("stopped");
    process.exit(0);
  }
  process.on("SIGTERM", () => void stop("SIGTERM"));
  process.on("SIGINT", () => void stop("SIGINT"));
}

function createDoors(services: Services, isReady: () => boolean): Record<string, Door> {
  const { env, ctx, log, database, wakes, metrics } = services;
  const operation: Record<string, Door> = {
    "/healthz": healthDoor,
    "/readyz": createReadyDoor(async () => {
      if (!isReady()) return false;
      await database.executeSql("SELECT 1");
      return true;
    }),
    "/metrics": createMetricsDoor(metrics.registry, env.METRICS_TOKEN),
  };
  if (env.ROLE === "worker") return operation;
  const inbox = createDeliveryInbox(database.executeSql, ctx.clock, ctx.ids);
  const accepted = (source: "shopify" | "whatsapp") => {
    metrics.received.inc({ source });
    wakes.wake(source === "shopify" ? "deliveries" : "callbacks");
  };
  return {
    ...operation,
    "/webhooks/shopify": createShopifyDoor({
      secrets: present(env.SHOPIFY_API_SECRET, env.SHOPIFY_API_SECRET_PREVIOUS),
      inbox,
      log,
      onAccepted: () => accepted("shopify"),
      onRefused: (status) => metrics.refused.inc({ source: "shopify", status }),
    }),
    ...createFormDoors({
      secrets: present(env.SHOPIFY_API_SECRET, env.SHOPIFY_API_SECRET_PREVIOUS),
      ctx,
      shopify: services.shopifyAdmin,
    }),
    ...createOptInDoors({
      ctx,
      audience: env.SHOPIFY_API_KEY,
      secrets: present(env.SHOPIFY_API_SECRET, env.SHOPIFY_API_SECRET_PREVIOUS),
    }),
    [linkDoorPath]: createLinkDoor({
      secrets: present(env.SHOPIFY_API_SECRET, env.SHOPIFY_API_SECRET_PREVIOUS),
      links: services.links,
      log,
      recordClick: (click) => recordClick(ctx, click),
    }),
    "/webhooks/whatsapp": createWhatsAppDoor({
      secrets: present(env.WHATSAPP_APP_SECRET, env.WHATSAPP_APP_SECRET_PREVIOUS),
      verifyToken: env.WHATSAPP_VERIFY_TOKEN,
      inbox,
      log,
      onAccepted: () => accepted("whatsapp"),
      onRefused: (status) => metrics.refused.inc({ source: "whatsapp", status }),
    }),
  };
}

function openPages(services: Services): Promise<Door> {
  const context = { services };
  return isDevelopment ? createDevelopmentPagesDoor(context) : createPagesDoor(context);
}

/** Somebody else on the port is the commonest mistake at a start: one line says so, without a stack. */
function listenOrExit(server: Server, port: number, address: string | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EADDRINUSE") return reject(error);
      process.stderr.write(`Port ${port} is taken. Stop the program that listens there, or set PORT to another one.\n`);
      process.exit(1);
    });
    server.listen(port, address, resolve);
  });
}

const noPages: Door = (_request, response) => void response.writeHead(404).end();

function present(...values: (string | undefined)[]): string[] {
  return values.filter((value) => value !== undefined);
}

await main();
