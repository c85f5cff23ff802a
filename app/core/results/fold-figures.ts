import type { DailyBill } from "#prisma/generated/client.ts";
import type { Ctx, Tx } from "../ports.ts";
import { billCountry } from "./bill-country.ts";
import { asDay } from "./days.ts";
import { lockFigures } from "./figure-state.ts";

/** So many pieces at once: a fold is short, and whoever reads meanwhile sees them before or after, never half. */
const piecesAtOnce = 5_000;

/**
 * Makes one row a day and automation of the pieces that changes of messages left. The sums stay what they are, so it may run
 * any time, or not at all: reading only takes longer. How many pieces there were.
 */
export async function foldFigures(ctx: Ctx, shopId: string): Promise<number> {
  let folded = 0;
  for (;;) {
    const pieces = await ctx.db.$transaction(async (tx) => {
      if (!(await lockFigures(tx, shopId))) return 0;
      return (await foldMessages(tx, shopId)) + (await foldBills(tx, shopId));
    });
    folded += pieces;
    if (pieces < piecesAtOnce) return folded;
  }
}

/** Index DailyFigure_pieces (shopId) of what is not folded. */
async function foldMessages(tx: Tx, shopId: string): Promise<number> {
  const [{ pieces } = { pieces: 0 }] = await tx.$queryRaw<{ pieces: number }[]>`
    WITH taken AS (
      DELETE FROM "DailyFigure" WHERE ("shopId", "day", "automationId", "piece") IN (
        SELECT "shopId", "day", "automationId", "piece" FROM "DailyFigure"
        WHERE "shopId" = ${shopId}::uuid AND piece <> 0 LIMIT ${piecesAtOnce})
      RETURNING *
    ), kept AS (
      INSERT INTO "DailyFigure" AS f ("shopId", "day", "automationId", "piece", "sent", "delivered", "read", "replied", "clicked", "failed")
      SELECT "shopId", "day", "automationId", 0, sum("sent"), sum("delivered"), sum("read"), sum("replied"), sum("clicked"), sum("failed")
      FROM taken GROUP BY 1, 2, 3
      ON CONFLICT ("shopId", "day", "automationId", "piece") DO UPDATE SET
        "sent" = f."sent" + EXCLUDED."sent", "delivered" = f."delivered" + EXCLUDED."delivered",
        "read" = f."read" + EXCLUDED."read", "replied" = f."replied" + EXCLUDED."replied",
        "clicked" = f."clicked" + EXCLUDED."clicked", "failed" = f."failed" + EXCLUDED."failed"
    )
    SELECT count(*)::int AS "pieces" FROM taken`;
  return pieces;
}

/** As above; the digits of a piece become the country they are of, which no statement can tell. */
async function foldBills(tx: Tx, shopId: string): Promise<number> {
  const taken = await tx.$queryRaw<DailyBill[]>`
    DELETE FROM "DailyBill" WHERE ("shopId", "day", "automationId", "country", "category", "type", "piece") IN (
      SELECT "shopId", "day", "automationId", "country", "category", "type", "piece" FROM "DailyBill"
      WHERE "shopId" = ${shopId}::uuid AND piece <> 0 LIMIT ${piecesAtOnce})
    RETURNING *`;
  if (taken.length === 0) return 0;
  const rows = new Map<string, Omit<DailyBill, "piece" | "day"> & { day: string }>();
  for (const { piece: _piece, messages, ...bill } of taken) {
    const row = { ...bill, day: asDay(bill.day), country: billCountry(bill.country) };
    const key = [row.day, row.automationId, row.country, row.category, row.type].join(" ");
    rows.set(key, { ...row, messages: (rows.get(key)?.messages ?? 0) + messages });
  }
  await tx.$executeRaw`
    INSERT INTO "DailyBill" AS b ("shopId", "day", "automationId", "country", "category", "type", "piece", "messages")
    SELECT ${shopId}::uuid, r."day", r."automationId", r."country", r."category", r."type", 0, r."messages"
    FROM json_to_recordset(${JSON.stringify([...rows.values()])}::json)
      AS r("day" date, "automationId" uuid, "country" text, "category" text, "type" text, "messages" int)
    ON CONFLICT ("shopId", "day", "automationId", "country", "category", "type", "piece")
    DO UPDATE SET "messages" = b."messages" + EXCLUDED."messages"`;
  return taken.length;
}
