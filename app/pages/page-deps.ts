import type { Env } from "../adapters/config/env.ts";
import type { Queue } from "../adapters/queue/open-queue.ts";
import type { Mailer } from "../mailer.ts";
import type { jobCatalog } from "../jobs/catalog.ts";
import type { Ctx, Documents, Secrets, WhatsAppAccountsApi, WhatsAppApi } from "../core/ports.ts";
import type { ShopifyAdmin } from "../core/ports-shopify.ts";

/** What the use cases behind the pages are built from. */
export type PageDeps = {
  env: Env;
  ctx: Ctx;
  whatsApp: WhatsAppApi & WhatsAppAccountsApi & Documents;
  shopifyAdmin: ShopifyAdmin;
  secrets: Secrets;
  queue: Queue<typeof jobCatalog>;
  /** Null while no mail server is set. */
  mailer: Mailer | null;
};
