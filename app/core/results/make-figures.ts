import type { Ctx } from "../ports.ts";
import { firstIdAt } from "../shared/first-id-at.ts";
import { asDate, lastDays, type ShopDay } from "./days.ts";
import { lockFigures, noAutomation } from "./figure-state.ts";

/** The periods a page compares: 30 days and the 30 before. */
const madeDays = 60;

/**
 * Counts a shop's last days anew from its messages when they were never counted, or for another time zone: day by day, each
 * in a short transaction, while changes go on being counted. Messages are kept longer than that. Broken off, it begins again.
 * How many days were made.
 */
export async function makeFigures(ctx: Ctx, shopId: string): Promise<number> {
  const shop = await ctx.db.shop.findUniqueOrThrow({
    where: { id: shopId },
    select: { timeZone: true, figureState: true },
  });
  if (shop.figureState?.timeZone === shop.timeZone) return 0;
  const now = ctx.clock.now();
  // From here on there is a row to lock; its zone says that the work is not done.
  await ctx.db.figureState.createMany({ data: [{ shopId, timeZone: "", madeAt: now }], skipDuplicates: true });
  const days = lastDays(now, shop.timeZone, madeDays);
  for (const day of days) await makeDay(ctx, shopId, day);
  await ctx.db.figureState.update({ where: { shopId }, data: { timeZone: shop.timeZone, madeAt: now } });
  return days.length;
}

/**
 * Takes the day's sums away and counts again, each table in one statement: what it sees of the messages is what it sees of
 * the pieces that tell their changes. Index: a range of Message's key, as ids are UUID v7.
 */
async function makeDay(ctx: Ctx, shopId: string, { day, from, until }: ShopDay): Promise<void> {
  const date = asDate(day);
  await ctx.db.$transaction(async (tx) => {
    await lockFigures(tx, shopId);
    await tx.$executeRaw`
      WITH gone AS (DELETE FROM "DailyFigure" WHERE "shopId" = ${shopId}::uuid AND "day" = ${date}::date)
      INSERT INTO "DailyFigure" ("shopId", "day", "automationId", "piece", "sent", "delivered", "read", "replied", "clicked", "failed")
      SELECT ${shopId}::uuid, ${date}::date, f."automationId", nextval('figure_piece'), f."sent", f."delivered", f."read", f."replied", f."clicked", f."failed"
      FROM (
        SELECT COALESCE(m."automationId", ${noAutomation}::uuid) AS "automationId",
          count(*) FILTER (WHERE COALESCE(m."sentAt", m."deliveredAt", m."readAt") IS NOT NULL) AS "sent",
          count(*) FILTER (WHERE COALESCE(m."deliveredAt", m."readAt") IS NOT NULL) AS "delivered",
          count(m."readAt") AS "read", count(m."repliedAt") AS "replied", count(m."clickedAt") AS "clicked",
          count(*) FILTER (WHERE m."state" = 'failed') AS "failed"
        FROM "Message" m
        WHERE m."shopId" = ${shopId}::uuid AND m."id" >= ${firstIdAt(from)}::uuid AND m."id" < ${firstIdAt(until)}::uuid
          AND NOT m."isTest"
        GROUP BY 1
      ) f`;
    await tx.$executeRaw`
      WITH gone AS (DELETE FROM "DailyBill" WHERE "shopId" = ${shopId}::uuid AND "day" = ${date}::date)
      INSERT INTO "DailyBill" ("shopId", "day", "automationId", "country", "category", "type", "piece", "messages")
      SELECT ${shopId}::uuid, ${date}::date, b."automationId", b."country", b."category", b."type", nextval('figure_piece'), b."messages"
      FROM (
        SELECT COALESCE(m."automationId", ${noAutomation}::uuid) AS "automationId",
          bill_prefix(m."dialPrefix", m."shopId", m."contactId") AS "country",
          bill_category(m."pricing") AS "category", bill_type(m."pricing") AS "type", count(*) AS "messages"
        FROM "Message" m
        WHERE m."shopId" = ${shopId}::uuid AND m."id" >= ${firstIdAt(from)}::uuid AND m."id" < ${firstIdAt(until)}::uuid
          AND NOT m."isTest" AND COALESCE(m."deliveredAt", m."readAt") IS NOT NULL
        GROUP BY 1, 2, 3, 4
      ) b`;
  });
}
