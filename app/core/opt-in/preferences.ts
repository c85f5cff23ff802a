import type { ConsentPurpose } from "#prisma/generated/enums.ts";
import { contactInForce } from "../consent/contact-in-force.ts";
import { lockContactInForce } from "../consent/lock-contact.ts";
import { optIn } from "../consent/opt-in.ts";
import { optOutNow } from "../consent/opt-out.ts";
import { proofOf, type Shown } from "../consent/proof-of.ts";
import { readConsent } from "../consent/read-consent.ts";
import type { Ctx, TxCtx } from "../ports.ts";

/** Days between two marketing messages at least, by the name of the choice. */
const gapDaysOf = { shop: null, weekly: 7, monthly: 30 } as const;
export const howOften = ["shop", "weekly", "monthly"] as const satisfies (keyof typeof gapDaysOf)[];
type HowOften = (typeof howOften)[number];

export type Preferences = {
  /** In force: of a merged contact, the one it became. */
  contactId: string;
  marketing: boolean;
  transactional: boolean;
  often: HowOften;
  /** BCP 47; null: not known. */
  locale: string | null;
};

/** What a person may choose; null when they are erased or were never there. */
export async function readPreferences(ctx: Ctx, shopId: string, contactId: string): Promise<Preferences | null> {
  const { clock, ids, log } = ctx;
  return ctx.db.$transaction((tx) => read({ tx, clock, ids, log }, shopId, contactId));
}

async function read({ tx }: TxCtx, shopId: string, named: string): Promise<Preferences | null> {
  const known = await tx.contact.findUnique({ where: { shopId_id: { shopId, id: named } }, select: { id: true } });
  if (!known) return null;
  const contactId = await contactInForce(tx, shopId, named);
  const contact = await tx.contact.findUniqueOrThrow({
    where: { shopId_id: { shopId, id: contactId } },
    select: { locale: true, marketingGapDays: true, erasedAt: true },
  });
  if (contact.erasedAt) return null;
  const consent = await readConsent(tx, shopId, contactId);
  return {
    contactId,
    marketing: consent.marketing === "granted",
    // Messages about an order need no yes, so whoever has said nothing gets them.
    transactional: consent.transactional !== "revoked",
    often: howOften.find((one) => gapDaysOf[one] === contact.marketingGapDays) ?? "shop",
    locale: contact.locale,
  };
}

type PreferenceChange = {
  /** What was ticked when the page was shown, and what is now: only what differs was decided. */
  was: { marketing: boolean; transactional: boolean };
  now: { marketing: boolean; transactional: boolean };
  often: HowOften;
  /** BCP 47; null: unchanged. */
  locale: string | null;
};

type Decided = {
  shopId: string;
  contactId: string;
  change: PreferenceChange | "stop_everything";
  shown: Shown;
  /** Of the page as it was shown: sent twice it is one decision. */
  formId: string;
};

/** Who takes back the last thing that was ticked wants nothing: a no to all, also to what was not ticked before. */
function decidedBy(change: PreferenceChange | "stop_everything"): Record<"off" | "on", ConsentPurpose[]> {
  const purposes: ConsentPurpose[] = ["marketing", "transactional"];
  if (change === "stop_everything") return { off: purposes, on: [] };
  const { was, now } = change;
  const off = purposes.filter((one) => was[one] && !now[one]);
  const wantsNothing = off.length > 0 && purposes.every((one) => !now[one]);
  return { off: wantsNothing ? purposes : off, on: purposes.filter((one) => !was[one] && now[one]) };
}

/**
 * Keeps what a person decided on their page, each no and each yes in the ledger with its proof. A no takes back what waits; a
 * yes given here is theirs: the page's address was sent to nobody else.
 */
export async function savePreferences(ctx: Ctx, decided: Decided): Promise<{ outcome: "saved" | "unknown" }> {
  const { clock, ids, log } = ctx;
  return ctx.db.$transaction(async (tx) => {
    const inTx = { tx, clock, ids, log };
    const { shopId, change } = decided;
    // Whoever erases or merges them is waited for: nothing is written of somebody who is gone.
    const held = await lockContactInForce(tx, shopId, decided.contactId);
    const known = held && (await read(inTx, shopId, held.id));
    if (!known) return { outcome: "unknown" };
    const { contactId } = known;
    const { off, on } = decidedBy(change);
    const common = {
      shopId,
      contactId,
      source: "preferences" as const,
      evidence: { ...(await proofOf(decided.shown)), pressed: change === "stop_everything" ? "stop" : "save" },
    };
    const { formId } = decided;
    if (off.length > 0) await optOutNow(inTx, { ...common, purposes: off, dedupeKey: `preferences:${formId}:off` });
    if (on.length > 0)
      await optIn(inTx, { ...common, occurredAt: clock.now(), purposes: on, dedupeKey: `preferences:${formId}:on` });
    if (change === "stop_everything") return { outcome: "saved" };
    const chosen = change.locale !== null && change.locale !== known.locale;
    await tx.contact.update({
      where: { shopId_id: { shopId, id: contactId } },
      data: {
        marketingGapDays: gapDaysOf[change.often],
        ...(chosen ? { locale: change.locale, localeChosenAt: clock.now() } : {}),
      },
    });
    return { outcome: "saved" };
  });
}
