import { getCountry } from "countries-and-timezones";
import { IANAZone } from "luxon";
import type { Recipient } from "../ports.ts";
import { recipientCountry } from "./recipient-country.ts";
import { zonesByProvince } from "./zones-by-province.ts";

export type Whereabouts = {
  timeZone: string | null;
  /** ISO 3166-1 alpha-2. */
  country: string | null;
  /** Shopify's province code, with or without the country in front ("CA", "US-CA"). */
  province: string | null;
  recipient: Recipient | null;
};

/**
 * IANA zone of a person: their own when known, else of their country and province, else of their number's country, else the
 * shop's. Always a zone this runtime knows.
 */
export function recipientTimeZone(person: Whereabouts, shopTimeZone: string): string {
  const numberCountry = person.recipient && recipientCountry(person.recipient);
  const candidates = [
    person.timeZone,
    zoneOf(person.country, person.province),
    // Without an address the number says the country; never which province.
    person.country ? null : zoneOf(numberCountry, null),
    shopTimeZone,
  ];
  return candidates.find((zone) => zone && IANAZone.isValidZone(zone)) ?? "UTC";
}

function zoneOf(country: string | null, province: string | null): string | null {
  if (!country) return null;
  const code = country.trim().toUpperCase();
  const table = zonesByProvince[code];
  if (table) return table.zones[provinceCode(code, province)] ?? table.default;
  return getCountry(code)?.timezones[0] ?? null;
}

function provinceCode(country: string, province: string | null): string {
  return (province ?? "").trim().toUpperCase().replace(`${country}-`, "");
}
