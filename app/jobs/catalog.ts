import { z } from "zod";
import type { JobCatalog } from "../adapters/queue/open-queue.ts";

const nothing = z.object({});
const oneShop = z.object({ shopId: z.uuid() });

/** Every background job: what it is given, how it is retried, when it runs by itself. */
export const jobCatalog = {
  /** Fans out to one reconciliation per shop. */
  "reconcile-shops": {
    schema: nothing,
    retryLimit: 1,
    retryDelaySeconds: 30,
    expireInSeconds: 120,
    cron: "*/10 * * * *",
  },
  "reconcile-shop": { schema: oneShop, retryLimit: 3, retryDelaySeconds: 60, expireInSeconds: 600 },
  /** Fans out to one full template sync per connected shop. */
  "sync-all-templates": {
    schema: nothing,
    retryLimit: 1,
    retryDelaySeconds: 30,
    expireInSeconds: 120,
    cron: "17 * * * *",
  },
  "sync-templates": { schema: oneShop, retryLimit: 3, retryDelaySeconds: 60, expireInSeconds: 600 },
  "submit-templates": { schema: oneShop, retryLimit: 5, retryDelaySeconds: 60, expireInSeconds: 900 },
  /** Fans out to one look at Meta per shop: names, quality, limits, payment. */
  "refresh-all-accounts": {
    schema: nothing,
    retryLimit: 1,
    retryDelaySeconds: 30,
    expireInSeconds: 120,
    cron: "29 * * * *",
  },
  "refresh-accounts": { schema: oneShop, retryLimit: 1, retryDelaySeconds: 60, expireInSeconds: 300 },
  /** A shop moved to another account: its templates are submitted there. */
  "carry-templates": {
    schema: z.object({ shopId: z.uuid(), fromAccountId: z.uuid(), toAccountId: z.uuid() }),
    retryLimit: 8,
    retryDelaySeconds: 60,
    expireInSeconds: 900,
  },
  /** Connects the account of CONNECT_ON_INSTALL to a shop that has none. */
  "connect-account": { schema: oneShop, retryLimit: 8, retryDelaySeconds: 5, expireInSeconds: 120 },
  /** Fans out to one look at the results per shop: orders whose message became known late. */
  "settle-all-results": {
    schema: nothing,
    retryLimit: 1,
    retryDelaySeconds: 30,
    expireInSeconds: 120,
    cron: "29 * * * *",
  },
  "settle-results": { schema: oneShop, retryLimit: 2, retryDelaySeconds: 60, expireInSeconds: 900 },
  /** Fans out to the shops whose daily figures are to be counted or folded. */
  "keep-all-figures": {
    schema: nothing,
    retryLimit: 1,
    retryDelaySeconds: 30,
    expireInSeconds: 120,
    cron: "* * * * *",
  },
  "keep-figures": { schema: oneShop, retryLimit: 2, retryDelaySeconds: 60, expireInSeconds: 900 },
  /** Fans out to one look per shop that wants to know: in every zone a new day is noticed within minutes. */
  "all-birthdays": {
    schema: nothing,
    retryLimit: 1,
    retryDelaySeconds: 30,
    expireInSeconds: 120,
    cron: "*/5 * * * *",
  },
  /** Reads birthdays that changed, then tells automations whose it is today. */
  birthdays: { schema: oneShop, retryLimit: 2, retryDelaySeconds: 60, expireInSeconds: 3_000 },
  /** Fans out to the shops whose consent is to be compared with Shopify's: each once a week, and when one stands still. */
  "compare-all-consent": {
    schema: nothing,
    retryLimit: 1,
    retryDelaySeconds: 30,
    expireInSeconds: 120,
    cron: "7,22,37,52 * * * *",
  },
  "compare-consent": { schema: oneShop, retryLimit: 5, retryDelaySeconds: 30, expireInSeconds: 1_800 },
  /** Deletes what nobody asks about any more: old deliveries, limits that have passed. */
  "forget-old-rows": {
    schema: nothing,
    retryLimit: 1,
    retryDelaySeconds: 60,
    expireInSeconds: 600,
    cron: "41 3 * * *",
  },
} satisfies JobCatalog;
