import { DateTime } from "luxon";
import type { Ctx } from "../ports.ts";
import { lastDays } from "../results/days.ts";
import { weightSql } from "../shared/consent-sql.ts";
import { firstIdAt } from "../shared/first-id-at.ts";

/** Who came and who went, day by day of the shop's zone, oldest first. */
export type ConsentGrowth = {
  days: string[];
  /** New yeses to marketing by where they came from, the largest first; `perDay` follows `days`. */
  sources: { source: string; total: number; perDay: number[] }[];
  gained: number;
  lost: number;
  /** Asked in this time, and nothing decided; who had said yes or no before is not waiting. */
  waiting: number;
};

type Row = { day: string; source: string; gained: number; lost: number };

const shownDays = 30;

/**
 * The growth of the last 30 days. A yes counts on the day it was written down, and only when it changed what stood: a
 * second yes of the same person, or one that is older than a no, is no growth; a no counts when it ended a yes. Being asked
 * again decides nothing, and what a merge of two customers wrote moves nobody. Reads the end of ConsentEntry's key, and of
 * each entry the one that stood before it by (shopId, contactId, purpose, occurredAt).
 */
export async function readConsentGrowth(ctx: Ctx, shopId: string): Promise<ConsentGrowth> {
  const shop = await ctx.db.shop.findUniqueOrThrow({ where: { id: shopId }, select: { timeZone: true } });
  const days = lastDays(ctx.clock.now(), shop.timeZone, shownDays);
  const first = firstIdAt(days[0]?.from ?? ctx.clock.now());
  const zone = DateTime.local({ zone: shop.timeZone }).isValid ? shop.timeZone : "UTC";
  const [rows, waiting] = await Promise.all([
    ctx.db.$queryRaw<Row[]>`
      SELECT to_char(e."recordedAt" AT TIME ZONE ${zone}, 'YYYY-MM-DD') AS "day", e."source",
        (count(*) FILTER (WHERE e."state" = 'granted'
          AND (before."state" IS NULL OR (before."state" <> 'granted' AND before."occurredAt" < e."occurredAt"
            AND before."weight" <= ${weightSql("e")}))))::int AS "gained",
        (count(*) FILTER (WHERE e."state" = 'revoked' AND before."state" = 'granted'
          AND (before."occurredAt" <= e."occurredAt" OR before."weight" < ${weightSql("e")})))::int AS "lost"
      FROM "ConsentEntry" e
      LEFT JOIN LATERAL (
        SELECT n."state", n."occurredAt", ${weightSql("n")} AS "weight" FROM "ConsentEntry" n
        WHERE n."shopId" = e."shopId" AND n."contactId" = e."contactId" AND n."purpose" = 'marketing'
          AND n."state" <> 'pending' AND n."id" < e."id"
        ORDER BY n."occurredAt" DESC, n."state" DESC LIMIT 1) before ON true
      WHERE e."shopId" = ${shopId}::uuid AND e."id" >= ${first}::uuid AND e."purpose" = 'marketing'
        AND e."state" <> 'pending' AND e."source" <> 'merge'
      GROUP BY 1, 2`,
    readWaiting(ctx, shopId, first),
  ]);
  const bySource = Map.groupBy(rows, ({ source }) => source);
  const sources = [...bySource].map(([source, own]) => {
    const perDay = days.map(({ day }) => own.find((row) => row.day === day)?.gained ?? 0);
    return { source, total: perDay.reduce((sum, count) => sum + count, 0), perDay };
  });
  return {
    days: days.map(({ day }) => day),
    sources: sources.filter(({ total }) => total > 0).toSorted((a, b) => b.total - a.total),
    gained: rows.reduce((sum, row) => sum + row.gained, 0),
    lost: rows.reduce((sum, row) => sum + row.lost, 0),
    waiting,
  };
}

/** Index: ConsentEntry (shopId, state, id). */
async function readWaiting(ctx: Ctx, shopId: string, first: string): Promise<number> {
  const [row] = await ctx.db.$queryRaw<{ waiting: number }[]>`
    SELECT count(DISTINCT e."contactId")::int AS "waiting" FROM "ConsentEntry" e
    WHERE e."shopId" = ${shopId}::uuid AND e."state" = 'pending' AND e."purpose" = 'marketing' AND e."id" >= ${first}::uuid
      AND NOT EXISTS (SELECT 1 FROM "ConsentEntry" n
        WHERE n."shopId" = e."shopId" AND n."contactId" = e."contactId" AND n."purpose" = 'marketing'
          AND n."state" <> 'pending')`;
  return row?.waiting ?? 0;
}
