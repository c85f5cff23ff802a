import type { Handlers } from "../../adapters/queue/open-queue.ts";
import type { Services } from "../../services.server.ts";
import type { jobCatalog } from "../catalog.ts";
import { carryTemplatesJob, refreshAccountsJob, refreshAllAccounts } from "./accounts.ts";
import { allBirthdays, birthdaysJob } from "./birthdays.ts";
import { connectAccountJob } from "./connect-account.ts";
import { compareAllConsent, compareConsentJob } from "./consent.ts";
import { forgetOldRows } from "./forget-old-rows.ts";
import { reconcileShopJob, reconcileShops } from "./reconcile.ts";
import { keepAllFigures, keepFiguresJob, settleAllResults, settleResultsJob } from "./results.ts";
import { submitTemplatesJob, syncAllTemplates, syncTemplatesJob } from "./templates.ts";

export function createHandlers(services: Services): Handlers<typeof jobCatalog> {
  return {
    "reconcile-shops": () => reconcileShops(services),
    "reconcile-shop": (data) => reconcileShopJob(services, data),
    "sync-all-templates": () => syncAllTemplates(services),
    "sync-templates": (data) => syncTemplatesJob(services, data),
    "submit-templates": (data) => submitTemplatesJob(services, data),
    "refresh-all-accounts": () => refreshAllAccounts(services),
    "refresh-accounts": (data) => refreshAccountsJob(services, data),
    "carry-templates": (data) => carryTemplatesJob(services, data),
    "connect-account": (data) => connectAccountJob(services, data),
    "settle-all-results": () => settleAllResults(services),
    "settle-results": (data) => settleResultsJob(services, data),
    "keep-all-figures": () => keepAllFigures(services),
    "keep-figures": (data) => keepFiguresJob(services, data),
    "all-birthdays": () => allBirthdays(services),
    birthdays: (data) => birthdaysJob(services, data),
    "compare-all-consent": () => compareAllConsent(services),
    "compare-consent": (data) => compareConsentJob(services, data),
    "forget-old-rows": () => forgetOldRows(services),
  };
}
