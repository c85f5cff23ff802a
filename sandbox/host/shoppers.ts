import { parsePhoneNumberFromString } from "libphonenumber-js";
import type { CountryCode } from "libphonenumber-js";

/** What the page needs of a pretend customer to show their phone. */
export type Shopper = {
  key: string;
  customerId: string;
  name: string;
  locale: string;
  country: string | null;
  /** E.164: the number their handset has. Null: this person gave none. */
  phone: string | null;
};

/** A customer as `GET /control/shopify/state` shows it. */
export type CustomerFacts = {
  id: string;
  key: string;
  firstName: string | null;
  lastName: string | null;
  phone: string | null;
  locale: string;
  country: string | null;
};

/** Customers type their numbers as they like; their handset has the one true spelling. */
export function shopperOf(customer: CustomerFacts): Shopper {
  const { country, phone } = customer;
  const parsed = phone
    ? parsePhoneNumberFromString(phone, (country ?? undefined) as CountryCode | undefined)
    : undefined;
  return {
    key: customer.key,
    customerId: customer.id,
    name: [customer.firstName, customer.lastName].filter(Boolean).join(" ") || customer.key,
    locale: customer.locale,
    country,
    phone: parsed?.number ?? null,
  };
}
