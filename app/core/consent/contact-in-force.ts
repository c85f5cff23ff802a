import type { Tx } from "../ports.ts";
import { AppError } from "../shared/app-error.ts";

/** Chains longer than this are a loop: every merge makes one link, and merging follows links first. */
const longestChain = 64;

/** The contact that a merged contact became; itself when it was never merged. Decisions are written and read there. */
export async function contactInForce(tx: Tx, shopId: string, contactId: string): Promise<string> {
  let id = contactId;
  for (let step = 0; step < longestChain; step++) {
    const row = await tx.contact.findUnique({
      where: { shopId_id: { shopId, id } },
      select: { mergedIntoId: true },
    });
    if (!row) throw new AppError("contact_missing", `No contact ${id} in shop ${shopId}`);
    if (row.mergedIntoId === null) return id;
    id = row.mergedIntoId;
  }
  throw new AppError("contact_merge_loop", `Contact ${contactId} of shop ${shopId} merges in a circle`);
}
