import type { ConsentPurpose } from "#prisma/generated/enums.ts";
import { consentFacts, loadShopFacts, type ShopFacts } from "../automations/load-facts.ts";
import { optIn } from "../consent/opt-in.ts";
import { entryFor, type ConsentChange } from "../consent/opt-out.ts";
import { proofOf, type Shown } from "../consent/proof-of.ts";
import { recordConsent } from "../consent/record-consent.ts";
import { findOrMakeContact } from "../contacts/find-or-make-contact.ts";
import { normalizePhone } from "../contacts/normalize-phone.ts";
import { mayAnswer } from "../policy/decide.ts";
import type { PolicyFacts } from "../policy/facts.ts";
import { recipientCountry } from "../policy/recipient-country.ts";
import type { Ctx, TxCtx } from "../ports.ts";
import { AppError } from "../shared/app-error.ts";
import type { ConsentSource } from "../shared/consent-sources.ts";
import { mustConfirm } from "../shared/settings/opt-in.ts";
import { askToConfirm, type Asked } from "./ask-to-confirm.ts";

export type OptInRequest = {
  shopId: string;
  /** As it was written; read with `country` when it has no country of its own. */
  phone: string;
  /** ISO 3166-1 alpha-2. */
  country?: string | null;
  /** Fill what is not known yet, and replace nothing: anybody can type anybody's number. */
  name?: { first?: string | null; last?: string | null };
  /** BCP 47, of the page: the question is asked in it. */
  locale: string | null;
  purposes: readonly ConsentPurpose[];
  source: Extract<ConsentSource, "form" | "thank_you" | "order_status" | "account">;
  shown: Shown;
  /** Unix seconds at which the page was made, where it says so. */
  renderedAt?: number | null;
  /** The order it was asked for, or whoever was logged in; null: none. */
  about?: string | null;
  occurredAt: Date;
};

export type OptInResult =
  | { outcome: "invalid_phone" }
  | {
      /**
       * "granted": no confirmation is required there, of somebody who never said no. "already": all of it had been
       * granted; the asking is on record. "opted_out": an opt-out stands which only their own word (START) on WhatsApp lifts; the asking is on
       * record.
       */
      outcome: "granted" | "pending" | "already" | "opted_out";
      contactId: string;
      /** Whether a message asks them now; absent when there is nothing to ask. */
      asked?: Asked;
    };

/**
 * Somebody asks for messages, or somebody else does with their number: records it with its proof and, where the shop asks for
 * it (setting by country), sends the question whose button makes it count. In one transaction; wakes the sender.
 */
export async function requestOptIn(ctx: Ctx, request: OptInRequest): Promise<OptInResult> {
  const { clock, ids, log } = ctx;
  const result = await ctx.db.$transaction((tx) => requestOptInWithin({ tx, clock, ids, log }, request));
  if (result.outcome === "pending" && result.asked === "planned") ctx.wakes.wake("send");
  return result;
}

async function requestOptInWithin(ctx: TxCtx, request: OptInRequest): Promise<OptInResult> {
  const asking = await knownAsking(ctx, request);
  return asking ? requestOptInOf(ctx, asking.shop, asking.request) : { outcome: "invalid_phone" };
}

/** Who asks, with the proof of it, and the shop they ask; null: that is no phone number. */
export async function knownAsking(
  ctx: TxCtx,
  asked: OptInRequest,
): Promise<{ shop: ShopFacts; request: KnownOptInRequest } | null> {
  const { shopId, name, locale, purposes, source, occurredAt } = asked;
  const phone = normalizePhone(asked.phone, asked.country);
  if (!phone) return null;
  const shop = await loadShopFacts(ctx.tx, shopId, "utility");
  if (!shop) throw new AppError("shop_missing", `No shop ${shopId}`);
  const numberCountry = recipientCountry({ phone: phone.e164 });
  const person = await findOrMakeContact(ctx, shopId, {
    phones: [{ raw: phone.e164 }],
    firstName: name?.first ?? null,
    lastName: name?.last ?? null,
    locale,
    country: numberCountry,
  });
  if (!person) return null;
  const evidence = await proofOf(asked.shown);
  const dedupeKey = askingKey(ctx, asked, { e164: phone.e164, wordingVersion: evidence.wordingVersion });
  const { contactId } = person;
  return {
    shop,
    request: { shopId, contactId, locale, purposes, source, evidence, occurredAt, dedupeKey, numberCountry },
  };
}

/**
 * Pressed twice, sent again by a reload or after an answer was lost: the same number to the same wording of the same page (as it
 * was made) or order, on the same day, is one asking. Keyed, as it names a number.
 */
function askingKey(
  { ids }: TxCtx,
  { shopId, source, shown, renderedAt, about, occurredAt }: OptInRequest,
  { e164, wordingVersion }: { e164: string; wordingVersion: string },
): string {
  const day = occurredAt.toISOString().slice(0, 10);
  const parts = [shopId, source, e164, wordingVersion, shown.page, renderedAt, about, day];
  const [print] = ids.fingerprints(parts.join("|"));
  return `${source}:${print ?? ids.next()}`;
}

export type KnownOptInRequest = Omit<ConsentChange, "source"> & {
  source: OptInRequest["source"] | "chat";
  /** BCP 47: the question is asked in it. */
  locale: string | null;
  /** Of the number it is written to; null: not known. */
  numberCountry: string | null;
};

/** requestOptIn of somebody who is known already, in the caller's transaction; wake "send" after commit. */
export async function requestOptInOf(
  ctx: TxCtx,
  shop: ShopFacts,
  request: KnownOptInRequest,
): Promise<Exclude<OptInResult, { outcome: "invalid_phone" }>> {
  const { shopId, contactId, numberCountry, occurredAt } = request;
  await oneAtATime(ctx, shopId, contactId);

  const consent = await consentFacts(ctx.tx, shopId, contactId);
  const missing = request.purposes.filter((purpose) => consent[purpose].state !== "granted");
  const isGiven = missing.length === 0;
  const saidNo = hasOptedOut(consent);
  const isOut = saidNo && !mayAnswer(occurredAt, consent);
  // Of whoever has said no, and is back for what they ask for, nothing but the press of their own lifts the no.
  if (!saidNo && !mustConfirm(shop.settings.optIn, numberCountry)) {
    await optIn(ctx, request);
    return { outcome: isGiven ? "already" : "granted", contactId };
  }
  // A yes that stands already is not asked about again; that it was said here too is kept with its proof.
  for (const purpose of request.purposes)
    if (!missing.includes(purpose)) await recordConsent(ctx, entryFor(request, purpose, "pending"));
  for (const purpose of missing) await recordPending(ctx, request, purpose);
  if (isGiven) return { outcome: "already", contactId };
  if (isOut) return { outcome: "opted_out", contactId };
  const since = saidNo ? consent.marketing.decidedAt : null;
  const asked = await askToConfirm(ctx, shop, { ...request, purposes: missing, since });
  return { outcome: "pending", contactId, asked };
}

export function hasOptedOut({ marketing, transactional }: PolicyFacts["consent"]): boolean {
  return marketing.state === "revoked" || transactional.state === "revoked";
}

/** Whoever asks twice at once is asked back once: the second waits for the first, and sees its message. */
async function oneAtATime({ tx }: TxCtx, shopId: string, contactId: string): Promise<void> {
  await tx.$queryRaw`
    SELECT 1 FROM "Contact" WHERE "shopId" = ${shopId}::uuid AND "id" = ${contactId}::uuid FOR NO KEY UPDATE`;
}

/** The same asking after somebody decided is no repetition of the first: the press that answers it looks for an asking since. */
async function recordPending(ctx: TxCtx, request: KnownOptInRequest, purpose: ConsentPurpose): Promise<void> {
  const { shopId, contactId } = request;
  const entry = entryFor(request, purpose, "pending");
  const { outcome } = await recordConsent(ctx, entry);
  if (outcome === "recorded") return;
  const first = await ctx.tx.consentEntry.findUniqueOrThrow({
    where: { shopId_dedupeKey: { shopId, dedupeKey: entry.dedupeKey } },
    select: { id: true },
  });
  const decided = await ctx.tx.consentEntry.findFirst({
    where: { shopId, contactId, state: { not: "pending" }, id: { gt: first.id } },
    orderBy: { id: "desc" },
    select: { id: true },
  });
  if (!decided) return;
  await recordConsent(ctx, { ...entry, dedupeKey: `${entry.dedupeKey}:after:${decided.id}` });
}
