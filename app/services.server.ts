import { randomUUID } from "node:crypto";
import type { Env } from "./adapters/config/env.ts";
import { createSecrets } from "./adapters/crypto/cipher.ts";
import { createLinkReferences } from "./adapters/crypto/link-references.ts";
import { openDatabase, type Database } from "./adapters/db/open-database.ts";
import { createLog } from "./adapters/log/create-log.ts";
import { createMetrics } from "./adapters/metrics.ts";
import { openQueue } from "./adapters/queue/open-queue.ts";
import { createAdminGraphql } from "./adapters/shopify/admin-graphql.ts";
import { createReadOfflineToken } from "./adapters/shopify/offline-token.ts";
import { createRenewToken } from "./adapters/shopify/renew-token.ts";
import { printReceipt } from "./adapters/receipts/print-receipt.ts";
import { createSessionStorage } from "./adapters/shopify/session-storage.ts";
import { createShopifyAdmin } from "./adapters/shopify/shopify-admin.ts";
import { createIds, systemClock } from "./adapters/system-time.ts";
import { openWakeBus } from "./adapters/wakes.ts";
import { createWhatsAppApi } from "./adapters/whatsapp/client.ts";
import { createAccessRecorder } from "./access-recorder.ts";
import { findShop } from "./core/shops/find-shop.ts";
import { installShop } from "./core/shops/install-shop.ts";
import type { Ctx, Log } from "./core/ports.ts";
import { readScopes } from "./core/shared/scopes.ts";
import { AppError } from "./core/shared/app-error.ts";
import { jobCatalog } from "./jobs/catalog.ts";
import { mediaPath } from "./core/templates/preview.ts";
import { createMailer } from "./mailer.ts";
import { createPages } from "./pages/create-pages.ts";
import { createShopify } from "./shopify.server.ts";

export type Services = Awaited<ReturnType<typeof createServices>>;

/** The composition root: picks the adapters once and gives the use cases what they need. */
export async function createServices(env: Env) {
  const log = createLog(env.LOG_LEVEL);
  const processId = randomUUID();
  const clock = systemClock;
  const database = await openAndMigrate(env, log);
  const wakes = await openWakeBus(database, processId, log);
  const secrets = createSecrets(env.ENCRYPTION_KEYS);
  const queue = await openQueue(database, jobCatalog, log);
  const metrics = createMetrics(database.executeSql, clock);
  const ctx: Ctx = { db: database.db, clock, ids: createIds(env.ENCRYPTION_KEYS), log, wakes };

  const links = createLinkReferences(env.ENCRYPTION_KEYS);
  const mailer = createMailer(env);
  const accessRecorder = createAccessRecorder(ctx);
  const whatsAppApi = createWhatsAppApi({
    links,
    baseUrl: env.WHATSAPP_API_URL,
    version: env.WHATSAPP_API_VERSION,
    mediaUrl: (shopId, mediaId) => new URL(mediaPath(shopId, mediaId), env.SHOPIFY_APP_URL).href,
    ...(env.WHATSAPP_APP_ID ? { app: { id: env.WHATSAPP_APP_ID, secret: env.WHATSAPP_APP_SECRET } } : {}),
  });
  const whatsApp = { ...whatsAppApi, printReceipt };
  const sessionStorage = createSessionStorage(database.db, secrets);
  const shopify = createShopify({ env, log, sessionStorage, onAuthenticated });
  const readToken = createReadOfflineToken({
    sessionStorage,
    clock,
    withLock: database.withLock,
    renew: createRenewToken({ env, sessionStorage }),
  });
  const shopifyAdmin = createShopifyAdmin(createAdminGraphql({ clock, readToken }));

  /** Under a lock: the first page's loaders run side by side, and each may find the shop missing. */
  function onAuthenticated({ shop, scope }: { shop: string; scope?: string | undefined }): Promise<void> {
    return database.withLock(`install:${shop}`, () => install(shop, scope));
  }

  async function install(shopDomain: string, scope: string | undefined): Promise<void> {
    const scopes = readScopes(scope ?? "");
    const installed = await installShop(ctx, shopifyAdmin, { shopDomain, scopes });
    if (installed.outcome === "unavailable") {
      throw new AppError(
        "shop_unavailable",
        `Shopify did not describe the shop: ${installed.cause}`,
        "errors.shopifyUnavailable",
      );
    }
    if (installed.outcome === "being_erased") {
      throw new AppError("shop_being_erased", "The shop's old data is being erased.", "errors.shopBeingErased");
    }
    log.info("shop authenticated", { shopId: installed.shopId, outcome: installed.outcome });
    await queue.send("reconcile-shop", { shopId: installed.shopId }, { singletonKey: installed.shopId });
    if (installed.outcome === "reinstalled") {
      await queue.send("compare-consent", { shopId: installed.shopId }, { singletonKey: installed.shopId });
    }
    if (env.CONNECT_ON_INSTALL) {
      await queue.send("connect-account", { shopId: installed.shopId }, { singletonKey: installed.shopId });
    }
  }

  return {
    env,
    log,
    processId,
    ctx,
    database,
    wakes,
    secrets,
    links,
    queue,
    metrics,
    whatsApp,
    shopify,
    shopifyAdmin,
    mailer,
    accessRecorder,
    sessionStorage,
    /** The installed shop of a session; an installation that did not come to its end is brought there. */
    openShop: async (shopDomain: string) => {
      const known = await findShop(ctx, shopDomain);
      if (known?.status === "installed") return known;
      return database.withLock(`install:${shopDomain}`, async () => {
        const installed = await findShop(ctx, shopDomain);
        if (installed?.status === "installed") return installed;
        const session = await sessionStorage.loadSession(`offline_${shopDomain}`);
        await install(shopDomain, session?.scope);
        return findShop(ctx, shopDomain);
      });
    },
    pages: createPages({ env, ctx, whatsApp, shopifyAdmin, secrets, queue, mailer }),
    close: async () => {
      await wakes.stop();
      await queue.stop(env.SHUTDOWN_GRACE_SECONDS * 1000);
      await accessRecorder.close();
      mailer?.close();
      await whatsApp.close();
      await database.close();
    },
  };
}

async function openAndMigrate(env: Env, log: Log): Promise<Database> {
  if (env.DATABASE_URL) {
    return openDatabase({ engine: "postgres", url: env.DATABASE_URL, maxConnections: env.DATABASE_MAX_CONNECTIONS });
  }
  const database = await openDatabase({ engine: "pglite", dataDir: env.DATA_DIR });
  log.warn("embedded database: for trying and developing, not for a shop; set DATABASE_URL for PostgreSQL", {
    directory: env.DATA_DIR,
  });
  const applied = await database.migrate();
  if (applied.length > 0) log.info("migrations applied", { migrations: applied });
  return database;
}
