import type { IncomingMessage } from "node:http";
import { z } from "zod";
import { readPreferenceReference } from "../../core/shared/preference-reference.ts";
import { howOften, readPreferences, savePreferences, type Preferences } from "../../core/opt-in/preferences.ts";
import type { Ctx } from "../../core/ports.ts";
import { appProxyPath } from "../../core/shared/app-proxy-path.ts";
import { findShop } from "../../core/shops/find-shop.ts";
import { locales } from "../../i18n/locales.ts";
import { shopperWords, type ShopperWords } from "../../i18n/shopper.ts";
import type { Door } from "../create-server.ts";
import { shopperAddress } from "../client-address.ts";
import { readBody } from "../read-body.ts";
import { refuseTooLarge, respond } from "../respond.ts";
import { userAgentOf } from "../shopper-fields.ts";
import { ownHosts, type FormLimits } from "./forms-door.ts";
import { isOwnSite } from "./is-own-site.ts";
import { preferencesContent, refusalContent, shownLocale, unknownContent } from "./preferences-page.ts";
import { acceptedLanguages, proxiedRequest } from "./proxied-request.ts";
import { fieldsOf } from "./read-form.ts";
import { sendShopperPage } from "./shopper-page.ts";

/** https://<shop>/apps/tidings/preferences/<reference> comes here. */
export const preferencesDoorPath = "/proxy/preferences/";

type Options = { secrets: string[]; ctx: Ctx; limits: FormLimits };

const largestBodyBytes = 4 * 1024;

/**
 * A person's own page: what to receive, how often, in which language; no login, as the reference was sent to them alone.
 * Looking changes nothing, so that a preview of the link does not. After a change the page is shown anew (303), and a reload
 * sends nothing twice. 401 for what Shopify did not sign, 405, 413; everything else is a page with a sentence for the shopper.
 */
export function createPreferencesDoor({ secrets, ctx, limits }: Options): Door {
  return async (request, response) => {
    const { method } = request;
    if (method !== "GET" && method !== "HEAD" && method !== "POST")
      return respond(response, 405, "Only GET and POST.", { allow: "GET, HEAD, POST" });
    const proxied = proxiedRequest(request, secrets, ctx.clock.now());
    if (!proxied) return respond(response, 401, "Only through the shop.");
    const body = await readBody(request, largestBodyBytes);
    if (body.outcome === "too_large") return refuseTooLarge(request, response);
    if (body.outcome === "aborted") return;
    const inTime = limits.take("address", `${proxied.domain}|${shopperAddress(request.headers)}`);
    const shop = inTime ? await findShop(ctx, proxied.domain) : null;
    const languages = [...acceptedLanguages(request), shop?.locale];
    const refuse = async (key: "busy" | "closed" | "otherSite") => {
      const theirs = await shopperWords(languages);
      sendShopperPage(response, { ...theirs, content: refusalContent(theirs, key) });
    };
    if (!inTime) return refuse("busy");
    if (!shop || shop.status !== "installed") return refuse("closed");

    const reference = (request.url ?? "").split("?", 1)[0]?.slice(preferencesDoorPath.length) ?? "";
    const named = readPreferenceReference(ctx.ids, shop.id, reference);
    const known = named === null ? null : await readPreferences(ctx, shop.id, named);
    const words = await shopperWords([known?.locale, ...languages]);
    if (!known) return sendShopperPage(response, { ...words, content: unknownContent(words) });
    const show = (said: "saved" | "unreadable" | null) => {
      const content = preferencesContent(words, shop.name, known, { formId: ctx.ids.next(), said });
      sendShopperPage(response, { ...words, content });
    };
    if (method !== "POST") return show(proxied.query.get("saved") === "1" ? "saved" : null);
    if (!isOwnSite(request.headers, ownHosts(shop, request))) return refuse("otherSite");
    const fields = formSchema.safeParse(fieldsOf(body.body));
    if (!fields.success) return show("unreadable");
    const { outcome } = await save(ctx, { shop, known, words, fields: fields.data, request });
    if (outcome === "unknown") return sendShopperPage(response, { ...words, content: unknownContent(words) });
    respond(response, 303, "", { location: `${appProxyPath}/preferences/${reference}?saved=1` });
  };
}

const ticked = z.literal("1").optional();
const formSchema = z.object({
  form: z.uuid(),
  act: z.enum(["save", "stop"]),
  marketing: ticked,
  transactional: ticked,
  was_marketing: z.enum(["0", "1"]),
  was_transactional: z.enum(["0", "1"]),
  often: z.enum(howOften),
  locale: z.enum(locales).or(z.literal("")),
});

type Posted = {
  shop: { id: string };
  known: Preferences;
  words: ShopperWords;
  fields: z.infer<typeof formSchema>;
  request: IncomingMessage;
};

function save(ctx: Ctx, { shop, known, words, fields, request }: Posted): ReturnType<typeof savePreferences> {
  const { form, act, often, locale, ...boxes } = fields;
  const wording = `${words.t("shopper.preferences.marketing")} / ${words.t("shopper.preferences.transactional")}`;
  return savePreferences(ctx, {
    shopId: shop.id,
    contactId: known.contactId,
    change:
      act === "stop"
        ? "stop_everything"
        : {
            was: { marketing: boxes.was_marketing === "1", transactional: boxes.was_transactional === "1" },
            now: { marketing: boxes.marketing === "1", transactional: boxes.transactional === "1" },
            often,
            locale: locale === "" || locale === shownLocale(known.locale) ? null : locale,
          },
    shown: { wording, page: "preferences", locale: words.locale, door: "proxy", userAgent: userAgentOf(request) },
    formId: form,
  });
}
