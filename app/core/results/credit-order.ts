import type { TxCtx } from "../ports.ts";
import { readSettings } from "../shared/settings.ts";
import { chooseCredit, isStronger } from "./choose-credit.ts";
import { countLinkOrder } from "./count-link-order.ts";
import { findCandidates } from "./find-candidates.ts";
import { revenueOf } from "./revenue-of.ts";

export type Credited = "credited" | "kept" | "none";

/**
 * Counts an order for the message that brought it, if one did, in the caller's transaction; called with every version of an
 * order, with its refunds, and again later for what came late. An order has one credit at most. A credit stays as it was
 * given, whatever windows the merchant sets afterwards; only stronger evidence that turns up takes it over. What the order
 * is worth follows the order.
 */
export async function creditOrder(ctx: TxCtx, shopId: string, orderId: string): Promise<Credited> {
  const { tx } = ctx;
  const order = await tx.order.findUnique({ where: { shopId_id: { shopId, id: orderId } } });
  if (order) await countLinkOrder(ctx, shopId, order);
  if (!order || ![order.contactId, order.checkoutToken, order.cartToken, order.landingMessageId].some(Boolean))
    return "none";
  const discounts = codesOf(order.discounts);
  const [candidates, known] = [
    await findCandidates(tx, shopId, { ...order, discounts }),
    await tx.orderCredit.findUnique({ where: { shopId_orderId: { shopId, orderId } } }),
  ];
  if (!known && candidates.length === 0) return "none";

  const shop = await tx.shop.findUniqueOrThrow({ where: { id: shopId }, select: { currency: true, settings: true } });
  const chosen = chooseCredit(order.createdAt, candidates, readSettings(shop.settings).attribution);
  const credit = chosen && (!known || isStronger(chosen.kind, known.kind)) ? chosen : null;
  if (!known && !credit) return "none";

  const refunds = await tx.refund.findMany({
    where: { shopId, orderId },
    select: { amountMinor: true, currency: true },
  });
  const currency = known?.currency ?? shop.currency;
  const revenueMinor = revenueOf(order, refunds, currency);
  // Its amount in the shop's currency comes with its next version.
  if (revenueMinor === null) return known ? "kept" : "none";
  const worth = { revenueMinor, cancelledAt: order.cancelledAt, orderAt: order.createdAt };
  await tx.orderCredit.upsert({
    where: { shopId_orderId: { shopId, orderId } },
    create: { shopId, orderId, currency, countedAt: ctx.clock.now(), ...worth, ...required(credit ?? known) },
    update: { ...worth, ...credit },
  });
  return credit ? "credited" : "kept";
}

function required<T>(value: T | null): T {
  if (value === null) throw new TypeError("a credit is new or known");
  return value;
}

function codesOf(json: unknown): string[] {
  return Array.isArray(json) ? json.filter((code) => typeof code === "string" && code !== "").slice(0, 20) : [];
}
