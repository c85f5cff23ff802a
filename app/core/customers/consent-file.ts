import { DateTime } from "luxon";
import type { ConsentPurpose } from "#prisma/generated/enums.ts";
import { normalizePhone, type NormalizedPhone } from "../contacts/normalize-phone.ts";
import { parseCsv, type CsvRow } from "../shared/parse-csv.ts";
import { withoutGuard } from "../shared/write-csv.ts";

/** The columns of a file of decisions, in the order in which the export writes those it knows too. */
export const consentColumns = [
  "phone",
  "country",
  "first_name",
  "last_name",
  "language",
  "purpose",
  "state",
  "date",
  "wording",
  "where",
  "note",
] as const;
/** Only our own export says by which way a decision came. */
const exportedSource = "source";
const usedColumns = [...consentColumns, exportedSource] as const;
type ConsentColumn = (typeof usedColumns)[number];

/** One transaction takes them all: more would hold other work up for too long. */
export const mostConsentLines = 5_000;
const longestProof = 1_000;
const longestName = 100;

/** One decision, as a line of the file tells it. */
export type ConsentLineGiven = {
  line: number;
  phone: NormalizedPhone;
  firstName: string | null;
  lastName: string | null;
  locale: string | null;
  country: string | null;
  purpose: ConsentPurpose;
  state: "granted" | "revoked";
  at: Date;
  /** As the file has it: a no of today is dated now, and is the same line tomorrow. */
  writtenAt: Date;
  wording: string;
  where: string;
  note: string;
};

/** What is wrong with a line; the words are under consent.problems. */
export type ConsentFileProblem = {
  line: number;
  rule:
    | "empty"
    | "no_headings"
    | "columns_missing"
    | "file_too_long"
    | "phone_unreadable"
    | "country_unknown"
    | "language_unknown"
    | "purpose_unknown"
    | "state_unknown"
    | "date_missing"
    | "date_unreadable"
    | "date_ahead"
    | "wording_missing"
    | "where_missing"
    | "too_long"
    | "letters_unreadable";
  value?: string;
};

/**
 * Why a line is no decision to take in. Our own export has such lines, and they are no mistakes: whoever was asked and has not
 * confirmed has not decided; whoever has no number cannot be written to; and a yes that the export's source took over without
 * its proof (from Shopify, by a merge) is none here.
 */
export type LeftOut = "unconfirmed" | "no_phone" | "no_proof";

export type ConsentFile =
  | { outcome: "ok"; lines: ConsentLineGiven[]; leftOut: LeftOut[]; unused: string[] }
  | { outcome: "wrong"; problems: ConsentFileProblem[]; more: number };

type Shop = { country: string | null; timeZone: string };

const problemsShown = 50;

/**
 * Reads a file of decisions: a line of headings, then a decision per line. A yes needs its proof: when it was said, what was
 * shown, and where; without it, the line is refused. Nothing is guessed, and one wrong line refuses the whole file: for each
 * such line it is told what is wrong. Lines that are no decision to take in (LeftOut) are left out and counted. A day without
 * a time is the shop's day: a no is dated at its end, a yes at its beginning.
 */
export function readConsentFile(text: string, shop: Shop, now: Date): ConsentFile {
  const { rows } = parseCsv(text, /\bphone\b/i);
  const filled = rows.filter(({ fields }) => fields.some((field) => field.trim() !== ""));
  const [heading, ...lines] = filled;
  if (!heading) return wrong([{ line: 1, rule: "empty" }]);
  const names = heading.fields.map(columnOf);
  if (!names.includes("phone")) return wrong([{ line: heading.line, rule: "no_headings" }]);
  const needed = names.some((name) => stateByAnotherName.has(name)) ? ["date", "state"] : ["date"];
  const missing = needed.filter((name) => !names.includes(name));
  if (missing.length > 0) return wrong([{ line: heading.line, rule: "columns_missing", value: missing.join(", ") }]);
  if (lines.length === 0) return wrong([{ line: heading.line, rule: "empty" }]);
  if (lines.length > mostConsentLines)
    return wrong([{ line: lines[mostConsentLines]?.line ?? 1, rule: "file_too_long" }]);

  const read = lines.map((row) => readLine(row, names, shop, now));
  const problems = read.flatMap((one) => ("problems" in one ? one.problems : []));
  if (problems.length > 0) return wrong(problems);
  return {
    outcome: "ok",
    lines: read.flatMap((one) => ("line" in one ? [one] : [])),
    leftOut: read.flatMap((one) => ("leftOut" in one ? [one.leftOut] : [])),
    unused: names.filter((name) => name !== "" && !usedColumns.some((known) => known === name)),
  };
}

function wrong(problems: ConsentFileProblem[]): ConsentFile {
  return {
    outcome: "wrong",
    problems: problems.slice(0, problemsShown),
    more: Math.max(0, problems.length - problemsShown),
  };
}

/** Columns that may say no: left unused, every line of such a file would be taken for a yes. */
const stateByAnotherName: ReadonlySet<string> = new Set([
  ...["status", "consent", "consent_status", "subscribed", "unsubscribed", "subscription", "subscription_status"],
  ...["opt_in", "opted_in", "optin", "opt_out", "opted_out", "optout"],
]);

/** "First name" is first_name. */
function columnOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
}

function readLine(
  { fields, line }: CsvRow,
  names: readonly string[],
  shop: Shop,
  now: Date,
): ConsentLineGiven | { leftOut: LeftOut } | { problems: ConsentFileProblem[] } {
  // What stands for letters that were lost would stay in the ledger for good.
  if (fields.some((one) => one.includes("\uFFFD"))) return { problems: [{ line, rule: "letters_unreadable" }] };
  const problems: ConsentFileProblem[] = [];
  const refuse = (rule: ConsentFileProblem["rule"], value?: string) =>
    void problems.push({ line, rule, ...(value === undefined ? {} : { value: value.slice(0, 60) }) });
  // Characters that PostgreSQL refuses are in no word.
  const field = (name: ConsentColumn) =>
    withoutGuard((fields[names.indexOf(name)] ?? "").replaceAll("\u0000", "").trim());

  // Whose file has such a column says of each line what it is: an empty cell is no yes.
  const state = names.includes("state") ? field("state").toLowerCase() : "granted";
  if (state === "pending") return { leftOut: "unconfirmed" };
  if (field("phone") === "") return { leftOut: "no_phone" };
  const hasProof = field("wording") !== "" && field("where") !== "";
  if (state === "granted" && !hasProof && field(exportedSource) !== "") return { leftOut: "no_proof" };

  const country = field("country").toUpperCase();
  if (country !== "" && !/^[A-Z]{2}$/.test(country)) refuse("country_unknown", country);
  const phone = normalizePhone(field("phone"), country || shop.country);
  if (!phone) refuse("phone_unreadable", field("phone"));

  const language = field("language");
  const locale = language === "" ? null : localeOf(language);
  if (language !== "" && !locale) refuse("language_unknown", language);
  const purpose = field("purpose").toLowerCase() || "marketing";
  if (purpose !== "marketing" && purpose !== "transactional") refuse("purpose_unknown", purpose);
  if (state !== "granted" && state !== "revoked") refuse("state_unknown", state);

  const at = momentOf(field("date"), shop.timeZone, state === "revoked");
  if (field("date") === "") refuse("date_missing");
  else if (!at) refuse("date_unreadable", field("date"));
  else if (startsAfter(at, field("date"), now)) refuse("date_ahead", field("date"));

  if (state === "granted" && field("wording") === "") refuse("wording_missing");
  if (state === "granted" && field("where") === "") refuse("where_missing");
  for (const name of ["wording", "where", "note"] as const)
    if (field(name).length > longestProof) refuse("too_long", name);
  for (const name of ["first_name", "last_name"] as const)
    if (field(name).length > longestName) refuse("too_long", name);

  if (problems.length > 0 || !phone || !at) return { problems };
  return {
    line,
    phone,
    firstName: field("first_name") || null,
    lastName: field("last_name") || null,
    locale,
    country: country || null,
    purpose: purpose === "transactional" ? "transactional" : "marketing",
    state: state === "revoked" ? "revoked" : "granted",
    at: at > now ? now : at,
    writtenAt: at,
    wording: field("wording"),
    where: field("where"),
    note: field("note"),
  };
}

function localeOf(tag: string): string | null {
  try {
    return new Intl.Locale(tag.replace("_", "-")).toString();
  } catch {
    return null;
  }
}

/** Nobody agreed to messages before there were any; such a date is a slip. */
const yearOfWhatsApp = 2009;
const dayOnly = /^\d{4}-\d{2}-\d{2}$/;

/** "2026-03-14", "2026-03-14 10:00", "2026-03-14T10:00:00Z"; what names no zone is of the shop's. */
function momentOf(written: string, timeZone: string, toItsEnd: boolean): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}/.test(written)) return null;
  const inShop = DateTime.fromISO(written.replace(" ", "T"), { zone: timeZone });
  const moment = inShop.isValid ? inShop : DateTime.fromISO(written.replace(" ", "T"), { zone: "utc" });
  if (!moment.isValid || moment.year < yearOfWhatsApp) return null;
  return (dayOnly.test(written) && toItsEnd ? moment.endOf("day") : moment).toJSDate();
}

/** Today's day ends later than now, and is still today. */
function startsAfter(at: Date, written: string, now: Date): boolean {
  const dayMs = 24 * 3_600_000;
  return dayOnly.test(written) ? at.getTime() - dayMs > now.getTime() : at > now;
}
