import { Prisma } from "#prisma/generated/client.ts";
import type { Ctx, Tx } from "../ports.ts";
import { firstIdAt } from "../shared/first-id-at.ts";
import { countryOfPhone } from "./country-of-phone.ts";
import { asDate, asDay, type ShopDay } from "./days.ts";

/** Stands for "no automation" where a key needs a value. */
export const noAutomation = "00000000-0000-0000-0000-000000000000";

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const dayMs = 24 * 60 * minuteMs;

/**
 * How old a day's figures may be, by how many days ago it was: today's messages change all the time, those of last week
 * are read now and then, and after five weeks nothing happens to them any more (Meta gives up after 30 days). Making a busy
 * day costs more, and one message more or less is less to it: a millisecond for each.
 */
function mayBeOldMs(daysAgo: number, messages: number): number {
  if (daysAgo === 0) return 4 * secondMs + messages;
  if (daysAgo === 1) return minuteMs;
  if (daysAgo <= 7) return 10 * minuteMs;
  return daysAgo <= 35 ? dayMs : Infinity;
}

/**
 * Brings the figures of these days up to date, from Message: makes those that are missing, too old for their age, or made
 * for another time zone. Making a day again replaces it, so it may be done at any time, by several at once.
 * `days` must end with today.
 */
export async function makeDays(ctx: Ctx, shop: { id: string; timeZone: string }, days: ShopDay[]): Promise<number> {
  const now = ctx.clock.now();
  const first = days[0];
  if (!first) return 0;
  const made = await ctx.db.figureDay.findMany({ where: { shopId: shop.id, day: { gte: asDate(first.day) } } });
  const sentToday = await ctx.db.dailyFigure.aggregate({
    where: { shopId: shop.id, day: asDate(days.at(-1)?.day ?? first.day) },
    _sum: { sent: true },
  });
  const madeOf = new Map(made.map((row) => [asDay(row.day), row]));
  const stale = days.filter(({ day }, index) => {
    const row = madeOf.get(day);
    // A clock that went back (the sandbox's) leaves days made "later": they are made again.
    const ageMs = row ? now.getTime() - row.madeAt.getTime() : Infinity;
    return (
      !row ||
      row.timeZone !== shop.timeZone ||
      ageMs < 0 ||
      ageMs > mayBeOldMs(days.length - 1 - index, sentToday._sum.sent ?? 0)
    );
  });
  if (stale.length === 0) return 0;
  await ctx.db.$transaction((tx) => replaceDays(tx, shop, stale, now), { timeout: 60_000 });
  return stale.length;
}

async function replaceDays(tx: Tx, shop: { id: string; timeZone: string }, days: ShopDay[], now: Date): Promise<void> {
  const list = Prisma.sql`json_to_recordset(${JSON.stringify(
    days.map(({ day, from, until }) => ({ day, from: firstIdAt(from), until: firstIdAt(until) })),
  )}::json) AS d("day" date, "from" uuid, "until" uuid)`;
  // Locks the days in order: who comes second waits here, and then makes them again from what is there by then.
  await tx.$executeRaw`
    INSERT INTO "FigureDay" ("shopId", "day", "timeZone", "madeAt")
    SELECT ${shop.id}::uuid, d."day", ${shop.timeZone}, ${now} FROM ${list} ORDER BY d."day"
    ON CONFLICT ("shopId", "day") DO UPDATE SET "timeZone" = EXCLUDED."timeZone", "madeAt" = EXCLUDED."madeAt"`;
  const dates = days.map(({ day }) => asDate(day));
  await tx.dailyFigure.deleteMany({ where: { shopId: shop.id, day: { in: dates } } });
  await tx.dailyBill.deleteMany({ where: { shopId: shop.id, day: { in: dates } } });
  await tx.$executeRaw`
    INSERT INTO "DailyFigure" ("shopId", "day", "automationId", "sent", "delivered", "read", "replied", "clicked", "failed")
    SELECT ${shop.id}::uuid, d."day", f.* FROM ${list} CROSS JOIN LATERAL (
      -- The primary key's range: ids are UUID v7.
      SELECT COALESCE(m."automationId", ${noAutomation}::uuid),
        count(*) FILTER (WHERE COALESCE(m."sentAt", m."deliveredAt", m."readAt") IS NOT NULL)::int,
        count(*) FILTER (WHERE COALESCE(m."deliveredAt", m."readAt") IS NOT NULL)::int,
        count(m."readAt")::int, count(m."repliedAt")::int, count(m."clickedAt")::int,
        count(*) FILTER (WHERE m."state" = 'failed')::int
      FROM "Message" m
      WHERE m."shopId" = ${shop.id}::uuid AND m."id" >= d."from" AND m."id" < d."until" AND ${isCounted}
      GROUP BY 1
    ) f`;
  const bills = await tx.$queryRaw<Bill[]>`
    SELECT d."day", b.* FROM ${list} CROSS JOIN LATERAL (
      SELECT COALESCE(m."automationId", ${noAutomation}::uuid) AS "automationId",
        substr(COALESCE(i."value", ''), 2, 5) AS "digits", COALESCE(m."pricing" ->> 'category', '') AS "category",
        CASE WHEN m."pricing" ->> 'billable' = 'false' AND m."pricing" ->> 'type' = 'regular' THEN 'not_billable'
          ELSE COALESCE(m."pricing" ->> 'type', '') END AS "type",
        count(*)::int AS "messages"
      FROM "Message" m
      LEFT JOIN LATERAL (
        SELECT "value" FROM "ContactIdentity"
        WHERE "shopId" = m."shopId" AND "contactId" = m."contactId" AND "kind" = 'phone' ORDER BY "createdAt" LIMIT 1
      ) i ON true
      WHERE m."shopId" = ${shop.id}::uuid AND m."id" >= d."from" AND m."id" < d."until" AND ${isCounted}
        AND COALESCE(m."deliveredAt", m."readAt") IS NOT NULL
      GROUP BY 1, 2, 3, 4
    ) b`;
  await tx.dailyBill.createMany({ data: byCountry(shop.id, bills) });
}

/** What a merchant sends to their own phone to try it out is no result. */
const isCounted = Prisma.sql`NOT m."isTest"`;

type Bill = { day: Date; automationId: string; digits: string; category: string; type: string; messages: number };

function byCountry(shopId: string, bills: readonly Bill[]) {
  const rows = new Map<string, Prisma.DailyBillCreateManyInput>();
  for (const { digits, messages, ...bill } of bills) {
    const country = countryOfPhone(digits);
    const key = [asDay(bill.day), bill.automationId, country, bill.category, bill.type].join(" ");
    const known = rows.get(key);
    if (known) known.messages += messages;
    else rows.set(key, { shopId, ...bill, country, messages });
  }
  return [...rows.values()];
}
