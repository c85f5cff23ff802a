import { findOrMakeContact, lockIdentities } from "../contacts/find-or-make-contact.ts";
import { normalizePhone } from "../contacts/normalize-phone.ts";
import type { TxCtx } from "../ports.ts";

/** Who wrote, as the callback names them. */
export type Sender = { phone?: string; userId?: string; name?: string };

/**
 * The contact who wrote: found by business-scoped id or number, made when new, and linked when the message carries both.
 * Null when neither can be read.
 */
export async function resolveSender(ctx: TxCtx, shopId: string, from: Sender): Promise<string | null> {
  await releaseReassignedNumber(ctx, shopId, from);
  const found = await findOrMakeContact(ctx, shopId, {
    phones: from.phone ? [{ raw: from.phone, fromWhatsApp: true }] : [],
    userId: from.userId,
    ...profileName(from.name),
  });
  return found?.contactId ?? null;
}

/**
 * A number given up by one person is given to another some day. When somebody writes under a business-scoped id that is not
 * its contact's, from a number that the contact has left for a newer one, or that is all they had, the number is a stranger's
 * now: it leaves the old contact, so that the stranger neither reads nor answers what belongs to them, nor has their yes.
 */
async function releaseReassignedNumber(ctx: TxCtx, shopId: string, { phone: given, userId }: Sender): Promise<void> {
  const phone = normalizePhone(given)?.canonical;
  if (!phone || !userId || (await leftBehindBy(ctx, shopId, phone, userId)) === null) return;
  const sender = { kind: "business_scoped_id" as const, value: userId };
  await lockIdentities(ctx, shopId, [sender, { kind: "phone", value: phone }]);
  // Who had it may have become another, or given it up, while it was waited for the lock.
  const contactId = await leftBehindBy(ctx, shopId, phone, userId);
  if (contactId === null) return;
  const { count } = await ctx.tx.contactIdentity.deleteMany({
    where: { shopId, kind: "phone", value: phone, contactId },
  });
  if (count > 0) ctx.log.info("number_reassigned", { shopId, contactId });
}

/** Whose old number this is, when it is not theirs any more. */
async function leftBehindBy(ctx: TxCtx, shopId: string, phone: string, userId: string): Promise<string | null> {
  const key = { shopId, kind: "phone" as const, value: phone };
  const identity = await ctx.tx.contactIdentity.findUnique({
    where: { shopId_kind_value: key },
    select: { contactId: true, createdAt: true },
  });
  if (!identity) return null;
  const others = await ctx.tx.contactIdentity.findMany({
    where: {
      shopId,
      contactId: identity.contactId,
      kind: { in: ["phone", "business_scoped_id"] },
      value: { not: phone },
    },
    select: { kind: true, value: true, createdAt: true },
  });
  const phones = others.filter(({ kind }) => kind === "phone");
  const userIds = others.filter(({ kind }) => kind === "business_scoped_id");
  if (userIds.length === 0 || userIds.some(({ value }) => value === userId)) return null;
  const hasNewerPhone = phones.some(({ createdAt }) => createdAt > identity.createdAt);
  const isGone = hasNewerPhone || (phones.length === 0 && (await hasOneAccount(ctx, shopId)));
  return isGone ? identity.contactId : null;
}

/**
 * Meta gives a person another id only with another number, but one for each business portfolio: with several accounts, two
 * ids of one number may be one person's.
 */
async function hasOneAccount({ tx }: TxCtx, shopId: string): Promise<boolean> {
  return (await tx.whatsAppAccount.count({ where: { shopId } })) === 1;
}

/** The name of a WhatsApp profile is whatever its owner likes: it fills in for a name nobody told, and only a name. */
function profileName(name: string | undefined): { firstName?: string; lastName?: string } {
  const words = (name ?? "")
    .replace(/[^\p{L}\p{M}\p{N}'’. -]/gu, "")
    .trim()
    .slice(0, 80)
    .split(/\s+/);
  const [first, ...rest] = words;
  if (!first || !/\p{L}/u.test(first)) return {};
  return { firstName: first, ...(rest.length > 0 ? { lastName: rest.join(" ") } : {}) };
}
