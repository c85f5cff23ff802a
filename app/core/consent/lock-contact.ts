import type { Tx } from "../ports.ts";
import { contactInForce } from "./contact-in-force.ts";

export type LockedContact = { id: string; blockedAt: Date | null; erasedAt: Date | null };

/**
 * The contact in force, locked until commit: whoever plans a message or writes another row of theirs is waited for, and waits.
 * Null when this shop has no such person (any more). Whoever was merged while they were waited for is another by then.
 */
export async function lockContactInForce(tx: Tx, shopId: string, contactId: string): Promise<LockedContact | null> {
  const known = await tx.contact.findUnique({ where: { shopId_id: { shopId, id: contactId } }, select: { id: true } });
  if (!known) return null;
  for (let id = contactId; ;) {
    id = await contactInForce(tx, shopId, id);
    const [row] = await tx.$queryRaw<(LockedContact & { mergedIntoId: string | null })[]>`
      SELECT "id", "blockedAt", "erasedAt", "mergedIntoId" FROM "Contact"
      WHERE "shopId" = ${shopId}::uuid AND "id" = ${id}::uuid FOR UPDATE`;
    if (!row || row.erasedAt !== null) return null;
    const { mergedIntoId, ...contact } = row;
    if (mergedIntoId === null) return contact;
  }
}
