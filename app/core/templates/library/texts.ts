import { baseLanguage, isLibraryLanguage, type LibraryLanguage } from "../languages.ts";
import { ar } from "./ar.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { hi } from "./hi.ts";
import { it } from "./it.ts";
import { ja } from "./ja.ts";
import type { LanguageTexts } from "./language-texts.ts";
import { ptBr } from "./pt-br.ts";
import { tr } from "./tr.ts";

export const libraryTexts: Readonly<Record<LibraryLanguage, LanguageTexts>> = {
  en,
  de,
  es,
  pt_BR: ptBr,
  fr,
  it,
  tr,
  ar,
  ja,
  hi,
};

/** Our words in the language of a template or a locale ("de_AT" and "de-AT" read German), else in English. */
export function textsFor(language: string): LanguageTexts {
  if (isLibraryLanguage(language)) return libraryTexts[language];
  const base = baseLanguage(language);
  if (base === "pt") return ptBr;
  return isLibraryLanguage(base) ? libraryTexts[base] : en;
}
