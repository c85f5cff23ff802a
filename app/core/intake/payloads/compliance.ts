import { z } from "zod";
import { readSubject, type PrivacySubject } from "../../shared/privacy-subject.ts";
import { id, listOf, requiredId, text } from "./fields.ts";

const person = z.object({ id, email: text, phone: text }).nullable().catch(null).default(null);

const schema = z.object({
  shop_domain: text,
  customer: person,
  orders_requested: listOf(requiredId),
  orders_to_redact: listOf(requiredId),
});

export type CompliancePayload = { shopDomain: string | null; subject: PrivacySubject };

/** The payload of Shopify's three compliance topics; `shop/redact` names nobody. */
export function parseCompliance(json: unknown): CompliancePayload | null {
  const read = schema.safeParse(json);
  if (!read.success) return null;
  const { shop_domain, customer, orders_requested, orders_to_redact } = read.data;
  return {
    shopDomain: shop_domain?.toLowerCase() ?? null,
    subject: readSubject({
      phones: present(customer?.phone),
      emails: present(customer?.email?.toLowerCase()),
      customerIds: present(customer?.id),
      orderIds: [...orders_requested, ...orders_to_redact],
    }),
  };
}

function present(value: string | null | undefined): string[] {
  return value ? [value] : [];
}
