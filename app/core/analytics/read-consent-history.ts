import { z } from "zod";
import type { ConsentPurpose, ConsentState } from "#prisma/generated/enums.ts";
import { isNoAddress } from "../consent/proof-of.ts";
import { withMerged } from "../contacts/with-merged.ts";
import type { Ctx } from "../ports.ts";

/** One decision of the ledger. */
export type ConsentLine = {
  id: string;
  purpose: ConsentPurpose;
  state: ConsentState;
  source: string;
  /** When the person decided, and when it was written down. */
  at: Date;
  recordedAt: Date;
  /** The proof, as far as it is words a merchant can read: what was said, the note, the wording shown, where. */
  proof: { key: ProofKey; value: string }[];
};

const proofKeys = [
  "said",
  "note",
  "wording",
  "wordingVersion",
  "page",
  "where",
  "file",
  "optInLevel",
  "collectedFrom",
  "code",
] as const;
export type ProofKey = (typeof proofKeys)[number];

const wordsSchema = z.record(z.string(), z.unknown());
const shownAtMost = 100;

/** Every decision of a person and of those merged into them, the newest first. Index: ConsentEntry (shopId, contactId, …). */
export async function readConsentHistory(ctx: Ctx, shopId: string, contactId: string): Promise<ConsentLine[]> {
  const entries = await ctx.db.consentEntry.findMany({
    where: { shopId, contactId: { in: await withMerged(ctx.db, shopId, [contactId]) } },
    orderBy: [{ occurredAt: "desc" }, { id: "desc" }],
    take: shownAtMost,
  });
  return entries.map((entry) => ({
    id: entry.id,
    purpose: entry.purpose,
    state: entry.state,
    source: entry.source,
    at: entry.occurredAt,
    recordedAt: entry.recordedAt,
    proof: readProof(entry.evidence),
  }));
}

/** The proof of an entry, as far as it is words a merchant can read. */
export function readProof(evidence: unknown): ConsentLine["proof"] {
  const words = wordsSchema.safeParse(evidence).data ?? {};
  return proofKeys.flatMap((key) => {
    const value = words[key];
    if (key === "page" && isNoAddress(String(value))) return [];
    return typeof value === "string" || typeof value === "number" ? [{ key, value: String(value) }] : [];
  });
}
