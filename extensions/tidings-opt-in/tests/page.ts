import { readFileSync } from "node:fs";
import { setUpExtension } from "@shopify/ui-extensions-tester";
import { expect, vi } from "vitest";
import type { OptInState } from "../src/ask-server.ts";
import { installWorkerDom, type WorkerElement } from "./worker-dom.ts";

export const token = "f30b9bb6d9c4d5b5c4c6e0f8a1e6d2b3";

export type Facts = {
  /** As protected data that the app may not see, when left out. */
  buyerPhone?: string;
  shippingPhone?: string;
  country?: string;
  locale?: string;
  hidesMarketing?: boolean;
  editor?: boolean;
  /** What the server says, request by request; the last one again and again. */
  answers?: (Response | Error)[];
};

type Texts = { [key: string]: string | Texts };

export const off: OptInState = { updates: "off", marketing: "off" };
export const on: OptInState = { updates: "on", marketing: "off" };
export const pending: OptInState = { updates: "pending", marketing: "off" };
export const says = (state: OptInState) => Response.json({ outcome: "ok", state });

/**
 * Both pages in Shopify's tester, with the texts of this extension in place of the tester's keys.
 */
export type Target = "purchase.thank-you.block.render" | "customer-account.order-status.block.render";

export async function openPage(target: Target, facts: Facts = {}) {
  const body = installWorkerDom();
  const page = target === "purchase.thank-you.block.render" ? setUpExtension(target) : setUpExtension(target);
  const locale = facts.locale ?? "en";
  const answers = [...(facts.answers ?? [says(off)])];
  const asked: { url: string; headers: Record<string, string>; body: Record<string, unknown> }[] = [];
  page.fetch = vi.fn((url: string, init: RequestInit) => {
    asked.push({
      url,
      headers: init.headers as Record<string, string>,
      body: JSON.parse(String(init.body)) as Record<string, unknown>,
    });
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    return answer instanceof Response ? Promise.resolve(answer.clone()) : Promise.reject(answer ?? new Error("none"));
  }) as unknown as typeof fetch;
  const signal = <T>(value: T) => ({ value, current: value, subscribe: () => () => {}, destroy: async () => {} });
  put(page.shopify, {
    checkoutToken: signal(token),
    buyerIdentity: facts.buyerPhone === undefined ? undefined : { phone: signal(facts.buyerPhone) },
    shippingAddress:
      facts.country === undefined && facts.shippingPhone === undefined
        ? undefined
        : signal({ countryCode: facts.country, phone: facts.shippingPhone }),
    billingAddress: undefined,
    localization: { language: signal({ isoCode: locale }), country: signal(undefined) },
    settings: signal({ hide_marketing: facts.hidesMarketing }),
    sessionToken: { get: () => Promise.resolve("a.session.token") },
    i18n: { translate: translator(locale) },
  });
  put(page.shopify.shop, { name: "Lindenholz" });
  put(page.shopify.extension, { editor: facts.editor ? { type: "checkout" } : undefined });
  await page.render();

  const find = (name: string): WorkerElement | undefined => body.all(name)[0];
  const get = (name: string): WorkerElement => find(name) ?? expect.fail(`no ${name} in “${body.textContent}”`);
  /** A property, or the attribute of that name: Preact writes what an element has. */
  const said = (name: string, what: "label" | "error" | "heading" | "tone" | "loading") => get(name).attributes[what];
  return {
    body,
    asked,
    find,
    get,
    said,
    type(name: "s-phone-field" | "s-select", value: string) {
      get(name).value = value;
      get(name).dispatchEvent(new Event(name === "s-select" ? "change" : "input"));
    },
    tick() {
      get("s-checkbox").checked = true;
      get("s-checkbox").dispatchEvent(new Event("change"));
    },
    press: () => void get("s-form").dispatchEvent(new Event("submit")),
    [Symbol.dispose]: () => page[Symbol.dispose](),
  };
}

/** The tester refuses what its own API left out, and that includes what Shopify leaves out when data is protected. */
function put(target: object, values: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(values))
    Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true });
}

function translator(locale: string) {
  const file = locale === "en" ? "en.default" : locale;
  const texts = JSON.parse(readFileSync(new URL(`../locales/${file}.json`, import.meta.url), "utf8")) as Texts;
  return (key: string, values: Record<string, string> = {}): string => {
    const text = key
      .split(".")
      .reduce<string | Texts | undefined>((at, part) => (at as Texts | undefined)?.[part], texts);
    if (typeof text !== "string") throw new Error(`no text ${key} in ${file}.json`);
    return text.replace(
      /\{\{ (\w+) \}\}/g,
      (_all, name: string) => values[name] ?? expect.fail(`${key} wants ${name}`),
    );
  };
}
