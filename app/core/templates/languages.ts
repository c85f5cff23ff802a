/** The languages the library is written in, as Meta codes. */
export const libraryLanguages = ["en", "de", "es", "pt_BR", "fr", "it", "tr", "ar", "ja", "hi"] as const;
export type LibraryLanguage = (typeof libraryLanguages)[number];

/** Codes a template may be created in (Meta: "Supported languages", May 2026). Case matters. */
const metaLanguages: ReadonlySet<string> = new Set(
  `af sq ar ar_AE ar_EG ar_LB ar_MA ar_QA az be_BY bg bn bn_IN ca cs da de de_AT de_CH el en en_AE en_AU en_CA en_GB en_GH
  en_IE en_IN en_JM en_MY en_NZ en_QA en_SG en_UG en_US en_ZA es es_AR es_CL es_CO es_CR es_DO es_EC es_ES es_HN es_MX
  es_PA es_PE es_UY et fa fi fil fr fr_BE fr_CA fr_CH fr_CI fr_MA ga gu ha he hi hr hu id it ja ka kk kn ko ky_KG lo lt lv
  mk ml mr ms nb nl nl_BE pa pl prs_AF ps_AF pt_BR pt_PT ro ru rw_RW si_LK sk sl sq sr sv sw ta te th tr uk ur uz vi zh_CN
  zh_HK zh_TW zu`.split(/\s+/),
);

export function listMetaLanguages(): string[] {
  return [...metaLanguages];
}

export function isMetaLanguage(code: string): boolean {
  return metaLanguages.has(code);
}

export function isLibraryLanguage(code: string): code is LibraryLanguage {
  return (libraryLanguages as readonly string[]).includes(code);
}

/** Base languages whose common code differs from Meta's, or that Meta has in regional forms only. */
const baseAliases: Readonly<Record<string, string>> = {
  pt: "pt_BR",
  no: "nb",
  nn: "nb",
  iw: "he",
  tl: "fil",
  in: "id",
  zh: "zh_CN",
};

/** Lower-case base language of a BCP 47 tag or a Meta code: "pt-PT" and "pt_BR" are both "pt". */
export function baseLanguage(code: string): string {
  return (code.split(/[-_]/)[0] ?? "").toLowerCase();
}

/**
 * Meta codes that serve a reader of `locale` (BCP 47), best first: the exact one, the bare language, then the form of that
 * language most written in. A reader in Lisbon gets Brazilian Portuguese before English: close beats foreign.
 * Unreadable or empty locales give nothing, and the caller's next fallback follows.
 */
export function languageCandidates(locale: string | null | undefined): string[] {
  const parts = (locale ?? "").trim().split(/[-_]/);
  const base = (parts[0] ?? "").toLowerCase();
  if (!/^[a-z]{2,3}$/.test(base)) return [];
  const script = parts
    .slice(1)
    .find((part) => /^[a-z]{4}$/i.test(part))
    ?.toLowerCase();
  const region = parts
    .slice(1)
    .find((part) => /^[a-z]{2}$/i.test(part))
    ?.toUpperCase();
  const candidates = [
    region ? `${base}_${region}` : null,
    base === "zh" && script === "hant" ? "zh_TW" : null,
    base,
    baseAliases[base] ?? null,
  ];
  return [...new Set(candidates.filter((code) => code !== null))];
}

/** Languages written from right to left. */
export function isRightToLeft(metaCode: string): boolean {
  return ["ar", "he", "fa", "ur", "ps", "prs"].includes(baseLanguage(metaCode));
}

/**
 * The locale values are written in: the contact's own variety when it is one of the template's language, else the
 * template's language. Digits are Latin everywhere: order names, tracking numbers and prices on the storefront are, and a
 * message that mixes two sets of digits reads like two orders.
 */
export function formattingLocale(metaCode: string, contactLocale?: string | null): string {
  const own = canonicalLocale(contactLocale);
  const written = own !== null && baseLanguage(own) === baseLanguage(metaCode) ? own : canonicalLocale(metaCode);
  return new Intl.Locale(written ?? "en", { numberingSystem: "latn" }).toString();
}

function canonicalLocale(code: string | null | undefined): string | null {
  if (!code) return null;
  try {
    return new Intl.Locale(code.replaceAll("_", "-")).baseName;
  } catch {
    return null;
  }
}
