import type { Ctx } from "../ports.ts";
import { automationLinks, type AutomationLinks } from "./automation-links.ts";
import { billCountry } from "./bill-country.ts";
import { priceOf } from "./cost.ts";
import { asDate, asDay, lastDays } from "./days.ts";
import { listRateTables, ratesOn } from "./list-rate-tables.ts";
import { noAutomation } from "./figure-state.ts";
import { noSums, type Sums } from "./sums.ts";

/** `automationId` and `name` are null for messages of no automation: answers in a conversation. */
export type AutomationResults = Sums & AutomationLinks & { automationId: string | null; name: string | null };

/**
 * The last 30 days by automation, the one that earned most first. Reads the figures by day and the
 * counted orders of the period (the index (shopId, orderAt)).
 */
export async function readAutomationResults(ctx: Ctx, shopId: string, length = 30): Promise<AutomationResults[]> {
  const shop = await ctx.db.shop.findUniqueOrThrow({ where: { id: shopId }, select: { timeZone: true } });
  const days = lastDays(ctx.clock.now(), shop.timeZone, length);
  const first = days[0];
  if (!first) return [];
  const since = { shopId, day: { gte: asDate(first.day) } };
  const [figures, bills, credits, automations, tables, links] = await Promise.all([
    ctx.db.dailyFigure.groupBy({
      by: ["automationId"],
      where: since,
      _sum: { sent: true, delivered: true, read: true, replied: true, clicked: true },
    }),
    ctx.db.dailyBill.groupBy({
      by: ["automationId", "day", "country", "category", "type"],
      where: since,
      _sum: { messages: true },
    }),
    ctx.db.orderCredit.groupBy({
      by: ["automationId"],
      where: { shopId, orderAt: { gte: first.from }, cancelledAt: null },
      _count: { _all: true },
      _sum: { revenueMinor: true },
    }),
    ctx.db.automation.findMany({ where: { shopId }, select: { id: true, name: true } }),
    listRateTables(ctx, shopId),
    automationLinks(ctx.db, shopId),
  ]);
  const byAutomation = new Map<string, Sums>();
  const sumsOf = (id: string | null) => {
    const key = id ?? noAutomation;
    const sums = byAutomation.get(key) ?? { ...noSums };
    byAutomation.set(key, sums);
    return sums;
  };
  for (const { automationId, _sum } of figures) {
    const sums = sumsOf(automationId);
    for (const name of ["sent", "delivered", "read", "replied", "clicked"] as const) sums[name] += _sum[name] ?? 0;
  }
  for (const { automationId, day, _sum, ...billed } of bills) {
    const price = priceOf({ ...billed, country: billCountry(billed.country) }, ratesOn(tables, asDay(day)));
    if (price === null) sumsOf(automationId).unpriced += _sum.messages ?? 0;
    else sumsOf(automationId).costMicros += price * (_sum.messages ?? 0);
  }
  for (const { automationId, _count, _sum } of credits) {
    const sums = sumsOf(automationId);
    sums.orders += _count._all;
    sums.revenueMinor += Number(_sum.revenueMinor ?? 0n);
  }
  const names = new Map(automations.map(({ id, name }) => [id, name]));
  return [...byAutomation]
    .filter(([, { sent, orders }]) => sent > 0 || orders > 0)
    .map(([id, sums]) => ({
      automationId: names.has(id) ? id : null,
      name: names.get(id) ?? null,
      ...(links.get(id) ?? { links: "no_link" as const, uncountedTemplates: [] }),
      ...sums,
    }))
    .toSorted((a, b) => b.revenueMinor - a.revenueMinor || b.sent - a.sent);
}
