import { mergeContacts } from "../contacts/merge-contacts.ts";
import type { Ctx } from "../ports.ts";
import { inTransaction } from "./in-transaction.ts";
import { lockContactInForce } from "../consent/lock-contact.ts";

export type MergeResult =
  | { outcome: "merged"; contactId: string }
  /** They were one already. */
  | { outcome: "same"; contactId: string }
  | { outcome: "unknown_customer" };

/** Makes two people one, as the merchant knows them to be. `keepId`'s name and places stand. Twice is once. */
export function mergeCustomers(ctx: Ctx, shopId: string, keepId: string, dropId: string): Promise<MergeResult> {
  return inTransaction(ctx, async (inTx) => {
    // In one order for everybody, as two people may merge the same two the other way round.
    const locked = new Map<string, string>();
    for (const id of [keepId, dropId].sort()) {
      const contact = await lockContactInForce(inTx.tx, shopId, id);
      if (!contact) return { outcome: "unknown_customer" };
      locked.set(id, contact.id);
    }
    const keep = locked.get(keepId) ?? keepId;
    const drop = locked.get(dropId) ?? dropId;
    if (keep === drop) return { outcome: "same", contactId: keep };
    await mergeContacts(inTx, shopId, keep, drop);
    return { outcome: "merged", contactId: keep };
  });
}
