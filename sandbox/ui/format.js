/** Every time on the page is the shop's: its nights and days are what the app reckons with. */
let timeOfDay;
let dayOf;
let longDay;
let isoDay;

export function setTimeZone(timeZone) {
  timeOfDay = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" });
  dayOf = new Intl.DateTimeFormat("en-GB", { timeZone, weekday: "short", day: "numeric", month: "short" });
  longDay = new Intl.DateTimeFormat("en-GB", { timeZone, weekday: "long", day: "numeric", month: "long" });
  isoDay = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
}
setTimeZone("Europe/Berlin");

export const clockTime = (time) => timeOfDay.format(new Date(time));
export const shortDay = (time) => dayOf.format(new Date(time));

/** "Today", "Yesterday" or the day, as seen from `now`. */
export function dayLabel(time, now) {
  const days = Math.round((startOfDay(now) - startOfDay(time)) / 86_400_000);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  return longDay.format(new Date(time));
}

/** The calendar day in the shop: "2026-11-21". */
export const dayKey = (time) => isoDay.format(new Date(time));
const startOfDay = (time) => Date.parse(dayKey(time));

const digitsOf = {};
/** Integer minor units in the currency's own number of digits: 1234 JPY is ¥1,234. */
export function money(minor, currency) {
  digitsOf[currency] ??= new Intl.NumberFormat("en", {
    style: "currency",
    currency,
  }).resolvedOptions().maximumFractionDigits;
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.format(Number(minor) / 10 ** digitsOf[currency]);
}

/** "2 days 3 h" */
export function span(milliseconds) {
  const minutes = Math.round(milliseconds / 60_000);
  const days = Math.floor(minutes / 1440);
  const parts = [
    [days, days === 1 ? "day" : "days"],
    [Math.floor(minutes / 60) % 24, "h"],
    [minutes % 60, "min"],
  ];
  return (
    parts
      .filter(([amount]) => amount > 0)
      .map(([amount, unit]) => `${amount} ${unit}`)
      .join(" ") || "0 min"
  );
}

/** "Mara Vogel" -> "MV"; scripts without capitals give their first letter. */
export function initials(name) {
  const letters = name
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => [...word][0]);
  return (letters.length > 1 ? letters[0] + letters.at(-1) : (letters[0] ?? "?")).toUpperCase();
}

/** A calm colour of their own for each name. */
export function hue(name) {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + letter.codePointAt(0)) % 360;
  return sum;
}

const languages = new Intl.DisplayNames("en", { type: "language" });
export const languageName = (locale) => languages.of(locale) ?? locale;
