import { parsePhoneNumberFromString, type CountryCode } from "libphonenumber-js";
import type { Customer, Shop } from "../../state/types.ts";
import { customerAddress, gid, idNumber, shopTime, shopTimeOrNull, type JsonObject } from "./common.ts";

/** customers/create, customers/update. Since 2025-01 without tags, consent and order counts. */
export function customerPayload(customer: Customer, shop: Shop): JsonObject {
  const address = customer.address ? customerAddress(customer, customer.address) : null;
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
    phone: keptPhone(customer),
    currency: shop.currency,
    addresses: address ? [address] : [],
    tax_exemptions: [],
    admin_graphql_api_id: gid("Customer", customer.id),
    ...(address ? { default_address: address } : {}),
  };
}

/** customer.tags_added: the one customer topic with tags. */
export function tagsAddedPayload(customer: Customer, tags: string[], at: number): JsonObject {
  return { customerId: gid("Customer", customer.id), tags, occurredAt: new Date(at).toISOString() };
}

export function deletedCustomerPayload(customer: Customer): JsonObject {
  return { id: idNumber(customer.id), tax_exemptions: [], admin_graphql_api_id: gid("Customer", customer.id) };
}

/** customers_whats_app_marketing_consent/update (2026-07). */
export function whatsAppConsentPayload(customer: Customer, shop: Shop): JsonObject {
  return {
    customer_id: idNumber(customer.id),
    phone_number: keptPhone(customer),
    whats_app_marketing_consent: {
      state: customer.whatsApp.state,
      opt_in_level: customer.whatsApp.optInLevel,
      updated_at: shopTimeOrNull(customer.whatsApp.updatedAt, shop),
      collected_from: customer.whatsApp.collectedFrom,
    },
  };
}

/** Shopify keeps a customer's own number in E.164; what is typed into an address stays as it was typed. */
function keptPhone({ phone, address }: Customer): string | null {
  return (phone && parsePhoneNumberFromString(phone, address?.countryCode as CountryCode | undefined)?.number) ?? phone;
}
