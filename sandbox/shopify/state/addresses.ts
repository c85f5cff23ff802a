import type { Address } from "./types.ts";

type Place = Pick<Address, "address1" | "city" | "zip" | "province" | "provinceCode" | "country">;

/** One address per country that the seeded shoppers live in; Germany, Austria and France have no provinces at Shopify. */
const places: Record<string, Place> = {
  DE: {
    address1: "Lindenallee 12",
    city: "Köln",
    zip: "50668",
    province: null,
    provinceCode: null,
    country: "Germany",
  },
  AT: {
    address1: "Mariahilfer Straße 3",
    city: "Wien",
    zip: "1060",
    province: null,
    provinceCode: null,
    country: "Austria",
  },
  CH: {
    address1: "Seestrasse 8",
    city: "Zürich",
    zip: "8002",
    province: "Zurich",
    provinceCode: "ZH",
    country: "Switzerland",
  },
  BR: {
    address1: "Rua Augusta 900",
    city: "São Paulo",
    zip: "01304-001",
    province: "São Paulo",
    provinceCode: "SP",
    country: "Brazil",
  },
  US: {
    address1: "548 Market St",
    city: "San Francisco",
    zip: "94104",
    province: "California",
    provinceCode: "CA",
    country: "United States",
  },
  SA: {
    address1: "طريق الملك فهد 10",
    city: "الرياض",
    zip: "11564",
    province: null,
    provinceCode: null,
    country: "Saudi Arabia",
  },
  AE: {
    address1: "Sheikh Zayed Road 5",
    city: "Dubai",
    zip: "00000",
    province: "Dubai",
    provinceCode: "DU",
    country: "United Arab Emirates",
  },
  KW: {
    address1: "Arabian Gulf Street 2",
    city: "Kuwait City",
    zip: "13001",
    province: "Al Asimah",
    provinceCode: "KW-KU",
    country: "Kuwait",
  },
  JP: {
    address1: "神南1-2-3",
    city: "渋谷区",
    zip: "150-0041",
    province: "Tōkyō",
    provinceCode: "JP-13",
    country: "Japan",
  },
  ES: {
    address1: "Calle Mayor 7",
    city: "Madrid",
    zip: "28013",
    province: "Madrid",
    provinceCode: "M",
    country: "Spain",
  },
  FR: {
    address1: "5 rue des Martyrs",
    city: "Paris",
    zip: "75009",
    province: null,
    provinceCode: null,
    country: "France",
  },
  IT: {
    address1: "Via Roma 21",
    city: "Torino",
    zip: "10121",
    province: "Torino",
    provinceCode: "TO",
    country: "Italy",
  },
  TR: {
    address1: "İstiklal Caddesi 44",
    city: "İstanbul",
    zip: "34430",
    province: null,
    provinceCode: null,
    country: "Turkey",
  },
  IN: {
    address1: "MG Road 15",
    city: "Bengaluru",
    zip: "560001",
    province: "Karnataka",
    provinceCode: "KA",
    country: "India",
  },
  AR: {
    address1: "Av. Corrientes 1234",
    city: "Buenos Aires",
    zip: "C1043",
    province: "Buenos Aires",
    provinceCode: "B",
    country: "Argentina",
  },
  MX: {
    address1: "Av. Reforma 100",
    city: "Ciudad de México",
    zip: "06600",
    province: "Ciudad de México",
    provinceCode: "DF",
    country: "Mexico",
  },
  GB: {
    address1: "12 Brick Lane",
    city: "London",
    zip: "E1 6QL",
    province: "England",
    provinceCode: "ENG",
    country: "United Kingdom",
  },
};

export function isKnownCountry(countryCode: string): boolean {
  return countryCode in places;
}

/** A credible address in that country, for that person. */
export function addressIn(
  countryCode: string,
  person: { firstName: string | null; lastName: string | null; phone: string | null },
): Address {
  const place = places[countryCode];
  if (!place) throw new Error(`the sandbox has no address in ${countryCode}`);
  return { ...person, ...place, company: null, address2: null, countryCode };
}
