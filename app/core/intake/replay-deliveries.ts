import type { Ctx, Db } from "../ports.ts";

/** Which dead deliveries: one, those of a shop (its myshopify domain), or all. */
export type ReplaySelection = { id: string } | { shopDomain: string } | { all: true };

/** Of one shop's own: one, or all of a kind that failed for the same reason. */
export type OwnReplaySelection = { id: string } | { topic: string; outcome: string };

/**
 * Puts dead deliveries back in the queue with all their attempts, after what killed them was mended. Applying is idempotent,
 * so replaying what had been applied in part changes nothing. Answers how many were put back.
 */
export async function replayDeliveries(ctx: Ctx, selection: ReplaySelection): Promise<{ replayed: number }> {
  return putBack(ctx, "all" in selection ? {} : selection);
}

/** The same for a merchant: nothing but what was sent to this shop. Twice is once: what waits already is left alone. */
export async function replayOwnDeliveries(
  ctx: Ctx,
  shopId: string,
  selection: OwnReplaySelection,
): Promise<{ replayed: number }> {
  return putBack(ctx, { ...selection, shopDomain: { in: await deliveryOwners(ctx.db, shopId) } });
}

/** WebhookDelivery.shopDomain of what is a shop's: its myshopify domain, and its WhatsApp accounts' ids. */
export async function deliveryOwners(db: Db, shopId: string): Promise<string[]> {
  const shop = await db.shop.findUniqueOrThrow({
    where: { id: shopId },
    select: { domain: true, accounts: { select: { wabaId: true } } },
  });
  return [shop.domain, ...shop.accounts.map((account) => account.wabaId)];
}

type Which = NonNullable<Parameters<Db["webhookDelivery"]["updateMany"]>[0]>["where"];

async function putBack(ctx: Ctx, which: Which): Promise<{ replayed: number }> {
  const { count } = await ctx.db.webhookDelivery.updateMany({
    where: { ...which, state: "dead" },
    data: { state: "pending", attempts: 0, nextAttemptAt: ctx.clock.now(), outcome: null, settledAt: null },
  });
  if (count > 0) for (const reason of ["deliveries", "callbacks"] as const) ctx.wakes.wake(reason);
  return { replayed: count };
}
