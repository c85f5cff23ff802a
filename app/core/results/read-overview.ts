import { Prisma } from "#prisma/generated/client.ts";
import type { Ctx } from "../ports.ts";
import { billCountry } from "./bill-country.ts";
import { priceOf } from "./cost.ts";
import { asDate, asDay, lastDays, type ShopDay } from "./days.ts";
import { listRateTables, ratesOn, type KnownRates } from "./list-rate-tables.ts";
import { noSums, type Sums } from "./sums.ts";

export type Overview = {
  /** "2026-10-23" to "2026-11-21", in the shop's zone. */
  from: string;
  to: string;
  currency: string;
  /** Null: no rate table yet, so no cost is known. */
  costCurrency: string | null;
  /** The newest rates are the sample that comes with the app: costs are estimates. */
  costIsSample: boolean;
  now: Sums;
  before: Sums;
  /** One entry per day of the period, oldest first. */
  series: (Sums & { day: string })[];
  /** The same of the period before, day by day. */
  seriesBefore: (Sums & { day: string })[];
};

/**
 * The shop's last 30 days against the 30 before: messages by the day they were written, orders by the day they came. Reads
 * the figures by day: a few thousand rows however many messages there are, in step with them at every moment.
 */
export async function readOverview(ctx: Ctx, shopId: string, length = 30): Promise<Overview> {
  const shop = await ctx.db.shop.findUniqueOrThrow({
    where: { id: shopId },
    select: { timeZone: true, currency: true },
  });
  const days = lastDays(ctx.clock.now(), shop.timeZone, 2 * length);
  const tables = await listRateTables(ctx, shopId);
  const byDay = new Map(days.map(({ day }) => [day, { ...noSums }]));
  await addMessages(ctx, shopId, days, byDay);
  await addCosts(ctx, shopId, days, tables, byDay);
  await addOrders(ctx, shopId, days, byDay);

  const all = [...byDay].map(([day, sums]) => ({ day, ...sums }));
  const series = all.slice(length);
  const seriesBefore = all.slice(0, length);
  return {
    from: series[0]?.day ?? "",
    to: series.at(-1)?.day ?? "",
    currency: shop.currency,
    costCurrency: tables[0]?.currency ?? null,
    costIsSample: tables[0]?.source === "sample",
    now: sumOf(series),
    before: sumOf(seriesBefore),
    series,
    seriesBefore,
  };
}

async function addMessages(ctx: Ctx, shopId: string, days: ShopDay[], byDay: Map<string, Sums>): Promise<void> {
  const rows = await ctx.db.dailyFigure.groupBy({
    by: ["day"],
    where: { shopId, day: { gte: asDate(days[0]?.day ?? "") } },
    _sum: { sent: true, delivered: true, read: true, replied: true, clicked: true },
  });
  for (const { day, _sum } of rows) {
    const sums = byDay.get(asDay(day));
    if (!sums) continue;
    for (const name of ["sent", "delivered", "read", "replied", "clicked"] as const) sums[name] += _sum[name] ?? 0;
  }
}

async function addCosts(
  ctx: Ctx,
  shopId: string,
  days: ShopDay[],
  tables: KnownRates[],
  byDay: Map<string, Sums>,
): Promise<void> {
  const rows = await ctx.db.dailyBill.groupBy({
    by: ["day", "country", "category", "type"],
    where: { shopId, day: { gte: asDate(days[0]?.day ?? "") } },
    _sum: { messages: true },
  });
  for (const { day, _sum, ...billed } of rows) {
    const sums = byDay.get(asDay(day));
    if (!sums) continue;
    const price = priceOf({ ...billed, country: billCountry(billed.country) }, ratesOn(tables, asDay(day)));
    if (price === null) sums.unpriced += _sum.messages ?? 0;
    else sums.costMicros += price * (_sum.messages ?? 0);
  }
}

/** The index (shopId, orderAt); cancelled orders count no more. */
async function addOrders(ctx: Ctx, shopId: string, days: ShopDay[], byDay: Map<string, Sums>): Promise<void> {
  const rows = await ctx.db.$queryRaw<{ day: Date; orders: number; revenueMinor: bigint }[]>`
    SELECT d."day", count(*)::int AS "orders", sum(c."revenueMinor")::bigint AS "revenueMinor"
    FROM json_to_recordset(${JSON.stringify(days)}::json) AS d("day" date, "from" timestamptz, "until" timestamptz)
    JOIN "OrderCredit" c ON c."shopId" = ${shopId}::uuid AND c."orderAt" >= d."from" AND c."orderAt" < d."until"
    WHERE ${stillCounts} GROUP BY 1`;
  for (const { day, orders, revenueMinor } of rows) {
    const sums = byDay.get(asDay(day));
    if (!sums) continue;
    sums.orders += orders;
    sums.revenueMinor += Number(revenueMinor);
  }
}

const stillCounts = Prisma.sql`c."cancelledAt" IS NULL`;

function sumOf(days: readonly Sums[]): Sums {
  const total = { ...noSums };
  for (const day of days) for (const name of Object.keys(noSums) as (keyof Sums)[]) total[name] += day[name];
  return total;
}
