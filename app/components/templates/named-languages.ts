import { languageName } from "../language-name.ts";

export type NamedLanguage = { code: string; name: string };

/** Languages as the reader calls them, in the order of their alphabet. */
export function namedLanguages(codes: readonly string[], readersLocale: string): NamedLanguage[] {
  return codes
    .map((code) => ({ code, name: languageName(code, readersLocale) }))
    .toSorted((one, other) => one.name.localeCompare(other.name, readersLocale));
}

/** The name of one of them. */
export function nameOf(languages: readonly NamedLanguage[], code: string): string {
  return languages.find((language) => language.code === code)?.name ?? code;
}
