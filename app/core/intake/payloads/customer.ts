import { z } from "zod";
import type { Person } from "../../contacts/find-or-make-contact.ts";
import type { CustomerConsent } from "../../ports-shopify.ts";
import { consentStateOf } from "../../shared/shopify-consent-state.ts";
import { address, listOf, locale, requiredId, requiredTag, text, time } from "./fields.ts";

const schema = z.object({
  id: requiredId,
  first_name: text,
  last_name: text,
  phone: text,
  locale,
  default_address: address,
  addresses: listOf(address),
  created_at: time,
  updated_at: time,
});

export type CustomerPayload = { id: string; person: Person; createdAt: Date | null; updatedAt: Date | null };

export function parseCustomer(json: unknown): CustomerPayload | null {
  const read = schema.safeParse(json);
  if (!read.success) return null;
  const it = read.data;
  const home = it.default_address ?? it.addresses.find((one) => one !== null) ?? null;
  const country = home?.country_code ?? null;
  return {
    id: it.id,
    createdAt: it.created_at,
    updatedAt: it.updated_at,
    person: {
      phones: [it.phone, home?.phone].map((raw) => ({ raw, country })),
      customerId: it.id,
      firstName: it.first_name ?? home?.first_name ?? null,
      lastName: it.last_name ?? home?.last_name ?? null,
      locale: it.locale,
      country,
      province: home?.province_code ?? null,
      asOf: it.updated_at ?? undefined,
    },
  };
}

const deletedSchema = z.object({ id: requiredId });

export function parseDeletedCustomer(json: unknown): { id: string } | null {
  return deletedSchema.safeParse(json).data ?? null;
}

const tagsSchema = z.object({ customerId: requiredId, tags: listOf(requiredTag), occurredAt: time });

export type TagsPayload = { customerId: string; tags: string[]; occurredAt: Date | null };

/** `customer.tags_added`: of all customer topics the one that says which tags. */
export function parseTagsAdded(json: unknown): TagsPayload | null {
  return tagsSchema.safeParse(json).data ?? null;
}

const consentSchema = z.object({
  customer_id: requiredId,
  phone_number: text,
  phone: text,
  whats_app_marketing_consent: z.object({
    state: text,
    opt_in_level: text,
    updated_at: time,
    consent_updated_at: time,
    collected_from: text,
  }),
});

export function parseWhatsAppConsent(json: unknown): CustomerConsent | null {
  const read = consentSchema.safeParse(json);
  if (!read.success) return null;
  const { customer_id, phone_number, phone, whats_app_marketing_consent: consent } = read.data;
  const shopifyState = (consent.state ?? "").toLowerCase();
  return {
    customerId: customer_id,
    phone: phone_number ?? phone,
    state: consentStateOf(shopifyState),
    shopifyState,
    optInLevel: consent.opt_in_level,
    collectedFrom: consent.collected_from,
    updatedAt: consent.consent_updated_at ?? consent.updated_at,
  };
}
