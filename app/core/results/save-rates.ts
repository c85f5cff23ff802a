import { z } from "zod";
import type { Ctx } from "../ports.ts";
import { asDate } from "./days.ts";
import { readRateCard, type RateProblem } from "./rate-table.ts";
import { sampleRateCard } from "./sample-rate-card.ts";

export const newRatesSchema = z.object({
  /** Meta's file as it is. */
  csv: z.string().min(1),
  /** The day from which Meta asks these prices; a later table takes over from its own. */
  validFrom: z.iso.date(),
});
export type NewRates = z.infer<typeof newRatesSchema>;

export type SavedRates =
  | { outcome: "saved"; currency: string; markets: number }
  /** Nothing was changed. */
  | { outcome: "wrong"; problems: RateProblem[] };

/** Keeps a rate table from its day on; the same day again replaces it. Costs of the past follow at once: they are read off. */
export async function saveRates(ctx: Ctx, shopId: string, { csv, validFrom }: NewRates): Promise<SavedRates> {
  return save(ctx, shopId, csv, validFrom, "upload");
}

/** The card that comes with the app, for trying out; the page says that Meta's own is the one to trust. */
export async function saveSampleRates(ctx: Ctx, shopId: string): Promise<SavedRates> {
  return save(ctx, shopId, sampleRateCard.csv, sampleRateCard.validFrom, "sample");
}

export async function removeRates(ctx: Ctx, shopId: string, validFrom: string): Promise<void> {
  await ctx.db.rateTable.deleteMany({ where: { shopId, validFrom: asDate(validFrom) } });
}

async function save(
  ctx: Ctx,
  shopId: string,
  csv: string,
  validFrom: string,
  source: "upload" | "sample",
): Promise<SavedRates> {
  const read = readRateCard(csv);
  if (read.outcome === "wrong") return read;
  const { currency, rates, markets } = read;
  const table = { currency, source, rates, savedAt: ctx.clock.now() };
  await ctx.db.rateTable.upsert({
    where: { shopId_validFrom: { shopId, validFrom: asDate(validFrom) } },
    create: { shopId, validFrom: asDate(validFrom), ...table },
    update: table,
  });
  return { outcome: "saved", currency, markets };
}
