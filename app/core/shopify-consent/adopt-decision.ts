import { z } from "zod";
import type { ConsentState } from "#prisma/generated/enums.ts";
import { keepErasedOptOuts } from "../consent/erased-opt-outs.ts";
import { contactInForce } from "../consent/contact-in-force.ts";
import { endOfSecond, optOut, type ConsentChange } from "../consent/opt-out.ts";
import { recordConsent } from "../consent/record-consent.ts";
import { normalizePhone } from "../contacts/normalize-phone.ts";
import type { TxCtx } from "../ports.ts";
import { isHeldBack, wordColumns, type ConsentWord } from "../shared/consent-state.ts";

export type ShopifyDecision = {
  shopId: string;
  contactId: string;
  /** Digits. */
  customerId: string;
  /** As Shopify keeps it. */
  phone?: string | null;
  state: ConsentState;
  /** Shopify's own word for it, for the proof. */
  shopifyState: string;
  optInLevel: string | null;
  collectedFrom: string | null;
  occurredAt: Date;
  /** By what it came to be known; part of the proof. */
  toldBy: { deliveryId: string } | { comparedAt: string };
};

/**
 * Shopify's word on marketing over WhatsApp, into the ledger; a revocation also cancels what was waiting. A yes lifts no no of
 * more weight than Shopify's (docs/decisions/008): it is kept as pending, where it is seen and lifts nothing. "duplicate": it was written
 * before, or it is what Shopify was told from here and now says back.
 */
export async function adoptDecision(
  ctx: TxCtx,
  decision: ShopifyDecision,
): Promise<{ outcome: "recorded" | "duplicate" | "erased" }> {
  const { shopId, customerId, state, shopifyState, optInLevel, collectedFrom, occurredAt } = decision;
  const { id: contactId, isErased } = await lockInForce(ctx, shopId, decision.contactId);
  if (isErased) return keepNo(ctx, decision);
  const known = await decisionsKnown(ctx, shopId, contactId);
  if (isEcho(known, decision)) return { outcome: "duplicate" };
  const entry = {
    shopId,
    contactId,
    source: "shopify" as const,
    evidence: { customerId, state: shopifyState, optInLevel, collectedFrom, ...decision.toldBy },
    occurredAt: state === "revoked" ? endOfSecond(occurredAt) : occurredAt,
    dedupeKey: `shopify:${customerId}:${occurredAt.toISOString()}:${shopifyState}`,
  };
  if (state === "revoked") {
    const told = await optOut(ctx, { ...entry, purposes: ["marketing"] });
    await optOutNumber(ctx, decision, { ...entry, contactId });
    return told;
  }
  const heldBack = state === "granted" && isHeldBack(known, entry.source);
  return recordConsent(ctx, { ...entry, purpose: "marketing", state: heldBack ? "pending" : state });
}

/** Shopify keeps the word with a number. When that is another contact's here (two on WhatsApp), the no holds for both. */
async function optOutNumber(
  ctx: TxCtx,
  { shopId, phone }: ShopifyDecision,
  change: Omit<ConsentChange, "purposes">,
): Promise<void> {
  const value = canonicalOf(phone);
  if (value === undefined) return;
  const key = { shopId, kind: "phone" as const, value };
  const holder = await ctx.tx.contactIdentity.findUnique({ where: { shopId_kind_value: key } });
  if (!holder || holder.contactId === change.contactId) return;
  const { contactId } = holder;
  await optOut(ctx, { ...change, contactId, purposes: ["marketing"], dedupeKey: `${change.dedupeKey}:number` });
}

/** Without a country of its own a number may be somebody else's. */
function canonicalOf(phone: string | null | undefined): string | undefined {
  return /^\s*\+/.test(phone ?? "") ? normalizePhone(phone)?.canonical : undefined;
}

type Known = ConsentWord & { customerId: string | null };

/**
 * Whoever opts out, merges or erases locks the person too: of a no and of Shopify's yes at once the second sees the first, and
 * nothing is written of somebody who is merged or erased while it waits.
 */
async function lockInForce(
  { tx }: TxCtx,
  shopId: string,
  contactId: string,
): Promise<{ id: string; isErased: boolean }> {
  for (;;) {
    const id = await contactInForce(tx, shopId, contactId);
    const [row] = await tx.$queryRaw<{ mergedIntoId: string | null; erasedAt: Date | null }[]>`
      SELECT "mergedIntoId", "erasedAt" FROM "Contact"
      WHERE "shopId" = ${shopId}::uuid AND "id" = ${id}::uuid FOR NO KEY UPDATE`;
    if (row?.mergedIntoId) continue;
    return { id, isErased: row?.erasedAt !== null };
  }
}

/** Of somebody erased only a no is kept, by what they would be known by on whatever day they come back. */
export async function keepNo(
  ctx: TxCtx,
  decision: Pick<ShopifyDecision, "shopId" | "customerId" | "phone" | "state" | "occurredAt">,
): Promise<{ outcome: "erased" }> {
  const { shopId, customerId, phone, state, occurredAt } = decision;
  const canonical = canonicalOf(phone);
  const identities = [
    { kind: "shopify_customer" as const, value: customerId },
    ...(canonical === undefined ? [] : [{ kind: "phone" as const, value: canonical }]),
  ];
  if (state === "revoked")
    await keepErasedOptOuts(ctx, shopId, identities, [{ purpose: "marketing", revokedAt: occurredAt }]);
  return { outcome: "erased" };
}

/** What was decided about marketing. Index: ConsentEntry (shopId, contactId, …). */
async function decisionsKnown({ tx }: TxCtx, shopId: string, contactId: string): Promise<Known[]> {
  const rows = await tx.consentEntry.findMany({
    where: { shopId, contactId, purpose: "marketing" },
    select: { ...wordColumns, evidence: true },
  });
  return rows.map(({ evidence, ...row }) => ({
    ...row,
    customerId: toldOf.safeParse(evidence).data?.customerId ?? null,
  }));
}

const toldOf = z.object({ customerId: z.string() });

/**
 * The same was decided here, or told of another customer, in that second, at that moment or after it; or it is the no that
 * Shopify was told, and which is dated a second after what it outweighed there.
 */
function isEcho(known: readonly Known[], { customerId, state, occurredAt }: ShopifyDecision): boolean {
  const at = occurredAt.getTime();
  const isTold = state === "revoked" && isHeldBack(known, "shopify");
  const since = isTold ? at - 1000 : at;
  const nextSecond = (Math.floor(at / 1000) + 1) * 1000;
  const lately = known.filter((one) => one.occurredAt.getTime() >= since && one.occurredAt.getTime() < nextSecond);
  const isTheirs = (one: Known) => one.source === "shopify" && one.customerId === customerId;
  if (lately.some((one) => one.state === state && !isTheirs(one))) return true;
  return isTold && lately.some((one) => one.state !== "revoked" && isTheirs(one));
}
