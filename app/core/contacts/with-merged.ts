import type { Db, Tx } from "../ports.ts";

/**
 * These contacts and those merged into them: the consent ledger of a merged contact stays where it was written. Merges point
 * every tombstone to the contact in force, so one step is enough. Index: Contact_merged.
 */
export async function withMerged(db: Db | Tx, shopId: string, contactIds: readonly string[]): Promise<string[]> {
  const merged = await db.contact.findMany({
    where: { shopId, mergedIntoId: { in: [...contactIds] } },
    select: { id: true },
  });
  return [...contactIds, ...merged.map(({ id }) => id)];
}
