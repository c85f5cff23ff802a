import type { ConsentPurpose } from "#prisma/generated/enums.ts";
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
 * for somebody who had said yes to it (or had been asked) before. What was never agreed to is not agreed to by a bare
 * START. Recorded even when nothing is withdrawn yet, so that a STOP which was sent earlier and arrives later stays earlier.
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

async function agreedBefore(
  ctx: TxCtx,
  shopId: string,
  contactId: string,
  purpose: ConsentPurpose,
  at: Date,
): Promise<boolean> {
  const entry = await ctx.tx.consentEntry.findFirst({
    where: { shopId, contactId, purpose, state: { in: ["granted", "pending"] }, occurredAt: { lte: at } },
    select: { id: true },
  });
  return entry !== null;
}
