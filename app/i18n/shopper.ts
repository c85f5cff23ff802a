import type { TFunction } from "i18next";
import { createI18n } from "./create-i18n.ts";
import { chooseLocale, directionOf, type Locale } from "./locales.ts";

export type ShopperWords = { locale: Locale; direction: "ltr" | "rtl"; t: TFunction };

const known = new Map<Locale, Promise<ShopperWords>>();

/** Our words to a shopper, in the best of ours for what is asked, most wanted first. */
export function shopperWords(asked: readonly (string | null | undefined)[]): Promise<ShopperWords> {
  const locale = chooseLocale(asked.filter((tag) => typeof tag === "string"));
  const words = known.get(locale) ?? load(locale);
  known.set(locale, words);
  return words;
}

async function load(locale: Locale): Promise<ShopperWords> {
  const { t } = await createI18n(locale);
  return { locale, direction: directionOf(locale), t };
}
