import { z } from "zod";
import type { Ctx } from "../ports.ts";
import { addressOf } from "../links/link-address.ts";
import { directionOf, pageOf, placeOf } from "./page-of.ts";

export const linkFiltersSchema = z.object({
  removed: z.enum(["yes"]).optional().catch(undefined),
  before: z.uuid().optional().catch(undefined),
  after: z.uuid().optional().catch(undefined),
});

export type LinkFilters = z.infer<typeof linkFiltersSchema>;

export type ShownLink = {
  id: string;
  code: string;
  name: string;
  text: string;
  phone: string;
  address: string;
  paused: boolean;
  removed: boolean;
  version: number;
  createdAt: Date;
  conversations: number;
  orders: number;
  /** In minor units of the shop's currency. */
  revenueMinor: string;
  currency: string;
};

export type LinkPage = { links: ShownLink[]; older: string | null; newer: string | null };

const linksPerPage = 50;

/** A shop's links, the newest first, with what each has brought. Indexes: ChatLink's key; LinkArrival's key; LinkOrder (shopId, linkId). */
export async function listLinks(ctx: Ctx, shopId: string, filters: LinkFilters): Promise<LinkPage> {
  const read = await ctx.db.chatLink.findMany({
    where: { shopId, removedAt: filters.removed ? { not: null } : null, AND: [placeOf(filters)] },
    orderBy: { id: directionOf(filters) },
    take: linksPerPage + 1,
  });
  const { rows, older, newer } = pageOf(read, linksPerPage, filters);
  return { links: await withCounts(ctx, shopId, rows), older, newer };
}

/** One link; null when this shop has none of that id. */
export async function readLink(ctx: Ctx, shopId: string, id: string): Promise<ShownLink | null> {
  const row = await ctx.db.chatLink.findUnique({ where: { shopId_id: { shopId, id } } });
  if (!row) return null;
  const [link] = await withCounts(ctx, shopId, [row]);
  return link ?? null;
}

type Row = Awaited<ReturnType<Ctx["db"]["chatLink"]["findMany"]>>[number];

async function withCounts(ctx: Ctx, shopId: string, rows: Row[]): Promise<ShownLink[]> {
  const where = { shopId, linkId: { in: rows.map(({ id }) => id) } };
  const shop = await ctx.db.shop.findUniqueOrThrow({ where: { id: shopId }, select: { currency: true } });
  const [arrivals, orders] = await Promise.all([
    ctx.db.linkArrival.groupBy({ by: ["linkId"], where, _count: { _all: true } }),
    ctx.db.linkOrder.groupBy({
      by: ["linkId"],
      where: { ...where, cancelledAt: null, currency: shop.currency },
      _count: { _all: true },
      _sum: { revenueMinor: true },
    }),
  ]);
  return rows.map((row) => {
    const { id, code, name, text, phone, version, createdAt, pausedAt, removedAt } = row;
    const bought = orders.find(({ linkId }) => linkId === id);
    return {
      ...{ id, code, name, text, phone, version, createdAt },
      address: addressOf(row),
      paused: pausedAt !== null,
      removed: removedAt !== null,
      conversations: arrivals.find(({ linkId }) => linkId === id)?._count._all ?? 0,
      orders: bought?._count._all ?? 0,
      revenueMinor: String(bought?._sum.revenueMinor ?? 0n),
      currency: shop.currency,
    };
  });
}
