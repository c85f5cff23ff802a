import { z } from "zod";

const list = z.array(z.string()).default([]);

/**
 * Whom a privacy request is about: what Shopify or the merchant named them by, and what they turned out to be known by here.
 * Written down before anything of them is erased, so that whoever goes on after a crash still knows whom to look for; emptied
 * when nobody needs to know any more.
 */
export const privacySubjectSchema = z.object({
  /** As written, or canonical. */
  phones: list,
  emails: list,
  /** Shopify's customer ids, digits. */
  customerIds: list,
  /** Meta's business-scoped ids. */
  userIds: list,
  orderIds: list,
  /** Of carts and checkouts. */
  tokens: list,
  contactIds: list,
});

export type PrivacySubject = z.infer<typeof privacySubjectSchema>;

export function readSubject(json: unknown): PrivacySubject {
  return privacySubjectSchema.parse(json ?? {});
}

/** Both together, each value once. */
export function joinSubjects(a: PrivacySubject, b: Partial<PrivacySubject>): PrivacySubject {
  const both = (key: keyof PrivacySubject) => [...new Set([...a[key], ...(b[key] ?? [])])];
  return {
    phones: both("phones"),
    emails: both("emails"),
    customerIds: both("customerIds"),
    userIds: both("userIds"),
    orderIds: both("orderIds"),
    tokens: both("tokens"),
    contactIds: both("contactIds"),
  };
}
