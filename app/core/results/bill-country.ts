import { countryOfPhone } from "./country-of-phone.ts";

/** A bill's country: as it is once folded, else told by the first digits that a piece has in its place. */
export function billCountry(countryOrDigits: string): string {
  return /^\d/.test(countryOrDigits) ? countryOfPhone(countryOrDigits) : countryOrDigits;
}
