import { createInstance, type i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import type { Locale } from "./locales.ts";

export type Catalogue = { words: Record<string, unknown>; polaris: Record<string, unknown> };

/** One chunk per language: a browser loads the one it shows. */
const catalogues: Partial<Record<Locale, () => Promise<Catalogue>>> & { en: () => Promise<Catalogue> } = {
  en: () => import("./locales/en/index.ts"),
  de: () => import("./locales/de/index.ts"),
  es: () => import("./locales/es/index.ts"),
  "pt-BR": () => import("./locales/pt-BR/index.ts"),
  fr: () => import("./locales/fr/index.ts"),
  it: () => import("./locales/it/index.ts"),
  tr: () => import("./locales/tr/index.ts"),
  ja: () => import("./locales/ja/index.ts"),
  hi: () => import("./locales/hi/index.ts"),
  ar: () => import("./locales/ar/index.ts"),
};

/** The merchant's words, ready before the first render. "polaris" is the namespace of Polaris' own words. */
export async function createI18n(locale: Locale): Promise<i18n> {
  const { words, polaris } = await (catalogues[locale] ?? catalogues.en)();
  const instance = createInstance();
  await instance.use(initReactI18next).init({
    lng: locale,
    resources: { [locale]: { translation: words, polaris } },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  return instance;
}
