import { AsYouType, getCountries, getCountryCallingCode, type CountryCode } from "libphonenumber-js/max";

/**
 * The country of a number by its first digits (ISO 3166-1 alpha-2); "" when none has them. Five digits are enough: the
 * countries that share a calling code are told apart by the area code behind it (but for Canada, whose area codes are the
 * United States' in these data, and whose prices are too).
 */
export function countryOfPhone(digits: string): string {
  if (!/^\d{2,}$/.test(digits)) return "";
  const reader = new AsYouType();
  reader.input(`+${digits}`);
  const callingCode = reader.getCallingCode();
  return reader.getCountry() ?? (callingCode === undefined ? "" : (mainCountries().get(callingCode) ?? ""));
}

/** Of the countries of one calling code, the one that gave it its name. */
const leaders: readonly CountryCode[] = ["US", "RU", "GB", "IT", "AU", "NO", "FI", "FR", "MA", "GP", "RE"];
let known: Map<string, string> | undefined;

function mainCountries(): Map<string, string> {
  known ??= new Map([...getCountries(), ...leaders].map((country) => [getCountryCallingCode(country), country]));
  return known;
}
