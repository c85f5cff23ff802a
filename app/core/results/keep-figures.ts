import type { Ctx } from "../ports.ts";
import { foldFigures } from "./fold-figures.ts";
import { makeFigures } from "./make-figures.ts";

/** The shops whose figures want work. Indexes: FigureState's key, DailyFigure_pieces, DailyBill_pieces. */
export async function shopsWithLooseFigures(ctx: Ctx): Promise<string[]> {
  const shops = await ctx.db.$queryRaw<{ id: string }[]>`
    SELECT s."id" FROM "Shop" s LEFT JOIN "FigureState" f ON f."shopId" = s."id"
    WHERE f."timeZone" IS DISTINCT FROM s."timeZone"
      OR EXISTS (SELECT 1 FROM "DailyFigure" d WHERE d."shopId" = s."id" AND d.piece <> 0)
      OR EXISTS (SELECT 1 FROM "DailyBill" b WHERE b."shopId" = s."id" AND b.piece <> 0)
    ORDER BY s."id"`;
  return shops.map(({ id }) => id);
}

/** Counts a shop's figures where they were never counted, and folds what changes of messages have added. */
export async function keepFigures(ctx: Ctx, shopId: string): Promise<{ days: number; pieces: number }> {
  return { days: await makeFigures(ctx, shopId), pieces: await foldFigures(ctx, shopId) };
}
