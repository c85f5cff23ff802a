import { z } from "zod";
import { purposesHeldBack } from "../consent/held-back.ts";
import { entryFor, optOutNow } from "../consent/opt-out.ts";
import { recordConsent } from "../consent/record-consent.ts";
import type { Ctx } from "../ports.ts";
import { inTransaction } from "./in-transaction.ts";
import { lockContactInForce } from "../consent/lock-contact.ts";

export const longestNote = 500;

export const consentNoteSchema = z.object({
  /** Of the form as it was opened: sent twice it is one decision. */
  formId: z.uuid(),
  purposes: z.enum(["marketing", "transactional", "everything"]),
  state: z.enum(["granted", "revoked"]),
  /** How the person said so; the proof. */
  note: z.string().max(10_000),
});

export type ConsentNote = z.infer<typeof consentNoteSchema>;

export type NoteResult =
  | { outcome: "recorded" | "duplicate"; cancelled: number; heldBack: boolean }
  | { outcome: "note_missing" }
  | { outcome: "note_too_long" }
  | { outcome: "unknown_customer" };

const purposesOf = {
  marketing: ["marketing"],
  transactional: ["transactional"],
  everything: ["marketing", "transactional"],
} as const;

/**
 * What a person told the merchant outside of WhatsApp, into the ledger, marked as the merchant's word and with their note as the
 * proof. A no also cancels what was waiting, as if the person had written it. A yes lifts no no of the person's own: there it is
 * kept as pending, for only they can take that back.
 */
export async function noteConsent(ctx: Ctx, shopId: string, contactId: string, form: ConsentNote): Promise<NoteResult> {
  const note = form.note.trim();
  if (note === "") return { outcome: "note_missing" };
  if (note.length > longestNote) return { outcome: "note_too_long" };
  return inTransaction(ctx, async (inTx) => {
    const contact = await lockContactInForce(inTx.tx, shopId, contactId);
    if (!contact) return { outcome: "unknown_customer" };
    const change = {
      shopId,
      contactId: contact.id,
      purposes: purposesOf[form.purposes],
      source: "merchant" as const,
      // Characters that PostgreSQL refuses in JSON are in no note.
      evidence: { note: note.replaceAll("\u0000", "") },
      occurredAt: ctx.clock.now(),
      dedupeKey: `merchant:${form.formId}:${form.state}`,
    };
    if (form.state === "revoked") return { ...(await optOutNow(inTx, change)), heldBack: false };
    const held = await purposesHeldBack(inTx.tx, shopId, contact.id, change.source);
    const heldBack = change.purposes.some((purpose) => held.includes(purpose));
    const result = { outcome: "duplicate" as "recorded" | "duplicate", cancelled: 0, heldBack };
    for (const purpose of change.purposes) {
      const state = held.includes(purpose) ? "pending" : "granted";
      const { outcome } = await recordConsent(inTx, entryFor(change, purpose, state));
      if (outcome === "recorded") result.outcome = outcome;
    }
    return result;
  });
}
