import { cleanValue, isolateDirection } from "./clean-value.ts";
import { isLibraryLanguage, languageCandidates } from "./languages.ts";
import type { ServiceReplyKey } from "./library/language-texts.ts";
import { libraryTexts } from "./library/texts.ts";

export type { ServiceReplyKey } from "./library/language-texts.ts";

export type ServiceReplyValues = {
  optOutConfirmed: { shopName: string };
  optInConfirmed: { shopName: string };
  codConfirmed: { orderName: string };
  codCancelled: { orderName: string };
  productRequestNoted: { productTitle: string };
  productRequestNeedsStart: { productTitle: string };
  optInThanks: { shopName: string };
  optInNeedsStart: { shopName: string };
};

/**
 * An answer in free text, for use inside the service window, in the language of `locale` (BCP 47) when we have it, else in
 * English; or in the shop's own wording. At most 4096 characters, whatever the values.
 */
export function serviceReply<Key extends ServiceReplyKey>(
  key: Key,
  locale: string | null | undefined,
  values: ServiceReplyValues[Key],
  ownWording?: string,
): string {
  const language = languageCandidates(locale).find(isLibraryLanguage) ?? "en";
  const given: Record<string, string> = values;
  const text = (ownWording ?? libraryTexts[language].replies[key]).replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = cleanValue(given[name], 100);
    return value === null ? "" : isolateDirection(value, language);
  });
  return text.replace(/ {2,}/g, " ");
}
