import { convert, decimal } from "../../state/money.ts";
import { fullName } from "../../webhooks/payloads/common.ts";
import type { Address } from "../../state/types.ts";
import type { World } from "../../world.ts";

export function gid(type: string, id: string): string {
  return `gid://shopify/${type}/${id}`;
}

/** The digits of "gid://shopify/Order/123"; null when it is another type's. */
export function idOf(type: string, value: unknown): string | null {
  return typeof value === "string" ? (new RegExp(`^gid://shopify/${type}/(\\d+)$`).exec(value)?.[1] ?? null) : null;
}

/** GraphQL writes times in UTC, whole seconds. */
export function time(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, "Z");
}

export function timeOrNull(ms: number | null): string | null {
  return ms === null ? null : time(ms);
}

export function moneyV2(minor: number, currency: string) {
  // Decimal drops what carries nothing: "24.5", "100.0".
  const text = decimal({ minor, currency });
  const short = text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, ".0") : `${text}.0`;
  return { __typename: "MoneyV2", amount: short, currencyCode: currency };
}

export function moneyBag(
  minor: number,
  { currency, presentmentCurrency }: { currency: string; presentmentCurrency: string },
) {
  const shown = convert({ minor, currency }, presentmentCurrency);
  return {
    __typename: "MoneyBag",
    shopMoney: moneyV2(minor, currency),
    presentmentMoney: moneyV2(shown.minor, shown.currency),
  };
}

export function addressView(address: Address, id: string) {
  return {
    __typename: "MailingAddress",
    id: `gid://shopify/MailingAddress/${id}?model_name=Address`,
    firstName: address.firstName,
    lastName: address.lastName,
    name: fullName(address),
    company: address.company,
    address1: address.address1,
    address2: address.address2,
    city: address.city,
    zip: address.zip,
    province: address.province,
    provinceCode: address.provinceCode,
    country: address.country,
    countryCode: address.countryCode,
    countryCodeV2: address.countryCode,
    phone: address.phone,
    latitude: null,
    longitude: null,
    timeZone: null,
    coordinatesValidated: false,
    formattedArea: `${address.city}, ${address.country}`,
    formatted: () => [address.address1, `${address.zip} ${address.city}`, address.country],
    validationResultSummary: null,
  };
}

/** Metafields of one thing. */
export function metafieldFields(world: World, ownerGid: string) {
  return {
    metafield: (args: { namespace?: string | null; key: string }) => {
      const found = world.state.metafields.find(
        (field) =>
          field.ownerId === ownerGid && field.key === args.key && field.namespace === (args.namespace ?? "$app"),
      );
      return found ? metafieldView(found) : null;
    },
  };
}

export function metafieldView(field: World["state"]["metafields"][number]) {
  return {
    __typename: "Metafield",
    id: gid("Metafield", field.id),
    legacyResourceId: field.id,
    namespace: field.namespace,
    key: field.key,
    type: field.type,
    value: field.value,
    jsonValue: jsonOrText(field.value),
    compareDigest: field.id,
    description: null,
    sizeInBytes: Buffer.byteLength(field.value),
    createdAt: time(field.createdAt),
    updatedAt: time(field.updatedAt),
  };
}

function jsonOrText(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
