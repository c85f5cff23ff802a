import type { Sums } from "../../core/results/sums.ts";

export const shownFigures = ["sent", "delivered", "read", "replied", "clicked", "orders", "revenue", "cost"] as const;
export type ShownFigure = (typeof shownFigures)[number];

export type Currencies = { currency: string; costCurrency: string | null };

/** A figure as a plain number: money in whole units of its currency. Null: not known. */
export function valueOf(figure: ShownFigure, sums: Sums, { currency, costCurrency }: Currencies): number | null {
  switch (figure) {
    case "revenue":
      return sums.revenueMinor / 10 ** minorDigits(currency);
    case "cost":
      // With no price known at all, nothing is not what it cost.
      if (costCurrency === null || (sums.costMicros === 0 && sums.unpriced > 0)) return null;
      return sums.costMicros / 1_000_000;
    default:
      return sums[figure];
  }
}

/** Writes values of a figure as the language has them; `short` for the axis of a chart. */
export function figureFormat(
  figure: ShownFigure,
  language: string,
  { currency, costCurrency }: Currencies,
  short = false,
) {
  const money = figure === "revenue" ? currency : figure === "cost" ? costCurrency : null;
  const format = new Intl.NumberFormat(language, {
    ...(money === null ? {} : { style: "currency", currency: money }),
    ...(short ? { notation: "compact", maximumFractionDigits: 1 } : {}),
  });
  return (value: number) => format.format(value);
}

function minorDigits(currency: string): number {
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** How a value compares with the one before; null when there is nothing to compare. */
export function changeOf(
  now: number | null,
  before: number | null,
): { kind: "up" | "down" | "same" | "new"; by: number } | null {
  if (now === null || before === null || (now === 0 && before === 0)) return null;
  if (before === 0) return { kind: "new", by: 0 };
  const by = now / before - 1;
  if (Math.abs(by) < 0.005) return { kind: "same", by: 0 };
  return { kind: by > 0 ? "up" : "down", by: Math.abs(by) };
}
