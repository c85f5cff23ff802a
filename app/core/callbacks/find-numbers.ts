import type { TxCtx } from "../ports.ts";

export type KnownNumber = { shopId: string; numberId: string; lastCallbackAt: Date | null };
export type KnownAccount = { shopId: string; accountId: string };

/** Our number for each of Meta's phone number ids; what we do not serve is absent. The one way from a callback to a shop. */
export async function findNumbers(ctx: TxCtx, phoneNumberIds: readonly string[]): Promise<Map<string, KnownNumber>> {
  if (phoneNumberIds.length === 0) return new Map();
  const rows = await ctx.tx.whatsAppNumber.findMany({
    where: { phoneNumberId: { in: [...new Set(phoneNumberIds)] } },
    select: { shopId: true, id: true, phoneNumberId: true, lastCallbackAt: true },
    // A number that another shop had before: the row that serves comes last, and is the one kept below.
    orderBy: [{ status: "desc" }, { createdAt: "asc" }],
  });
  return new Map(rows.map(({ phoneNumberId, id, ...number }) => [phoneNumberId, { ...number, numberId: id }]));
}

/** Our account for each of Meta's account ids. */
export async function findAccounts(ctx: TxCtx, wabaIds: readonly string[]): Promise<Map<string, KnownAccount>> {
  if (wabaIds.length === 0) return new Map();
  const rows = await ctx.tx.whatsAppAccount.findMany({
    where: { wabaId: { in: [...new Set(wabaIds)] } },
    select: { shopId: true, id: true, wabaId: true },
    orderBy: [{ disconnectedAt: { sort: "asc", nulls: "last" } }],
  });
  return new Map(rows.map(({ wabaId, id, shopId }) => [wabaId, { shopId, accountId: id }]));
}
