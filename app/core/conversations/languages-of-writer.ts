import { recipientCountry } from "../policy/recipient-country.ts";
import type { Sender } from "./resolve-sender.ts";

/**
 * Those the person may be writing: their own, their country's, that of the country which their number or Meta's id names, the
 * shop's. Who was never asked for an address has no other country.
 */
export function languagesOfWriter(
  { phone, userId }: Sender,
  contact: { locale: string | null; country: string | null } | null,
  shopLocale: string,
): string[] {
  const countries = [
    contact?.country ?? null,
    phone === undefined ? null : recipientCountry({ phone }),
    userId === undefined ? null : recipientCountry({ userId }),
  ];
  return [contact?.locale ?? null, ...countries.map(languageOfCountry), shopLocale].filter((tag) => tag !== null);
}

function languageOfCountry(country: string | null): string | null {
  if (country === null || !/^[A-Z]{2}$/i.test(country)) return null;
  return new Intl.Locale("und", { region: country }).maximize().language;
}
