import type { LanguageSettings } from "../shared/settings/languages.ts";
import { isLibraryLanguage, languageCandidates, libraryLanguages, type LibraryLanguage } from "./languages.ts";

/** The library's language that serves a reader of this locale; null when it has none. */
export function libraryLanguageOf(locale: string | null | undefined): LibraryLanguage | null {
  return languageCandidates(locale).find(isLibraryLanguage) ?? null;
}

/**
 * In which languages to look for a template, best first: what the reader wants, without the library's languages that the
 * shop does not offer, then the shop's fallback. A language that the library has not (the shop's own templates in Dutch) is
 * nobody's to switch off.
 */
export function offeredLocales(
  { offered, fallback }: LanguageSettings,
  wanted: readonly (string | null | undefined)[],
  shopLocale: string,
): (string | null | undefined)[] {
  const allowed = wanted.filter((locale) => {
    const language = libraryLanguageOf(locale);
    return offered === null || language === null || offered.includes(language);
  });
  return [...allowed, fallback ?? shopLocale];
}

/** What is submitted to Meta: the languages chosen; until then the shop's own and English, which stands behind every other. */
export function languagesToSubmit({ offered }: LanguageSettings, shopLocale: string): LibraryLanguage[] {
  const start: string[] = ["en", libraryLanguageOf(shopLocale) ?? "en"];
  const chosen = offered ?? start;
  return libraryLanguages.filter((language) => chosen.includes(language));
}
