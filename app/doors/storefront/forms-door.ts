import type { IncomingMessage } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { z } from "zod";
import type { Shown } from "../../core/consent/proof-of.ts";
import { normalizePhone } from "../../core/contacts/normalize-phone.ts";
import type { Clock, Log } from "../../core/ports.ts";
import { shopperWords } from "../../i18n/shopper.ts";
import type { Door } from "../create-server.ts";
import { shopperAddress } from "../client-address.ts";
import { readBody } from "../read-body.ts";
import { refuseTooLarge, respond } from "../respond.ts";
import { userAgentOf } from "../shopper-fields.ts";
import { createAttemptLimits, mostMadeUp } from "./attempt-limits.ts";
import { isOwnSite } from "./is-own-site.ts";
import { acceptedLanguages, proxiedRequest } from "./proxied-request.ts";
import { fieldsOf, isTooFast, type OptInForm, pathOf } from "./read-form.ts";
import { sendFormAnswer, type FormAnswer } from "./send-form-answer.ts";

/** Where Shopify's app proxy leads (shopify.app.toml). */
export const optInDoorPath = "/proxy/opt-in";
export const productRequestDoorPath = "/proxy/notify";

export type FormShop = {
  id: string;
  domain: string;
  status: string;
  storefrontHost: string;
  currency: string;
  locale: string;
  settings: unknown;
};

export type FormsDoorOptions = {
  /** The current client secret first, then the previous one. */
  secrets: string[];
  clock: Clock;
  log: Log;
  findShop(domain: string): Promise<FormShop | null>;
  limits: FormLimits;
  /** An accepted form is answered after so long, whoever's number it was: how long it took tells nothing. Default 400. */
  answerAfterMs?: number;
};

export type FormLimits = ReturnType<typeof createFormLimits>;

const minuteMs = 60_000;

/** One for both doors. A carrier's customers share addresses; a shop's opt-ins of a launch day are below its own limit. */
export function createFormLimits(clock: Clock, shopTimes = 600) {
  return createAttemptLimits(clock, {
    address: { times: 30, withinMs: 10 * minuteMs, most: mostMadeUp },
    number: { times: 5, withinMs: 60 * minuteMs, most: mostMadeUp },
    shop: { times: shopTimes, withinMs: 10 * minuteMs },
  });
}

/** What a door makes of a form that passed every check. `page`: a path. */
export type TakeForm<Form> = (taken: {
  form: Form;
  shop: FormShop;
  e164: string;
  /** What the shopper was shown, and where: the proof of a form. */
  shown: Shown;
}) => Promise<FormAnswer>;

export type FormUse<Form> = {
  take: TakeForm<Form>;
  /** What a form that is taken is answered with. */
  accepted: (form: Form) => FormAnswer;
};

const largestBodyBytes = 16 * 1024;
const busy: FormAnswer = { outcome: "busy", key: "busy" };

/**
 * A form of the storefront, posted through Shopify's app proxy. 401 for what Shopify did not sign, 405, 413, 415;
 * everything else is a sentence for the shopper (to a script with 200, 403 for a form of another site, 404 where the app is not
 * installed, 422, 429). The answer does not depend on whose number it is.
 */
export function createFormDoor<Schema extends z.ZodType<OptInForm>>(
  { secrets, clock, log, findShop, limits, answerAfterMs = 400 }: FormsDoorOptions,
  schema: Schema,
  { take, accepted }: FormUse<z.infer<Schema>>,
): Door {
  return async (request, response) => {
    const startedAt = performance.now();
    if (request.method !== "POST") return respond(response, 405, "Only POST.", { allow: "POST" });
    const now = clock.now();
    const proxied = proxiedRequest(request, secrets, now);
    if (!proxied) return respond(response, 401, "Only through the shop.");
    const { domain } = proxied;
    if (!/^application\/x-www-form-urlencoded\b/i.test(request.headers["content-type"] ?? ""))
      return respond(response, 415, "Only forms.");
    const body = await readBody(request, largestBodyBytes);
    if (body.outcome === "too_large") return refuseTooLarge(request, response);
    if (body.outcome === "aborted") return;

    const fields = fieldsOf(body.body);
    const inTime = limits.take("address", `${domain}|${shopperAddress(request.headers)}`);
    const shop = inTime ? await findShop(domain) : null;
    const words = await shopperWords([fields["locale"], ...acceptedLanguages(request), shop?.locale]);
    const answer = (given: FormAnswer) =>
      sendFormAnswer(request, response, given, { words, page: pathOf(fields["page"] ?? "") });
    if (!inTime) return answer(busy);
    if (!shop || shop.status !== "installed") return answer({ outcome: "busy", key: "closed" });
    if (!isOwnSite(request.headers, ownHosts(shop, request))) return answer({ outcome: "busy", key: "otherSite" });

    const parsed = schema.safeParse(fields);
    if (!parsed.success) return answer({ outcome: "invalid", key: "unreadable" });
    const form = parsed.data;
    if (isTooFast(form, now)) return answer(busy);
    const phone = normalizePhone(form.phone, form.country);
    if (!phone) return answer({ outcome: "invalid", field: "phone", key: "phone" });
    if (form.consent !== "1") return answer({ outcome: "invalid", field: "consent", key: "consent" });
    const answerInTime = async (given: FormAnswer) => {
      await pause(Math.max(0, answerAfterMs - (performance.now() - startedAt)));
      answer(given);
    };
    // A bot that is told what everybody is told, after as long, learns nothing.
    if (form.website !== "") return answerInTime(accepted(form));
    if (!limits.take("number", `${domain}|${phone.canonical}`) || !limits.take("shop", domain)) return answer(busy);

    const { wording, place, locale } = form;
    const shown = { wording, page: pathOf(form.page), place, locale, door: "proxy", userAgent: userAgentOf(request) };
    const taken = await take({ form, shop, e164: phone.e164, shown }).catch((error: unknown): FormAnswer => {
      log.error("a form of the storefront was not taken", { shopId: shop.id, error });
      return busy;
    });
    await answerInTime(taken);
  };
}

export function ownHosts({ storefrontHost, domain }: FormShop, { headers }: IncomingMessage): string[] {
  return [storefrontHost, domain, String(headers["x-forwarded-host"] ?? "")];
}
