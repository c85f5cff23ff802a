import { contactInForce } from "../consent/contact-in-force.ts";
import type { Tx } from "../ports.ts";

export type LockedContact = { id: string; blockedAt: Date | null; erasedAt: Date | null };

/**
 * The contact in force, locked until commit: whoever plans a message or writes another row of theirs is waited for, and waits.
 * Null when this shop has no such person (any more).
 */
export async function lockContactInForce(tx: Tx, shopId: string, contactId: string): Promise<LockedContact | null> {
  const known = await tx.contact.findUnique({ where: { shopId_id: { shopId, id: contactId } }, select: { id: true } });
  if (!known) return null;
  const id = await contactInForce(tx, shopId, contactId);
  const [row] = await tx.$queryRaw<LockedContact[]>`
    SELECT "id", "blockedAt", "erasedAt" FROM "Contact"
    WHERE "shopId" = ${shopId}::uuid AND "id" = ${id}::uuid FOR UPDATE`;
  return row && row.erasedAt === null ? row : null;
}
