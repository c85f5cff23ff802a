import type { Ctx } from "../ports.ts";
import { asDay } from "./days.ts";
import { ratesSchema, type Rates } from "./rate-table.ts";

export type KnownRates = { validFrom: string; currency: string; source: string; rates: Rates; savedAt: Date };

/** A shop's rate tables, the newest first; few and small. */
export async function listRateTables(ctx: Pick<Ctx, "db">, shopId: string): Promise<KnownRates[]> {
  const rows = await ctx.db.rateTable.findMany({ where: { shopId }, orderBy: { validFrom: "desc" } });
  return rows.map(({ validFrom, rates, currency, source, savedAt }) => ({
    validFrom: asDay(validFrom),
    currency,
    source,
    rates: ratesSchema.parse(rates),
    savedAt,
  }));
}

/**
 * The rates of a day: the newest table that was valid by then, if it is in the currency the shop reckons in today (that of
 * the newest table). Sums in two currencies would be none.
 */
export function ratesOn(tables: readonly KnownRates[], day: string): Rates | null {
  const table = tables.find(({ validFrom }) => validFrom <= day);
  return table && table.currency === tables[0]?.currency ? table.rates : null;
}
