import type { Recipient, Tx } from "../ports.ts";

/**
 * Whom to write to: the newest phone number, spelled as WhatsApp answers to it once that is known, else Meta's id. Follows
 * merges. Null when this person can not be written to at all (known only as a Shopify customer, say).
 */
export async function readRecipient(tx: Tx, shopId: string, contactId: string): Promise<Recipient | null> {
  // Merges point every tombstone to the contact in force, so one step is enough.
  const [row] = await tx.$queryRaw<{ kind: string; value: string; address: string | null }[]>`
    SELECT i."kind"::text AS "kind", i."value", i."address"
    FROM "Contact" c
    JOIN "ContactIdentity" i ON i."shopId" = c."shopId" AND i."contactId" = COALESCE(c."mergedIntoId", c."id")
    WHERE c."shopId" = ${shopId}::uuid AND c."id" = ${contactId}::uuid AND i."kind" IN ('phone', 'business_scoped_id')
    ORDER BY (i."kind" = 'phone') DESC, i."createdAt" DESC, i."value"
    LIMIT 1`;
  if (!row) return null;
  return row.kind === "phone" ? { phone: row.address ?? row.value } : { userId: row.value };
}
