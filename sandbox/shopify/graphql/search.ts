import { DateTime } from "luxon";

/** How one searchable field is compared. Answering null: the value makes no sense for it. */
export type SearchField<T> = (item: T, operator: string, value: string) => boolean | null;
export type SearchFields<T> = Record<string, SearchField<T>>;
export type SearchWarning = { field: string; message: string; code: string };

type Test<T> = (item: T) => boolean;

/**
 * Shopify's search syntax: `updated_at:>'2026-11-21T10:00:00Z' AND (tag:a OR -status:open)`. A field that does not exist is
 * ignored with a warning, as there.
 */
export function parseSearch<T>(query: string, fields: SearchFields<T>): { test: Test<T>; warnings: SearchWarning[] } {
  const tokens =
    query.match(/[()]|-?[A-Za-z_.]+:(?:[<>]=?)?(?:"[^"]*"|'[^']*'|[^\s()]*)|"[^"]*"|'[^']*'|[^\s()]+/g) ?? [];
  const warnings: SearchWarning[] = [];
  let at = 0;

  function parseOr(): Test<T> {
    let left = parseAnd();
    while (tokens[at]?.toUpperCase() === "OR") {
      at += 1;
      const [first, second] = [left, parseAnd()];
      left = (item) => first(item) || second(item);
    }
    return left;
  }

  function parseAnd(): Test<T> {
    let left: Test<T> = () => true;
    while (at < tokens.length && tokens[at] !== ")" && tokens[at]?.toUpperCase() !== "OR") {
      if (tokens[at]?.toUpperCase() === "AND") {
        at += 1;
        continue;
      }
      const [first, second] = [left, parseUnary()];
      left = (item) => first(item) && second(item);
    }
    return left;
  }

  function parseUnary(): Test<T> {
    const token = tokens[at++] ?? "";
    if (token.toUpperCase() === "NOT") {
      const inner = parseUnary();
      return (item) => !inner(item);
    }
    if (token === "(") {
      const inner = parseOr();
      if (tokens[at] === ")") at += 1;
      return inner;
    }
    if (token.startsWith("-") && token.includes(":")) {
      const inner = parseTerm(token.slice(1));
      return (item) => !inner(item);
    }
    return parseTerm(token);
  }

  function parseTerm(token: string): Test<T> {
    const match = /^([A-Za-z_.]+):([<>]=?)?(.*)$/.exec(token);
    const name = match ? (match[1] ?? "").toLowerCase() : "default";
    const field = fields[name];
    const value = unquote(match ? (match[3] ?? "") : token);
    if (!field) {
      if (match) warnings.push({ field: name, message: "Invalid search field for this query.", code: "invalid_field" });
      return () => true;
    }
    return (item) => field(item, match?.[2] ?? "", value) ?? false;
  }

  const test = parseOr();
  return { test, warnings };
}

function unquote(value: string): string {
  return /^(["']).*\1$/s.test(value) ? value.slice(1, -1) : value;
}

export function byTime<T>(timeOf: (item: T) => number | null, zone: string): SearchField<T> {
  return (item, operator, value) => {
    const time = timeOf(item);
    const wanted = DateTime.fromISO(value, { zone });
    if (time === null || !wanted.isValid) return null;
    // Shopify compares whole seconds.
    return compare(Math.floor(time / 1000), operator, Math.floor(wanted.toMillis() / 1000));
  };
}

export function byNumber<T>(numberOf: (item: T) => number): SearchField<T> {
  return (item, operator, value) =>
    value === "" || Number.isNaN(Number(value)) ? null : compare(numberOf(item), operator, Number(value));
}

export function byId<T>(idOf: (item: T) => string | null): SearchField<T> {
  return (item, operator, value) => {
    const id = idOf(item);
    return id === null || !/^\d+$/.test(value) ? null : compare(BigInt(id), operator, BigInt(value));
  };
}

export function byText<T>(textsOf: (item: T) => (string | null)[]): SearchField<T> {
  return (item, _operator, value) => {
    const wanted = value.toLowerCase();
    return textsOf(item).some((text) =>
      wanted.endsWith("*") ? text?.toLowerCase().startsWith(wanted.slice(0, -1)) : text?.toLowerCase() === wanted,
    );
  };
}

function compare<V extends number | bigint>(left: V, operator: string, right: V): boolean {
  if (operator === ">") return left > right;
  if (operator === ">=") return left >= right;
  if (operator === "<") return left < right;
  if (operator === "<=") return left <= right;
  return left === right;
}
