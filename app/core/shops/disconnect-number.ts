import { cancelMessages } from "../outbox/cancel-messages.ts";
import type { Ctx, Secrets, Tx, WhatsAppAccountsApi } from "../ports.ts";
import { closeLane, moveQueue } from "../sending/follow-successors.ts";

/** What becomes of the messages that wait to be sent from the number. */
export type QueueWish = { do: "wait" } | { do: "cancel" } | { do: "move"; toNumberId: string };

export type Disconnected =
  | { outcome: "disconnected"; affected: number; accountIsLeft: boolean }
  | { outcome: "not_found" }
  /** The number that was to take its place does not send itself. */
  | { outcome: "no_successor" };

type Api = Pick<WhatsAppAccountsApi, "unsubscribeApp">;

/**
 * Takes a number out of use. Nothing more is sent from it; what waits is kept, cancelled with a reason, or goes from the
 * number that takes its place, as default and for its purpose too. An account without numbers is left: its callbacks are
 * unsubscribed and its token forgotten. People, conversations, messages and templates stay, and connecting the number again
 * brings them back. Doing it twice is doing it once.
 */
export async function disconnectNumber(
  ctx: Ctx,
  api: Api,
  secrets: Secrets,
  input: { shopId: string; numberId: string; queue: QueueWish },
): Promise<Disconnected> {
  const done = await ctx.db.$transaction((tx) => stop(ctx, tx, input));
  if (done.outcome !== "disconnected") return done;
  ctx.log.info("number_disconnected", { shopId: input.shopId, numberId: input.numberId, queue: input.queue.do });
  if (done.accountIsLeft) await forgetToken(ctx, api, secrets, { shopId: input.shopId, accountId: done.accountId });
  ctx.wakes.wake("send");
  return { outcome: "disconnected", affected: done.affected, accountIsLeft: done.accountIsLeft };
}

async function stop(ctx: Ctx, tx: Tx, input: { shopId: string; numberId: string; queue: QueueWish }) {
  const { shopId, numberId, queue } = input;
  const now = ctx.clock.now();
  await closeLane(tx, shopId, numberId, now);
  const number = await tx.whatsAppNumber.findUnique({ where: { shopId_id: { shopId, id: numberId } } });
  if (!number) return { outcome: "not_found" } as const;
  const successor = await successorOf(tx, shopId, numberId, queue);
  if (queue.do === "move" && !successor) return { outcome: "no_successor" } as const;

  const next = successor ?? (number.isDefault ? await nextDefault(tx, shopId, numberId) : null);
  await tx.whatsAppNumber.update({
    where: { shopId_id: { shopId, id: numberId } },
    data: {
      status: "disconnected",
      statusReason: "by_merchant",
      pausedUntil: null,
      // Without another number it stays the default: what is planned waits for it instead of being lost.
      isDefault: number.isDefault && next === null,
      purpose: null,
      successorId: queue.do === "move" ? (successor?.id ?? null) : null,
    },
  });
  if (next) {
    await tx.whatsAppNumber.update({
      where: { shopId_id: { shopId, id: next.id } },
      data: {
        isDefault: next.isDefault || number.isDefault,
        purpose: successor ? (next.purpose ?? number.purpose) : next.purpose,
      },
    });
  }
  let affected = 0;
  if (successor) affected = await moveQueue(tx, shopId, numberId, successor.id);
  if (queue.do === "cancel") {
    const txCtx = { tx, clock: ctx.clock, ids: ctx.ids, log: ctx.log };
    affected = await cancelMessages(txCtx, { shopId, where: { numberId }, reason: "cancelled_with_number" });
  }
  const accountIsLeft = await leaveAccount(tx, shopId, number.accountId, now);
  return { outcome: "disconnected", affected, accountIsLeft, accountId: number.accountId } as const;
}

async function successorOf(tx: Tx, shopId: string, numberId: string, queue: QueueWish) {
  if (queue.do !== "move" || queue.toNumberId === numberId) return null;
  return tx.whatsAppNumber.findFirst({ where: { shopId, id: queue.toNumberId, status: { not: "disconnected" } } });
}

async function nextDefault(tx: Tx, shopId: string, numberId: string) {
  return tx.whatsAppNumber.findFirst({
    where: { shopId, id: { not: numberId }, status: { not: "disconnected" } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
}

async function leaveAccount(tx: Tx, shopId: string, accountId: string, now: Date): Promise<boolean> {
  const left = await tx.whatsAppNumber.count({ where: { shopId, accountId, status: { not: "disconnected" } } });
  if (left > 0) return false;
  await tx.whatsAppAccount.updateMany({
    where: { shopId, id: accountId, disconnectedAt: null },
    data: { disconnectedAt: now, status: "needs_reconnect", statusNote: null, problems: [] },
  });
  return true;
}

/**
 * Ends the callbacks of a disconnected account and forgets its token; called again by the hourly look when it did not come
 * to its end. A token that Meta no longer takes is forgotten too: with it nothing could be ended.
 */
export async function forgetToken(
  ctx: Ctx,
  api: Api,
  secrets: Secrets,
  { shopId, accountId }: { shopId: string; accountId: string },
): Promise<void> {
  const account = await ctx.db.whatsAppAccount.findUnique({ where: { shopId_id: { shopId, id: accountId } } });
  if (!account?.disconnectedAt || account.accessToken === "") return;
  // Another shop may have taken it over with the same Meta app: then its callbacks are that shop's.
  const elsewhere = await ctx.db.whatsAppAccount.count({ where: { wabaId: account.wabaId, disconnectedAt: null } });
  if (elsewhere === 0) {
    const ended = await api.unsubscribeApp(secrets.decrypt(account.accessToken), account.wabaId);
    if (ended.outcome === "unknown" || (ended.outcome === "refused" && ended.refusal.action === "retry")) return;
  }
  await ctx.db.whatsAppAccount.updateMany({
    where: { shopId, id: accountId, accessToken: account.accessToken, disconnectedAt: { not: null } },
    data: { accessToken: "" },
  });
}
