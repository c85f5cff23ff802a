import type { IncomingMessage, ServerResponse } from "node:http";
import type { ShopperWords } from "../../i18n/shopper.ts";
import { escapePath, escapeText, sendShopperPage } from "./shopper-page.ts";

/** `key`: of the sentence that says it, under shopper.answers. */
export type FormAnswer =
  | { outcome: "ok"; key: "optIn" | "backInStockRequest" | "priceDropRequest" | "available" }
  | { outcome: "invalid"; field?: "phone" | "consent"; key: "phone" | "consent" | "unreadable" | "unknownProduct" }
  | { outcome: "busy"; key: "busy" | "closed" | "otherSite" };

const statuses = { ok: 200, invalid: 422, busy: 429 } as const;
const statusOfKey: Partial<Record<FormAnswer["key"], number>> = { closed: 404, otherSite: 403 };

/** To a script the answer as JSON; to a form without one a page in the theme, with the way back. */
export function sendFormAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  given: FormAnswer,
  { words, page }: { words: ShopperWords; page: string },
): void {
  const { t, locale, direction } = words;
  const message = t(`shopper.answers.${given.key}`);
  if (!/\bapplication\/json\b/i.test(request.headers.accept ?? "")) {
    const isWrong = given.outcome !== "ok";
    const heading = t(isWrong ? "shopper.notYet" : "shopper.done");
    const content = `<h1>${escapeText(heading)}</h1><p role="${isWrong ? "alert" : "status"}">${escapeText(message)}</p><p><a href="${escapePath(page)}">${escapeText(t("shopper.back"))}</a></p>`;
    return sendShopperPage(response, { locale, direction, content });
  }
  const field = "field" in given && given.field ? { field: given.field } : {};
  response.writeHead(statusOfKey[given.key] ?? statuses[given.outcome], {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
    "content-language": locale,
  });
  response.end(JSON.stringify({ outcome: given.outcome, ...field, message }));
}
