import type { TxCtx } from "../ports.ts";
import type { AccountUpdateItem, CapabilityUpdateItem, NumberUpdateItem } from "./callback-item.ts";
import type { KnownAccount } from "./find-numbers.ts";
import { readTier } from "./read-tier.ts";

export type AccountUpdateOutcome = "applied" | "ignored";

/** Meta's throughput upgrade: 80 messages a second become 1,000. */
const upgradedRatePerSecond = 1000;

const gone = new Set(["PARTNER_REMOVED", "PARTNER_APP_UNINSTALLED", "ACCOUNT_DELETED"]);

/** Restrictions of these kinds stop messages; the others (adding numbers, say) do not. */
const messagingRestriction = /MESSAG/;

/** What Meta says about the account as a whole: lost, banned, restricted, reinstated. Shown to the merchant with its note. */
export async function applyAccountUpdate(
  ctx: TxCtx,
  account: KnownAccount,
  item: AccountUpdateItem,
): Promise<AccountUpdateOutcome> {
  const { event, note } = item;
  const statusNote = note ? `${event}: ${note}` : event;
  if (gone.has(event)) return setStatus(ctx, account, "needs_reconnect", statusNote);
  if (event === "DISABLED_UPDATE" || event === "ACCOUNT_BANNED") {
    if (note === "REINSTATE") return setStatus(ctx, account, "connected", null, "restricted");
    // Announced for later: still allowed to send, so only said.
    if (note === "SCHEDULE_FOR_DISABLE") return noteOnly(ctx, account, statusNote);
    return setStatus(ctx, account, "restricted", statusNote);
  }
  if (event === "ACCOUNT_RESTRICTION") {
    if (note !== undefined && !messagingRestriction.test(note)) return noteOnly(ctx, account, statusNote);
    if (item.liftsAt !== undefined) return restrictUntil(ctx, account, item.liftsAt, statusNote);
    return setStatus(ctx, account, "restricted", statusNote);
  }
  if (event === "ACCOUNT_VIOLATION") return noteOnly(ctx, account, statusNote);
  return "ignored";
}

/** The portfolio's limit of people per 24 h. */
export async function applyCapabilityUpdate(
  ctx: TxCtx,
  account: KnownAccount,
  item: CapabilityUpdateItem,
): Promise<AccountUpdateOutcome> {
  return setTier(ctx, account, item.limit);
}

/** Quality, throughput and limit of one number, which Meta names by its display number. */
export async function applyNumberUpdate(
  ctx: TxCtx,
  account: KnownAccount,
  item: NumberUpdateItem,
): Promise<AccountUpdateOutcome> {
  const { shopId, accountId } = account;
  const numbers = await ctx.tx.whatsAppNumber.findMany({
    where: { shopId, accountId },
    select: { id: true, displayPhone: true },
  });
  const number = numbers.find(({ displayPhone }) => digitsOf(displayPhone) === digitsOf(item.displayPhone));
  if (!number) return "ignored";
  const key = { shopId_id: { shopId, id: number.id } };
  // Unflagged means medium or high: no more is said than is known.
  if (item.event === "FLAGGED") await ctx.tx.whatsAppNumber.update({ where: key, data: { quality: "RED" } });
  if (item.event === "UNFLAGGED") await ctx.tx.whatsAppNumber.update({ where: key, data: { quality: "YELLOW" } });
  if (item.event === "THROUGHPUT_UPGRADE") {
    await ctx.tx.sendLane.updateMany({
      where: { shopId, numberId: number.id },
      data: { ratePerSecond: upgradedRatePerSecond },
    });
  }
  if (item.limit !== undefined) await setTier(ctx, account, item.limit);
  return "applied";
}

type Status = "connected" | "restricted" | "needs_reconnect";

async function setStatus(
  ctx: TxCtx,
  { shopId, accountId }: KnownAccount,
  status: Status,
  statusNote: string | null,
  onlyFrom?: Status,
) {
  const { count } = await ctx.tx.whatsAppAccount.updateMany({
    where: { shopId, id: accountId, ...(onlyFrom ? { status: onlyFrom } : {}) },
    data: { status, statusNote },
  });
  ctx.log.warn("account_status", { shopId, accountId, status });
  return count > 0 ? ("applied" as const) : ("ignored" as const);
}

async function noteOnly(ctx: TxCtx, { shopId, accountId }: KnownAccount, statusNote: string) {
  await ctx.tx.whatsAppAccount.update({ where: { shopId_id: { shopId, id: accountId } }, data: { statusNote } });
  return "applied" as const;
}

/** A restriction with an end rests the lanes until then: nobody has to lift it by hand. */
async function restrictUntil(ctx: TxCtx, account: KnownAccount, until: Date, statusNote: string) {
  const { shopId, accountId } = account;
  await ctx.tx.sendLane.updateMany({
    where: { shopId, number: { accountId }, OR: [{ pausedUntil: null }, { pausedUntil: { lt: until } }] },
    data: { pausedUntil: until },
  });
  return noteOnly(ctx, account, statusNote);
}

async function setTier(
  ctx: TxCtx,
  { shopId, accountId }: KnownAccount,
  written: string | number,
): Promise<AccountUpdateOutcome> {
  const tier = readTier(written);
  if (tier.outcome === "unknown") return "ignored";
  await ctx.tx.whatsAppAccount.update({
    where: { shopId_id: { shopId, id: accountId } },
    data: { tierLimit: tier.limit },
  });
  return "applied";
}

function digitsOf(phone: string): string {
  return phone.replace(/\D/g, "");
}
