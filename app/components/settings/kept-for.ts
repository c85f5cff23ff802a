import type { TFunction } from "i18next";

/** How long something is kept, in words: whole years where they are. */
export function keptFor(t: TFunction, months: number | null): string {
  if (months === null) return t("settings.data.forever");
  const years = months / 12;
  return Number.isInteger(years)
    ? t("settings.data.years", { count: years })
    : t("settings.data.months", { count: months });
}
