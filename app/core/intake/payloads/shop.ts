import { z } from "zod";
import { countryCode, currency, id, listOf, locale, requiredId, text, time } from "./fields.ts";

const schema = z.object({
  name: text,
  domain: text,
  myshopify_domain: text,
  primary_locale: locale,
  country_code: countryCode,
  currency,
  iana_timezone: text,
  updated_at: time,
});

export type ShopPayload = {
  myshopifyDomain: string | null;
  updatedAt: Date | null;
  /** Only what was told. */
  changes: {
    name?: string;
    storefrontHost?: string;
    locale?: string;
    country?: string;
    currency?: string;
    timeZone?: string;
  };
};

export function parseShop(json: unknown): ShopPayload | null {
  const read = schema.safeParse(json);
  if (!read.success) return null;
  const it = read.data;
  return {
    myshopifyDomain: it.myshopify_domain?.toLowerCase() ?? null,
    updatedAt: it.updated_at,
    changes: {
      ...(it.name && { name: it.name }),
      ...(it.domain && /^[a-z0-9.-]+$/i.test(it.domain) && { storefrontHost: it.domain.toLowerCase() }),
      ...(it.primary_locale && { locale: it.primary_locale }),
      ...(it.country_code && { country: it.country_code }),
      ...(it.currency && { currency: it.currency }),
      ...(it.iana_timezone && isTimeZone(it.iana_timezone) && { timeZone: it.iana_timezone }),
    },
  };
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const scopesSchema = z.object({ current: listOf(z.string()), updated_at: time });

export type ScopesPayload = { scopes: string[]; updatedAt: Date | null };

export function parseScopes(json: unknown): ScopesPayload | null {
  const read = scopesSchema.safeParse(json);
  return read.success ? { scopes: read.data.current, updatedAt: read.data.updated_at } : null;
}

const variantSchema = z.object({ id: requiredId, product_id: id, title: text, updated_at: time });

export type VariantPayload = { id: string; title: string | null; updatedAt: Date | null };

export function parseVariant(json: unknown): VariantPayload | null {
  const read = variantSchema.safeParse(json);
  return read.success ? { id: read.data.id, title: read.data.title, updatedAt: read.data.updated_at } : null;
}
