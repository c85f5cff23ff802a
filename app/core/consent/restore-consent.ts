import type { ConsentPurpose } from "#prisma/generated/enums.ts";
import { withMerged } from "../contacts/with-merged.ts";
import type { TxCtx } from "../ports.ts";
import { contactInForce } from "./contact-in-force.ts";
import type { ConsentChange } from "./opt-out.ts";
import { optIn } from "./opt-in.ts";
import { readConsent } from "./read-consent.ts";

export type RestoreResult =
  | { outcome: "restored"; purposes: ConsentPurpose[] }
  /** Recorded or known already, and nothing had been withdrawn. */
  | { outcome: "unchanged" };

/**
 * Brings back what was withdrawn, as far as there was something to bring back: messages about orders always, marketing only
 * for somebody who had agreed to it before. Somebody who was only asked has agreed to nothing, as anybody can type a number
 * into a form, and a bare START agrees to nothing new. It is recorded even when nothing is withdrawn yet, so that a STOP that
 * was sent earlier and arrives later stays earlier.
 */
export async function restoreConsent(ctx: TxCtx, change: ConsentChange): Promise<RestoreResult> {
  const { shopId, occurredAt } = change;
  const contactId = await contactInForce(ctx.tx, shopId, change.contactId);
  const before = await readConsent(ctx.tx, shopId, contactId);
  const purposes: ConsentPurpose[] = [];
  for (const purpose of change.purposes) {
    if (purpose === "transactional" || (await agreedBefore(ctx, shopId, contactId, purpose, occurredAt)))
      purposes.push(purpose);
  }
  await optIn(ctx, { ...change, contactId, purposes });
  const after = await readConsent(ctx.tx, shopId, contactId);
  const restored = purposes.filter(
    (purpose) => (before[purpose] === "revoked" || before[purpose] === "pending") && after[purpose] === "granted",
  );
  return restored.length > 0 ? { outcome: "restored", purposes: restored } : { outcome: "unchanged" };
}

/** Also as whom they were before they were merged. Indexes: Contact_merged, ConsentEntry (shopId, contactId, …). */
async function agreedBefore(
  { tx }: TxCtx,
  shopId: string,
  contactId: string,
  purpose: ConsentPurpose,
  at: Date,
): Promise<boolean> {
  const entry = await tx.consentEntry.findFirst({
    where: {
      shopId,
      contactId: { in: await withMerged(tx, shopId, [contactId]) },
      purpose,
      state: "granted",
      occurredAt: { lte: at },
    },
    select: { id: true },
  });
  return entry !== null;
}
