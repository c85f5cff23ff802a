import { addressIn } from "./addresses.ts";
import type { Customer, Segment, Shop } from "./types.ts";

const day = 24 * 60 * 60 * 1000;

export function seedShop(domain: string, scopes: string[], now: number): Shop {
  return {
    id: "548380009",
    domain,
    name: "Lindenholz",
    storefrontHost: `${domain.split(".")[0] ?? "lindenholz"}.example`,
    email: "hallo@lindenholz.example",
    phone: "+49 30 901820",
    owner: "Greta Lindner",
    currency: "EUR",
    timeZone: "Europe/Berlin",
    locale: "de",
    countryCode: "DE",
    address1: "Werkhof 4",
    city: "Berlin",
    zip: "10997",
    createdAt: now - 900 * day,
    updatedAt: now - 30 * day,
    installed: true,
    scopes,
    uninstalledAt: null,
  };
}

type Person = [
  key: string,
  firstName: string,
  lastName: string,
  phone: string | null,
  locale: string,
  country: string,
  whatsApp: "subscribed" | "not_subscribed" | "unsubscribed",
];

/** Phones as shoppers type them: international, national, with trunk zeros, Brazilian and Argentinian with and without their 9. */
const people: Person[] = [
  ["mara", "Mara", "Vogel", "+4915112345678", "de", "DE", "subscribed"],
  ["jonas", "Jonas", "Huber", "0664 1234567", "de-AT", "AT", "not_subscribed"],
  ["ana", "Ana Clara", "Souza", "+5511987654321", "pt-BR", "BR", "subscribed"],
  ["emily", "Emily", "Carter", "(415) 555-2671", "en-US", "US", "subscribed"],
  ["noor", "نور", "الحربي", "+966501234567", "ar", "SA", "subscribed"],
  ["haruki", "春樹", "田中", "090-1234-5678", "ja", "JP", "subscribed"],
  ["lucia", "Lucía", "Fernández", "+34 612 34 56 78", "es", "ES", "not_subscribed"],
  ["camille", "Camille", "Durand", "06 12 34 56 78", "fr", "FR", "subscribed"],
  ["giulia", "Giulia", "Rossi", "+39 312 345 6789", "it", "IT", "subscribed"],
  ["elif", "Elif", "Yılmaz", "0532 123 45 67", "tr", "TR", "unsubscribed"],
  ["priya", "प्रिया", "शर्मा", "+91 98765 43210", "hi", "IN", "subscribed"],
  ["martin", "Martín", "Gómez", "+54 11 2345 6789", "es-AR", "AR", "not_subscribed"],
  ["nophone", "Otto", "Ohne", null, "de", "DE", "not_subscribed"],
];

export function seedCustomers(newId: () => string, now: number): Customer[] {
  return people.map(([key, firstName, lastName, phone, locale, country, whatsApp]) => ({
    id: newId(),
    key,
    firstName,
    lastName,
    email: `${key}@customer.example`,
    phone,
    locale,
    address: addressIn(country, { firstName, lastName, phone }),
    addressId: newId(),
    tags: [],
    note: null,
    whatsApp: {
      state: whatsApp,
      optInLevel: whatsApp === "not_subscribed" ? null : "single_opt_in",
      updatedAt: whatsApp === "not_subscribed" ? null : now - 20 * day,
      collectedFrom: "shopify",
    },
    createdAt: now - 200 * day,
    updatedAt: now - 20 * day,
    deletedAt: null,
  }));
}

export function seedSegments(newId: () => string, now: number): Segment[] {
  return [
    { id: newId(), name: "Everyone", query: "", createdAt: now - 100 * day },
    { id: newId(), name: "Germany", query: "customer_countries CONTAINS 'DE'", createdAt: now - 90 * day },
    { id: newId(), name: "Bought once", query: "number_of_orders = 1", createdAt: now - 80 * day },
  ];
}
