import { getCountries } from "libphonenumber-js/max";

/** Countries that have phone numbers, as ISO 3166-1 alpha-2. */
export function phoneCountries(): string[] {
  return getCountries().filter((country) => /^[A-Z]{2}$/.test(country));
}
