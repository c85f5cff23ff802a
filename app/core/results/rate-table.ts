import { z } from "zod";
import { minorDigits } from "../shared/money.ts";
import { parseCsv } from "../shared/parse-csv.ts";
import { marketKey } from "./markets.ts";

export const rateCategories = [
  "marketing",
  "utility",
  "authentication",
  "authentication_international",
  "service",
] as const;
export type RateCategory = (typeof rateCategories)[number];

/** Market (as marketKey spells it) to category to price, in millionths of the currency. A price that is missing is not known. */
export const ratesSchema = z.record(z.string(), z.partialRecord(z.enum(rateCategories), z.number().int().min(0)));
export type Rates = z.infer<typeof ratesSchema>;

/** What is wrong with a table, and where; the words are in the catalogue (results.rateProblems). */
export type RateProblem = {
  line: number;
  rule:
    | "no_heading"
    | "no_rows"
    | "currency_unknown"
    | "currency_differs"
    | "price_unreadable"
    | "market_missing"
    | "market_twice"
    | "columns_missing"
    | "too_large";
  value?: string;
};

export type ReadRates =
  { outcome: "ok"; currency: string; rates: Rates; markets: number } | { outcome: "wrong"; problems: RateProblem[] };

/** Meta's cards have some 50 lines. */
const largestCsv = 200_000;
const problemsShown = 20;

/**
 * Reads Meta's rate card ("Rates in EUR", a CSV): notes above the headings, then
 * `Market,Currency,Marketing,Utility,Authentication,Authentication-International,Service`, a line per market; "n/a" and an
 * empty field mean that there is no such price. Notes may stand below too. Nothing is guessed: what can not be read is told
 * with its line.
 */
export function readRateCard(text: string): ReadRates {
  if (text.length > largestCsv) return wrong([{ line: 1, rule: "too_large" }]);
  const { rows, separator } = parseCsv(text, /\bmarket\b/i);
  const at = rows.findIndex(({ fields }) => fields.some((field) => headingKey(field) === "market"));
  const headings = rows[at]?.fields.map(headingKey);
  if (!headings) return wrong([{ line: 1, rule: "no_heading" }]);
  const columns = new Map(headings.map((heading, index) => [heading, index]));
  const market = columns.get("market");
  const currencyAt = columns.get("currency");
  const priced = rateCategories.filter((category) => columns.has(category));
  if (market === undefined || currencyAt === undefined || priced.length === 0) {
    return wrong([{ line: rows[at]?.line ?? 1, rule: "columns_missing" }]);
  }

  const problems: RateProblem[] = [];
  const rates: Rates = {};
  let currency: string | undefined;
  for (const { fields, line } of rows.slice(at + 1)) {
    // Empty lines, and notes below the table: without currency and price there is nothing that could get lost.
    if (fields.every((field, index) => field.trim() === "" || index === market)) continue;
    const name = fields[market]?.trim() ?? "";
    if (name === "") problems.push({ line, rule: "market_missing" });
    else if (Object.hasOwn(rates, marketKey(name))) problems.push({ line, rule: "market_twice", value: name });
    const own = readCurrency(fields[currencyAt] ?? "");
    if (own === null) problems.push({ line, rule: "currency_unknown", value: fields[currencyAt]?.trim() ?? "" });
    else if (currency !== undefined && own !== currency) problems.push({ line, rule: "currency_differs", value: own });
    currency ??= own ?? undefined;
    const prices: Rates[string] = {};
    for (const category of priced) {
      const written = fields[columns.get(category) ?? -1]?.trim() ?? "";
      const micros = readPrice(written, separator === ";" ? "," : ".");
      if (micros === "unreadable") problems.push({ line, rule: "price_unreadable", value: written });
      else if (micros !== null) prices[category] = micros;
    }
    rates[marketKey(name)] = prices;
  }
  if (problems.length > 0) return wrong(problems);
  if (currency === undefined) return wrong([{ line: rows[at]?.line ?? 1, rule: "no_rows" }]);
  return { outcome: "ok", currency, rates, markets: Object.keys(rates).length };
}

function wrong(problems: RateProblem[]): ReadRates {
  return { outcome: "wrong", problems: problems.slice(0, problemsShown) };
}

/** "Authentication-\nInternational" as well as "authentication international". */
function headingKey(field: string): string {
  return field
    .trim()
    .toLowerCase()
    .replace(/[^a-z]+/g, "_")
    .replace(/^_|_$/g, "");
}

/** "EUR", and "$US" as Meta's dollar card has it. */
function readCurrency(field: string): string | null {
  const code = field.replace(/[^A-Za-z]/g, "").toUpperCase();
  const currency = code === "US" ? "USD" : code;
  if (!/^[A-Z]{3}$/.test(currency)) return null;
  try {
    minorDigits(currency);
    return currency;
  } catch {
    return null;
  }
}

/**
 * Millionths, without passing through a float; null: there is no such price. Where semicolons separate, a spreadsheet has
 * written the decimals with a comma.
 */
function readPrice(field: string, decimal: "." | ","): number | null | "unreadable" {
  if (/^(n\/?a|-|–)?$/i.test(field)) return null;
  const match = /^\D?\s*(\d{1,6})(?:\.(\d{1,6})0*)?$/.exec(decimal === "," ? field.replace(",", ".") : field);
  if (!match) return "unreadable";
  return Number(match[1]) * 1_000_000 + Number((match[2] ?? "").padEnd(6, "0"));
}
