import { DateTime } from "luxon";
import { firstIdAt } from "../shared/first-id-at.ts";

/** Days of the shop's calendar ("2026-11-21"), both included, as a range of ids: UUIDs v7 sort by time. */
export function idRange(days: { from?: string; to?: string }, timeZone: string): { gte?: string; lt?: string } {
  const startOf = (day: string, plus: number) => {
    const local = DateTime.fromISO(day, { zone: timeZone });
    const start = (local.isValid ? local : DateTime.fromISO(day, { zone: "utc" })).plus({ days: plus }).startOf("day");
    return firstIdAt(start.toJSDate());
  };
  return {
    ...(days.from ? { gte: startOf(days.from, 0) } : {}),
    ...(days.to ? { lt: startOf(days.to, 1) } : {}),
  };
}
