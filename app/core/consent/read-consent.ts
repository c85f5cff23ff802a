import type { ConsentPurpose, ConsentState } from "#prisma/generated/enums.ts";
import type { Tx } from "../ports.ts";
import { standingDecision, wordColumns, type ConsentWord } from "../shared/consent-state.ts";
import { contactInForce } from "./contact-in-force.ts";

/** "none": this person never decided; that is not a yes. "pending": asked, not confirmed; not a yes either. */
export type ConsentNow = Record<ConsentPurpose, ConsentState | "none">;

/**
 * What a person allows today, by purpose: derived from the ledger (standingDecision), never stored. Follows merges.
 */
export async function readConsent(tx: Tx, shopId: string, contactId: string): Promise<ConsentNow> {
  const id = await contactInForce(tx, shopId, contactId);
  const entries = await tx.consentEntry.findMany({
    where: { shopId, contactId: id },
    select: { purpose: true, ...wordColumns },
  });
  return { marketing: stateFor("marketing", entries), transactional: stateFor("transactional", entries) };
}

function stateFor(purpose: ConsentPurpose, entries: readonly (ConsentWord & { purpose: ConsentPurpose })[]) {
  return standingDecision(entries.filter((entry) => entry.purpose === purpose))?.state ?? "none";
}
