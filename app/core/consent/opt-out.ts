import type { Prisma } from "#prisma/generated/client.ts";
import type { ConsentPurpose, TemplateCategory } from "#prisma/generated/enums.ts";
import type { TxCtx } from "../ports.ts";
import { contactInForce } from "./contact-in-force.ts";
import { readConsent } from "./read-consent.ts";
import { recordConsent, type ConsentSource } from "./record-consent.ts";

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

/** Message.reason of what an opt-out cancelled. */
export const optedOutReason = "opted_out";

const categoriesOf: Record<ConsentPurpose, TemplateCategory[]> = {
  marketing: ["marketing"],
  transactional: ["utility", "authentication"],
};

/**
 * Revokes consent for these purposes and cancels the templates of those purposes that are still waiting, in the caller's
 * transaction: when it commits, nothing that was waiting goes any more. Told twice it acts once. A revocation older than
 * a later yes is recorded, and cancels nothing. Replies (free text) are answers to the person's own message and stay.
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
      category: { in: revoked.flatMap((purpose) => categoriesOf[purpose]) },
      content: { path: ["kind"], equals: "template" },
    },
    data: { state: "cancelled", reason: optedOutReason, endedAt: ctx.clock.now() },
  });
  return { outcome: recorded > 0 ? "recorded" : "duplicate", cancelled: count };
}

/** One purpose of a change as an entry of the ledger. */
export function entryFor(change: ConsentChange, purpose: ConsentPurpose, state: "granted" | "revoked") {
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

/** Meta dates by whole seconds: as the last moment of its second, a no never loses to a yes given earlier in that second. */
export function endOfSecond(at: Date): Date {
  return new Date(at.getTime() - (at.getTime() % 1000) + 999);
}
