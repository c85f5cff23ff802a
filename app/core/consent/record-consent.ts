import type { Prisma } from "#prisma/generated/client.ts";
import type { ConsentPurpose, ConsentState } from "#prisma/generated/enums.ts";
import type { TxCtx } from "../ports.ts";
import type { ConsentSource } from "../shared/consent-sources.ts";
import { contactInForce } from "./contact-in-force.ts";

export type ConsentRecord = {
  shopId: string;
  contactId: string;
  purpose: ConsentPurpose;
  state: ConsentState;
  source: ConsentSource;
  /** The proof: wording shown or word sent, where, by what. */
  evidence: Prisma.InputJsonObject;
  /** When the person decided. */
  occurredAt: Date;
  /** Unique in the shop: the same decision, told again, adds nothing. */
  dedupeKey: string;
};

/**
 * Appends one decision to the ledger, for the contact in force (a merged contact's decisions belong to what it became).
 * A decision dated later than now is dated now: a wrong clock elsewhere must not outweigh what is said here next.
 */
export async function recordConsent(ctx: TxCtx, record: ConsentRecord): Promise<{ outcome: "recorded" | "duplicate" }> {
  const now = ctx.clock.now();
  const contactId = await contactInForce(ctx.tx, record.shopId, record.contactId);
  const { count } = await ctx.tx.consentEntry.createMany({
    data: [
      {
        ...record,
        id: ctx.ids.next(),
        contactId,
        occurredAt: record.occurredAt > now ? now : record.occurredAt,
        recordedAt: now,
      },
    ],
    skipDuplicates: true,
  });
  return { outcome: count === 1 ? "recorded" : "duplicate" };
}
