import { DateTime } from "luxon";

/** Minutes since local midnight; `from` is quiet, `to` is not. `from` = `to`: no quiet at all. From 21:00 to 09:00 wraps midnight. */
export type QuietHours = { from: number; to: number };

const minuteMs = 60_000;
const minutesPerDay = 24 * 60;

export function isQuiet(at: Date, timeZone: string, quiet: QuietHours): boolean {
  const minute = localMinute(at.getTime(), timeZone);
  if (quiet.from === quiet.to) return false;
  return quiet.from < quiet.to ? minute >= quiet.from && minute < quiet.to : minute >= quiet.from || minute < quiet.to;
}

/** The first instant at or after `at` that is not quiet there; `at` itself when it is not. */
export function firstAllowed(at: Date, timeZone: string, quiet: QuietHours): Date {
  return isQuiet(at, timeZone, quiet) ? nextChange(at, timeZone, quiet, quiet.to) : at;
}

/** When the quiet hours after `at` begin; null when there are none. `at` is not quiet. */
export function nextQuiet(at: Date, timeZone: string, quiet: QuietHours): Date | null {
  return quiet.from === quiet.to ? null : nextChange(at, timeZone, quiet, quiet.from);
}

/** The first whole minute after `at` at which it is quiet when it was not, or the reverse; expected at local minute `edge`. */
function nextChange(at: Date, timeZone: string, quiet: QuietHours, edge: number): Date {
  const startMs = Math.floor(at.getTime() / minuteMs) * minuteMs;
  const waitMinutes = (edge - localMinute(startMs, timeZone) + minutesPerDay) % minutesPerDay;
  const endMs = startMs + waitMinutes * minuteMs;
  if (offsetMinutes(startMs, timeZone) === offsetMinutes(endMs, timeZone)) return new Date(endMs);
  // The clocks change meanwhile: the edge may not exist that night, or come twice. Walk there minute by minute.
  const was = isQuiet(at, timeZone, quiet);
  let ms = startMs + minuteMs;
  while (isQuiet(new Date(ms), timeZone, quiet) === was) ms += minuteMs;
  return new Date(ms);
}

function localMinute(ms: number, timeZone: string): number {
  const local = DateTime.fromMillis(ms, { zone: timeZone });
  return local.hour * 60 + local.minute;
}

function offsetMinutes(ms: number, timeZone: string): number {
  return DateTime.fromMillis(ms, { zone: timeZone }).offset;
}
