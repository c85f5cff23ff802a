import type { Tx } from "../ports.ts";

/**
 * Which of these numbers (canonical) another customer of Shopify's has by now: numbers are given on, and Shopify goes on
 * naming their old owner's. With no customer named, the number is all there is to know somebody by. Index: ContactIdentity's key.
 */
export async function numbersOfOthers(
  tx: Tx,
  shopId: string,
  phones: readonly string[],
  customerIds: readonly string[],
): Promise<Set<string>> {
  if (phones.length === 0 || customerIds.length === 0) return new Set();
  const customer = { kind: "shopify_customer" } as const;
  const rows = await tx.contactIdentity.findMany({
    where: {
      ...{ shopId, kind: "phone", value: { in: [...phones] } },
      contact: { identities: { some: customer, none: { ...customer, value: { in: [...customerIds] } } } },
    },
    select: { value: true },
  });
  return new Set(rows.map(({ value }) => value));
}
