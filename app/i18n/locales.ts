/** The languages of the merchant's pages, as BCP 47 tags; the first speaks where no other does. */
export const locales = ["en", "de", "es", "pt-BR", "fr", "it", "tr", "ar", "ja", "hi"] as const;
export type Locale = (typeof locales)[number];

export function directionOf(locale: string): "ltr" | "rtl" {
  return locale.split("-")[0] === "ar" ? "rtl" : "ltr";
}

/** The best of ours for what is asked, most wanted first: "pt-PT" is answered in "pt-BR", "nl" in English. */
export function chooseLocale(asked: readonly string[]): Locale {
  for (const tag of asked) {
    const language = tag.trim().split(/[-_]/)[0]?.toLowerCase();
    const found = locales.find((locale) => locale.split("-")[0] === language);
    if (found) return found;
  }
  return "en";
}

/** The admin names its language in the address; a document it did not open carries at least the browser's. */
export function localeOfRequest(request: Request): Locale {
  const named = new URL(request.url).searchParams.get("locale");
  const accepted = request.headers.get("accept-language")?.split(",") ?? [];
  return chooseLocale([...(named ? [named] : []), ...accepted.map((part) => part.split(";")[0] ?? "")]);
}
