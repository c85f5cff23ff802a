import type { Place } from "../core/analytics/page-of.ts";
import { latestAccessTo, listAccessLog } from "../core/privacy/access-log.ts";
import { answerRequest, readPersonFile } from "../core/privacy/answer-request.ts";
import { eraseByMerchant, exportByMerchant } from "../core/privacy/erase-by-merchant.ts";
import { nameOfFile } from "../core/privacy/file-name.ts";
import { listRequests } from "../core/privacy/list-requests.ts";
import { seenIn } from "../core/privacy/person-file.ts";
import type { OwnShop } from "../core/privacy/recognise.ts";
import { writePersonPage } from "../i18n/person-page.ts";
import type { PageDeps } from "./page-deps.ts";

type FileShop = { domain: string; locale: string; timeZone: string };

export function createPrivacyPages({ ctx, secrets }: PageDeps) {
  return {
    listRequests: (shop: Parameters<typeof listRequests>[1], place: Place) => listRequests(ctx, shop, place),
    listAccessLog: (shopId: string, place: Place) => listAccessLog(ctx, shopId, place),
    latestAccessTo: (shopId: string, contactId: string) => latestAccessTo(ctx, shopId, contactId),
    answer: (shopDomain: string, requestId: string) => answerRequest(ctx, shopDomain, requestId),
    erase: (shop: OwnShop, contactId: string) => eraseByMerchant(ctx, shop, contactId),
    exportPerson: (shop: OwnShop, contactId: string) => exportByMerchant(ctx, shop, contactId),
    /** The same data as one file for machines and one for people; null when there is none. */
    readFile: async (shop: FileShop, requestId: string, format: "json" | "html") => {
      const file = await readPersonFile(ctx, secrets, shop.domain, requestId);
      if (!file) return null;
      const seen = seenIn(file, requestId);
      const name = nameOfFile({ id: requestId, receivedAt: new Date(file.requestedAt) }, shop.timeZone);
      const told = { seen, name: `${name}.${format}` };
      return format === "json"
        ? { ...told, body: JSON.stringify(file, null, 2), type: "application/json; charset=utf-8" }
        : { ...told, body: await writePersonPage(file, shop), type: "text/html; charset=utf-8" };
    },
  };
}
