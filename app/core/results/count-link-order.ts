import type { Prisma } from "#prisma/generated/client.ts";
import type { Tx, TxCtx } from "../ports.ts";
import { readSettings } from "../shared/settings.ts";
import { revenueOf } from "./revenue-of.ts";

type Order = Prisma.OrderGetPayload<object>;

const dayMs = 24 * 3_600_000;

/** Where an order counts: for the merchant's link, or for what a link of the storefront named. */
type Origin = Pick<Prisma.LinkOrderUncheckedCreateInput, "linkId" | "page" | "handle" | "campaign">;

/**
 * Counts an order for the link that had brought its person into the chat, in the caller's transaction (docs/decisions/011):
 * the link pressed last before the order, the merchant's own or one of the storefront, within the merchant's days for a press.
 * An order counts for one link at most and stays with it; what it is worth follows the order. A figure of its own: no order is
 * added to what messages recovered.
 * Index: LinkArrival and PageArrival (shopId, contactId).
 */
export async function countLinkOrder(ctx: TxCtx, shopId: string, order: Order): Promise<void> {
  const { tx } = ctx;
  const known = await tx.linkOrder.findUnique({ where: { shopId_orderId: { shopId, orderId: order.id } } });
  const arrivals = known || order.contactId === null ? [] : await readArrivals(tx, shopId, order.contactId);
  if (!known && arrivals.length === 0) return;
  const shop = await tx.shop.findUniqueOrThrow({ where: { id: shopId }, select: { currency: true, settings: true } });
  const { clickDays } = readSettings(shop.settings).attribution;
  const since = new Date(order.createdAt.getTime() - clickDays * dayMs);
  const [latest] = arrivals
    // Pressed again after the order: the press before it is the one that is known to have been.
    .map(({ origin, key, firstAt, lastAt }) => ({ origin, key, at: lastAt <= order.createdAt ? lastAt : firstAt }))
    .filter(({ at }) => clickDays > 0 && at <= order.createdAt && at >= since)
    .toSorted((a, b) => b.at.getTime() - a.at.getTime() || (a.key < b.key ? 1 : -1));
  if (!known && !latest) return;

  const refunds = await tx.refund.findMany({
    where: { shopId, orderId: order.id },
    select: { amountMinor: true, currency: true },
  });
  const currency = known?.currency ?? shop.currency;
  const revenueMinor = revenueOf(order, refunds, currency);
  // Its amount in the shop's currency comes with its next version.
  if (revenueMinor === null) return;
  const worth = { revenueMinor, cancelledAt: order.cancelledAt, orderAt: order.createdAt };
  const key = { shopId, orderId: order.id };
  if (known || !latest) {
    await tx.linkOrder.update({ where: { shopId_orderId: key }, data: worth });
    return;
  }
  const counted = { ...key, ...latest.origin, arrivedAt: latest.at, currency, countedAt: ctx.clock.now(), ...worth };
  await tx.linkOrder.upsert({ where: { shopId_orderId: key }, create: counted, update: worth });
}

/** How somebody came into the chat. */
async function readArrivals(tx: Tx, shopId: string, contactId: string) {
  const where = { shopId, contactId };
  const links = await tx.linkArrival.findMany({ where });
  const pages = await tx.pageArrival.findMany({ where });
  return [
    ...links.map(({ linkId, firstAt, lastAt }) => ({
      key: linkId,
      origin: { linkId } satisfies Origin,
      firstAt,
      lastAt,
    })),
    ...pages.map(({ reference, page, handle, campaign, firstAt, lastAt }) => ({
      key: `${reference}~${campaign}`,
      origin: { page, handle, campaign: campaign || null } satisfies Origin,
      firstAt,
      lastAt,
    })),
  ];
}
