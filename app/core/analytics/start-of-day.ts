import { DateTime } from "luxon";

/** Midnight of today in a time zone; in UTC when the zone is none. */
export function startOfDay(now: Date, timeZone: string): Date {
  const local = DateTime.fromJSDate(now, { zone: timeZone });
  return (local.isValid ? local : DateTime.fromJSDate(now, { zone: "utc" })).startOf("day").toJSDate();
}
