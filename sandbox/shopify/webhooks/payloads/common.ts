import { stringify } from "lossless-json";
import { DateTime } from "luxon";
import { convert, decimal } from "../../state/money.ts";
import { includedTax, taxRate } from "../../state/totals.ts";
import type { Address, Customer, Shop } from "../../state/types.ts";

/** A payload's value: ids are bigints, so that they are written out whole. */
export type Json = null | boolean | number | bigint | string | Json[] | { [name: string]: Json };
export type JsonObject = { [name: string]: Json };

/** JSON text with every digit of every id. */
export function toText(payload: Json): string {
  const text = stringify(payload);
  if (text === undefined) throw new Error("a payload must be a JSON value");
  return text;
}

export function idNumber(id: string): bigint {
  return BigInt(id);
}

export function gid(type: string, id: string): string {
  return `gid://shopify/${type}/${id}`;
}

/** "2026-11-21T11:00:00+01:00": the shop's time zone, whole seconds. */
export function shopTime(ms: number, shop: Shop): string {
  const text = DateTime.fromMillis(ms, { zone: shop.timeZone }).startOf("second").toISO({ suppressMilliseconds: true });
  if (text === null) throw new Error(`no such time zone: ${shop.timeZone}`);
  return text;
}

export function shopTimeOrNull(ms: number | null, shop: Shop): string | null {
  return ms === null ? null : shopTime(ms, shop);
}

export type Currencies = { currency: string; presentmentCurrency: string };

export function amount(minor: number, { currency }: { currency: string }): string {
  return decimal({ minor, currency });
}

export function moneySet(minor: number, { currency, presentmentCurrency }: Currencies): JsonObject {
  const shown = convert({ minor, currency }, presentmentCurrency);
  return {
    shop_money: { amount: decimal({ minor, currency }), currency_code: currency },
    presentment_money: { amount: decimal(shown), currency_code: presentmentCurrency },
  };
}

export function addressPayload(address: Address): JsonObject {
  return {
    first_name: address.firstName,
    address1: address.address1,
    phone: address.phone,
    city: address.city,
    zip: address.zip,
    province: address.province,
    country: address.country,
    last_name: address.lastName,
    address2: address.address2,
    company: address.company,
    latitude: null,
    longitude: null,
    name: fullName(address),
    country_code: address.countryCode,
    province_code: address.provinceCode,
  };
}

export function fullName(person: { firstName: string | null; lastName: string | null }): string {
  return [person.firstName, person.lastName].filter((part) => part !== null && part !== "").join(" ");
}

/** The customer inside orders and checkouts: since 2025-01 without tags and without any consent. */
export function embeddedCustomer(customer: Customer, shop: Shop): JsonObject {
  return {
    id: idNumber(customer.id),
    created_at: shopTime(customer.createdAt, shop),
    updated_at: shopTime(customer.updatedAt, shop),
    first_name: customer.firstName,
    last_name: customer.lastName,
    state: "disabled",
    note: customer.note,
    verified_email: true,
    multipass_identifier: null,
    tax_exempt: false,
    email: customer.email,
    phone: customer.phone,
    currency: shop.currency,
    tax_exemptions: [],
    admin_graphql_api_id: gid("Customer", customer.id),
    ...(customer.address ? { default_address: customerAddress(customer, customer.address) } : {}),
  };
}

export function customerAddress(customer: Customer, address: Address): JsonObject {
  return {
    id: idNumber(customer.addressId),
    customer_id: idNumber(customer.id),
    first_name: address.firstName,
    last_name: address.lastName,
    company: address.company,
    address1: address.address1,
    address2: address.address2,
    city: address.city,
    province: address.province,
    country: address.country,
    zip: address.zip,
    phone: address.phone,
    name: fullName(address),
    province_code: address.provinceCode,
    country_code: address.countryCode,
    country_name: address.country,
    default: true,
  };
}

export function taxLine(grossMinor: number, currencies: Currencies): JsonObject {
  const tax = includedTax(grossMinor);
  return {
    channel_liable: false,
    price: amount(tax, currencies),
    price_set: moneySet(tax, currencies),
    rate: taxRate,
    title: "DE MwSt",
  };
}
