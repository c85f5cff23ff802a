import { DateTime } from "luxon";

/** One day of a shop: its date there ("2026-11-21") and the moments between which it lies. */
export type ShopDay = { day: string; from: Date; until: Date };

/** The last `count` days of a shop's zone up to and with today, oldest first; in UTC when the zone is none. */
export function lastDays(now: Date, timeZone: string, count: number): ShopDay[] {
  const local = DateTime.fromJSDate(now, { zone: timeZone });
  const today = (local.isValid ? local : DateTime.fromJSDate(now, { zone: "utc" })).startOf("day");
  return Array.from({ length: count }, (_, index) => {
    const start = today.minus({ days: count - 1 - index });
    return {
      day: start.toFormat("yyyy-MM-dd"),
      from: start.toJSDate(),
      until: start.plus({ days: 1 }).startOf("day").toJSDate(),
    };
  });
}

/** As Prisma wants a DATE. */
export function asDate(day: string): Date {
  return new Date(`${day}T00:00:00.000Z`);
}

export function asDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}
