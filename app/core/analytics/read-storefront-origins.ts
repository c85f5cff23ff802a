import { Prisma } from "#prisma/generated/client.ts";
import type { Ctx } from "../ports.ts";

/** What one kind of page, product or campaign brought. */
export type BroughtBy = {
  /** Kind of page, handle of the product, or name of the campaign. */
  name: string;
  chats: number;
  orders: number;
  /** In minor units of the shop's currency. */
  revenueMinor: string;
};

/** Each answers a question of its own: a chat is once among the kinds of pages, and again with its product and campaign. */
export type StorefrontOrigins = { pages: BroughtBy[]; products: BroughtBy[]; campaigns: BroughtBy[]; currency: string };

const shownDays = 30;
const dayMs = 24 * 3_600_000;
const shownPerList = 10;

/**
 * What the links of the storefront brought in the last 30 days: chats somebody came into by them, and orders that count for
 * them (results/count-link-order.ts), the strongest first. Indexes: PageArrival (shopId, lastAt), LinkOrder_page.
 */
export async function readStorefrontOrigins(ctx: Ctx, shopId: string): Promise<StorefrontOrigins> {
  const since = new Date(ctx.clock.now().getTime() - shownDays * dayMs);
  const { currency } = await ctx.db.shop.findUniqueOrThrow({ where: { id: shopId }, select: { currency: true } });
  const scope = { shopId, since, currency };
  const [pages, products, campaigns] = await Promise.all([
    sumBy(ctx, scope, pageKind),
    sumBy(ctx, scope, Prisma.sql`CASE WHEN "page" IN ('product', 'restock') THEN "handle" END`),
    sumBy(ctx, scope, Prisma.sql`NULLIF("campaign", '')`),
  ]);
  return { pages, products, campaigns, currency };
}

/** Kinds that have a word of their own; whatever else a theme calls its pages, or somebody writes, is "shop". */
const pageKind = Prisma.sql`CASE WHEN "page" IN ('product', 'restock', 'collection', 'page', 'article', 'home', 'cart', 'search')
  THEN "page" ELSE 'shop' END`;

type Scope = { shopId: string; since: Date; currency: string };

async function sumBy({ db }: Ctx, { shopId, since, currency }: Scope, by: Prisma.Sql): Promise<BroughtBy[]> {
  const rows = await db.$queryRaw<(Omit<BroughtBy, "revenueMinor"> & { revenueMinor: bigint })[]>`
    SELECT "name", sum("chats")::int AS "chats", sum("orders")::int AS "orders", sum("revenue")::bigint AS "revenueMinor"
    FROM (
      SELECT ${by} AS "name", count(DISTINCT "conversationId") AS "chats", 0 AS "orders", 0 AS "revenue"
      FROM "PageArrival" WHERE "shopId" = ${shopId}::uuid AND "lastAt" >= ${since} GROUP BY 1
      UNION ALL
      SELECT ${by}, 0, count(*), sum("revenueMinor")
      FROM "LinkOrder"
      WHERE "shopId" = ${shopId}::uuid AND "page" IS NOT NULL AND "orderAt" >= ${since} AND "cancelledAt" IS NULL
        AND "currency" = ${currency}
      GROUP BY 1) sums
    WHERE "name" IS NOT NULL GROUP BY "name"
    ORDER BY "orders" DESC, "chats" DESC, "name" LIMIT ${shownPerList}`;
  return rows.map((row) => ({ ...row, revenueMinor: String(row.revenueMinor) }));
}
