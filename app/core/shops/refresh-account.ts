import { metaErrorNote } from "../outbox/apply-consequences.ts";
import type { AccountProblem, Ctx, RemoteNumber, Secrets, WhatsAppAccountsApi } from "../ports.ts";
import { forgetToken } from "./disconnect-number.ts";

export type Refreshed =
  | { outcome: "refreshed" }
  | { outcome: "needs_reconnect" }
  | { outcome: "not_found" }
  | { outcome: "unavailable"; cause: string };

type Api = Pick<WhatsAppAccountsApi, "readAccount" | "listNumbers" | "subscribeApp" | "unsubscribeApp">;
type Input = {
  shopId: string;
  accountId: string;
  /** The merchant says that it is mended: what Meta's refusals stopped goes on at once if Meta has nothing against it now. */
  askedByMerchant?: boolean;
};

/** "There is an issue with this business's payment method": no payment method, or one that failed. */
const paymentIssue = 141006;
/** Marks what the account's health said, so that it goes when the health is good again. */
const healthNote = "health:";

/**
 * Asks Meta how an account and its numbers stand: names, quality, limits, payment. A token that is no longer taken stops the
 * account until it is reconnected; messages wait meanwhile. Writes only onto the token it asked with.
 */
export async function refreshAccount(ctx: Ctx, api: Api, secrets: Secrets, input: Input): Promise<Refreshed> {
  const { shopId, accountId } = input;
  const account = await ctx.db.whatsAppAccount.findUnique({ where: { shopId_id: { shopId, id: accountId } } });
  if (!account) return { outcome: "not_found" };
  if (account.disconnectedAt) {
    await forgetToken(ctx, api, secrets, input);
    return { outcome: "needs_reconnect" };
  }
  const token = secrets.decrypt(account.accessToken);
  const isAsAsked = { shopId, id: accountId, accessToken: account.accessToken, disconnectedAt: null };
  const remote = await api.readAccount(token, account.wabaId);
  const numbers = remote.outcome === "ok" ? await api.listNumbers(token, account.wabaId) : remote;
  const now = ctx.clock.now();
  if (remote.outcome !== "ok" || numbers.outcome !== "ok") {
    const failed = remote.outcome !== "ok" ? remote : numbers;
    if (failed.outcome !== "refused" || failed.refusal.action !== "reconnect") {
      return { outcome: "unavailable", cause: failed.outcome === "unknown" ? failed.cause : "refused" };
    }
    const statusNote = `${metaErrorNote}${failed.refusal.code}`;
    await ctx.db.whatsAppAccount.updateMany({
      where: isAsAsked,
      data: { status: "needs_reconnect", statusNote, checkedAt: now },
    });
    ctx.log.warn("account_needs_reconnect", { shopId, accountId, code: failed.refusal.code });
    return { outcome: "needs_reconnect" };
  }
  // Somebody may have ended our callbacks at Meta; asking twice is asking once.
  await api.subscribeApp(token, account.wabaId);

  const standing = standingOf(account, remote.value.health, input.askedByMerchant ?? false);
  const tierLimit = numbers.value[0] ? { tierLimit: numbers.value[0].tierLimit } : {};
  const { count } = await ctx.db.whatsAppAccount.updateMany({
    where: isAsAsked,
    data: {
      name: remote.value.name || account.name,
      problems: remote.value.health,
      checkedAt: now,
      ...tierLimit,
      ...standing,
    },
  });
  if (count === 0) return { outcome: "refreshed" };
  for (const number of numbers.value) await refreshNumber(ctx, input, number);
  if (standing.status === "connected") await endRests(ctx, input);
  return { outcome: "refreshed" };
}

type Standing = { status?: "connected" | "payment_problem"; statusNote?: string | null };

function standingOf(
  account: { status: string; statusNote: string | null },
  health: readonly AccountProblem[],
  askedByMerchant: boolean,
): Standing {
  const unpaid = health.some(({ code, blocks }) => code === paymentIssue && blocks);
  if (unpaid) {
    return account.status === "connected"
      ? { status: "payment_problem", statusNote: `${healthNote}${paymentIssue}` }
      : {};
  }
  if (account.status === "payment_problem" && account.statusNote?.startsWith(healthNote)) {
    return { status: "connected", statusNote: null };
  }
  const byRefusal = account.statusNote?.startsWith(metaErrorNote) ?? false;
  return askedByMerchant && byRefusal && account.status !== "connected"
    ? { status: "connected", statusNote: null }
    : {};
}

async function refreshNumber(ctx: Ctx, { shopId, accountId }: Input, remote: RemoteNumber & { id: string }) {
  const row = await ctx.db.whatsAppNumber.findUnique({
    where: { shopId_phoneNumberId: { shopId, phoneNumberId: remote.id } },
    select: { id: true, accountId: true },
  });
  if (row?.accountId !== accountId) return;
  const { displayPhone, verifiedName, nameStatus, quality, ratePerSecond } = remote;
  await ctx.db.whatsAppNumber.update({
    where: { shopId_id: { shopId, id: row.id } },
    data: { displayPhone, verifiedName, nameStatus, quality },
  });
  await ctx.db.sendLane.updateMany({
    where: { shopId, numberId: row.id, ratePerSecond: { not: ratePerSecond } },
    data: { ratePerSecond },
  });
}

/** The account may send again, and so may the numbers that rested with it. */
async function endRests(ctx: Ctx, { shopId, accountId }: Input): Promise<void> {
  await ctx.db.whatsAppNumber.updateMany({
    where: { shopId, accountId, status: "paused", statusReason: { startsWith: "account_" } },
    data: { status: "connected", statusReason: null, pausedUntil: null },
  });
  ctx.wakes.wake("send");
}
