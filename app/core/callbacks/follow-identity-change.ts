import type { IdentityKind } from "#prisma/generated/enums.ts";
import { recallErasedOptOuts } from "../consent/erased-opt-outs.ts";
import { lockIdentities } from "../contacts/find-or-make-contact.ts";
import { lockContacts, mergeContacts } from "../contacts/merge-contacts.ts";
import { normalizePhone } from "../contacts/normalize-phone.ts";
import type { TxCtx } from "../ports.ts";
import type { IdentityChangeItem, Person } from "./callback-item.ts";

export type IdentityChangeOutcome = "applied" | "ignored";

type Identity = { kind: IdentityKind; value: string; address: string | null };

/**
 * A person has a new number or business-scoped id: their contact gets it, with all that belongs to the contact (opt-outs
 * above all), and is written to there from now on. The old ones stay beside it, because the shop goes on knowing the person
 * by the old number; what is newest is written to. Who already had the new one turns out to be the same person: merged.
 * People nobody knew before are not made here. Twice, or an old change told late, changes nothing.
 */
export async function followIdentityChange(
  ctx: TxCtx,
  shopId: string,
  { from, to, occurredAt }: IdentityChangeItem,
  receivedAt: Date,
): Promise<IdentityChangeOutcome> {
  const before = identitiesOf(from);
  const after = identitiesOf(to);
  await lockIdentities(ctx, shopId, [...before, ...after]);
  const [known] = await owners(ctx, shopId, before);
  if (!known || after.length === 0) return "ignored";
  const since = earlier(occurredAt ?? receivedAt, ctx.clock.now());

  const given = await ctx.tx.contactIdentity.createManyAndReturn({
    data: after.map((identity) => ({ shopId, ...identity, contactId: known.contactId, createdAt: since })),
    skipDuplicates: true,
    select: { kind: true, value: true },
  });
  if (given.length > 0) await recallErasedOptOuts(ctx, shopId, known.contactId, given);
  const others = (await owners(ctx, shopId, after)).filter(({ contactId }) => contactId !== known.contactId);
  const all = [known, ...others].map(({ contactId }) => contactId);
  if (others.length > 0) await lockContacts(ctx.tx, shopId, all);
  for (const { contactId } of others) await mergeContacts(ctx, shopId, known.contactId, contactId);
  for (const { kind, value, address } of after) {
    // The newest identity of its kind is the one written to (readRecipient).
    await ctx.tx.contactIdentity.updateMany({
      where: { shopId, kind, value, createdAt: { lt: since } },
      data: { createdAt: since },
    });
    if (address) await ctx.tx.contactIdentity.updateMany({ where: { shopId, kind, value }, data: { address } });
  }
  return "applied";
}

function identitiesOf({ phone, userId }: Person): Identity[] {
  const number = normalizePhone(phone);
  return [
    ...(userId ? [{ kind: "business_scoped_id" as const, value: userId, address: null }] : []),
    ...(number ? [{ kind: "phone" as const, value: number.canonical, address: number.e164 }] : []),
  ];
}

async function owners(ctx: TxCtx, shopId: string, identities: readonly Identity[]): Promise<{ contactId: string }[]> {
  if (identities.length === 0) return [];
  const rows = await ctx.tx.contactIdentity.findMany({
    where: { shopId, OR: identities.map(({ kind, value }) => ({ kind, value })) },
    select: { contactId: true, kind: true },
    // The id, when it is known, says more than the number: numbers are given on to others.
    orderBy: [{ kind: "desc" }, { createdAt: "asc" }],
  });
  return [...new Set(rows.map(({ contactId }) => contactId))].map((contactId) => ({ contactId }));
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}
