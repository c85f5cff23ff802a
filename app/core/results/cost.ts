import { marketsOf } from "./markets.ts";
import type { RateCategory, Rates } from "./rate-table.ts";

/** What Meta's pricing said of a delivered message. */
export type Billed = { country: string; category: string; type: string };

/** Meta's categories that are priced as another one, or not at all. */
const pricedAs: Readonly<Record<string, RateCategory | "free">> = {
  marketing: "marketing",
  marketing_lite: "marketing",
  utility: "utility",
  authentication: "authentication",
  authentication_international: "authentication_international",
  service: "service",
  referral_conversion: "free",
};

/**
 * The price of one message in millionths of the table's currency. Null when it is not known: no pricing came, the
 * recipient's country is unknown, or the table has no such price. Never a guess.
 */
export function priceOf({ country, category, type }: Billed, rates: Rates | null): number | null {
  const asked = pricedAs[category];
  if (type.startsWith("free") || type === "not_billable" || asked === "free") return 0;
  if (asked === undefined || type === "" || rates === null) return null;
  // A country's own row stands even where it lacks a price: the region's would be a guess.
  const market = marketsOf(country).find((name) => Object.hasOwn(rates, name));
  return (market === undefined ? undefined : rates[market]?.[asked]) ?? null;
}
