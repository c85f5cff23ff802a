import type { Address, CustomerPart } from "./fields.ts";
import type { Person } from "../../contacts/find-or-make-contact.ts";

type Parts = {
  /** Numbers that stand for themselves, in order of preference: the checkout's, the one for SMS, the order's. */
  phones: (string | null)[];
  customer: CustomerPart;
  shippingAddress: Address;
  billingAddress: Address;
  locale: string | null;
  asOf: Date;
};

/**
 * Who this is about, from every place an order or a checkout names somebody. A number is read with the country of its own
 * address; one without an address with the country the parcel goes to. Countries still null are the shop's to fill.
 */
export function personIn(parts: Parts): Person {
  const { customer, shippingAddress, billingAddress } = parts;
  const home = customer?.default_address ?? null;
  const country = shippingAddress?.country_code ?? billingAddress?.country_code ?? home?.country_code ?? null;
  const addresses = [shippingAddress, billingAddress, home];
  return {
    phones: [
      ...[...parts.phones, customer?.phone].map((raw) => ({ raw, country })),
      ...addresses.map((address) => ({ raw: address?.phone, country: address?.country_code ?? country })),
    ],
    customerId: customer?.id,
    firstName: customer?.first_name ?? billingAddress?.first_name ?? shippingAddress?.first_name ?? null,
    lastName: customer?.last_name ?? billingAddress?.last_name ?? shippingAddress?.last_name ?? null,
    locale: parts.locale,
    country,
    province: addresses.find((address) => address?.country_code === country)?.province_code ?? null,
    asOf: parts.asOf,
  };
}
