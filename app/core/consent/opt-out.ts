import type { Prisma } from "#prisma/generated/client.ts";
import type { ConsentPurpose, ConsentState, TemplateCategory } from "#prisma/generated/enums.ts";
import type { TxCtx } from "../ports.ts";
import type { ConsentSource } from "../shared/consent-sources.ts";
import { confirmOptInTemplate } from "../shared/opt-in-question.ts";
import { contactInForce } from "./contact-in-force.ts";
import { readConsent } from "./read-consent.ts";
import { recordConsent } from "./record-consent.ts";

export type ConsentChange = {
  shopId: string;
  contactId: string;
  purposes: readonly ConsentPurpose[];
  source: ConsentSource;
  evidence: Prisma.InputJsonObject;
  occurredAt: Date;
  /** Of the change as a whole; each purpose adds its own name to it. */
  dedupeKey: string;
};

export type OptOutResult = {
  outcome: "recorded" | "duplicate";
  /** Messages that were waiting and now never go. */
  cancelled: number;
};

/**
 * optOut of somebody who says so at this moment, on a form that may be sent again: no on it, then yes, then no. That no is no
 * repetition of the first. What was taken for one and does not stand is recorded under a key of its own.
 */
export async function optOutNow(ctx: TxCtx, change: Omit<ConsentChange, "occurredAt">): Promise<OptOutResult> {
  const now = { ...change, occurredAt: ctx.clock.now() };
  const first = await optOut(ctx, now);
  const after = await readConsent(ctx.tx, change.shopId, change.contactId);
  const dropped = change.purposes.filter((purpose) => after[purpose] !== "revoked");
  if (dropped.length === 0) return first;
  const again = await optOut(ctx, { ...now, purposes: dropped, dedupeKey: `${change.dedupeKey}:${ctx.ids.next()}` });
  return { outcome: again.outcome, cancelled: first.cancelled + again.cancelled };
}

/** Message.reason of what an opt-out cancelled. */
export const optedOutReason = "opted_out";

const categoriesOf: Record<ConsentPurpose, TemplateCategory[]> = {
  marketing: ["marketing"],
  transactional: ["utility", "authentication"],
};

/**
 * Revokes consent for these purposes and cancels the templates of those purposes that are still waiting, in the caller's
 * transaction: when it commits, nothing that was waiting goes any more. Told twice it acts once. A revocation that a later yes
 * lifts is recorded, and cancels nothing. Replies (free text) are answers to the person's own message and stay.
 */
export async function optOut(ctx: TxCtx, change: ConsentChange): Promise<OptOutResult> {
  const { tx } = ctx;
  const { shopId } = change;
  const contactId = await contactInForce(tx, shopId, change.contactId);
  // Whoever plans a message holds a key-share lock on its contact until commit (foreign key): wait for those under way,
  // else their message would be queued a moment after this looked.
  await tx.$queryRaw`SELECT 1 FROM "Contact" WHERE "shopId" = ${shopId}::uuid AND "id" = ${contactId}::uuid FOR UPDATE`;

  let recorded = 0;
  for (const purpose of change.purposes) {
    const { outcome } = await recordConsent(ctx, entryFor({ ...change, contactId }, purpose, "revoked"));
    if (outcome === "recorded") recorded += 1;
  }

  const now = await readConsent(tx, shopId, contactId);
  const revoked = change.purposes.filter((purpose) => now[purpose] === "revoked");
  const { count } = await tx.message.updateMany({
    where: {
      shopId,
      contactId,
      state: { in: ["planned", "queued"] },
      OR: [
        { category: { in: revoked.flatMap((purpose) => categoriesOf[purpose]) } },
        // As policy has it: without a yes to offers, a no to messages about orders is a no to all.
        ...(revoked.includes("transactional") && now.marketing !== "granted"
          ? [{ category: "marketing" as const }]
          : []),
        // Whoever says no is not asked any more whether they said yes.
        ...(revoked.length > 0 ? [{ templateName: confirmOptInTemplate }] : []),
      ],
      content: { path: ["kind"], equals: "template" },
    },
    data: { state: "cancelled", reason: optedOutReason, endedAt: ctx.clock.now() },
  });
  return { outcome: recorded > 0 ? "recorded" : "duplicate", cancelled: count };
}

/** One purpose of a change as an entry of the ledger. */
export function entryFor(change: ConsentChange, purpose: ConsentPurpose, state: ConsentState) {
  const { shopId, contactId, source, evidence, occurredAt } = change;
  return {
    shopId,
    contactId,
    purpose,
    state,
    source,
    evidence,
    occurredAt,
    dedupeKey: `${change.dedupeKey}:${purpose}`,
  };
}

/** Meta and Shopify date by whole seconds: as the last moment of its second, a no never loses to a yes given earlier in that second. */
export function endOfSecond(at: Date): Date {
  return new Date(at.getTime() - (at.getTime() % 1000) + 999);
}
