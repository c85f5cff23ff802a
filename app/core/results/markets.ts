/**
 * Meta's regional markets, for countries that have no row of their own in a rate table (Meta, "Pricing": country calling
 * codes by market). Countries in none of them are "Other".
 */
const regions: Readonly<Record<string, string>> = {
  "North America": "US CA",
  "Rest of Africa":
    "DZ AO BJ BW BF BI CM TD CG ER ET GA GM GH GW CI KE LS LY MG MW ML MR MA MZ NA NE RW SN SL SO SS SD SZ TZ TG TN UG ZM ZW",
  "Rest of Asia Pacific": "AF AU BD KH CN HK JP LA MN NP NZ PG PH SG LK TW TJ TH TM UZ VN",
  "Rest of Central & Eastern Europe": "AL AM AZ BY BG HR CZ GE GR HU LV LT MD MK PL RO RS SK SI UA",
  "Rest of Latin America": "BO CR DO EC SV GT HT HN JM NI PA PY PR UY VE",
  "Rest of Middle East": "BH IQ JO KW LB OM QA YE",
  "Rest of Western Europe": "AT BE DK FI IE NO PT SE CH",
};

const regionOf = new Map(
  Object.entries(regions).flatMap(([region, countries]) => countries.split(" ").map((country) => [country, region])),
);

const names = new Intl.DisplayNames("en", { type: "region" });
/** Where Meta's name for a country is not CLDR's. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  TR: ["Turkey", "Turkiye"],
  AE: ["UAE"],
  GB: ["UK"],
  CZ: ["Czech Republic"],
};

/** One spelling for what only case, accents, "and" and punctuation tell apart. */
export function marketKey(name: string): string {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return plain
    .replace(/\band\b/g, "&")
    .replace(/[^a-z&]+/g, " ")
    .trim();
}

/** The names under which a country's price may stand in a rate table, the most particular first. */
export function marketsOf(country: string): string[] {
  if (!/^[A-Z]{2}$/.test(country)) return [];
  const own = [names.of(country) ?? country, ...(otherNames[country] ?? [])];
  return [...own, regionOf.get(country) ?? "Other"].map(marketKey);
}
