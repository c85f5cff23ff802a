import { parse } from "lossless-json";

/** Deeper than anything Meta sends; keeps hostile nesting from the recursion below. */
const deepest = 64;

/**
 * JSON as plain values that can be stored: integers beyond 2^53 as strings of their digits (template ids are JSON
 * numbers), text without what PostgreSQL refuses (U+0000, halves of a surrogate pair). Throws for what is no JSON.
 */
export function readJson(body: Uint8Array): unknown {
  const text = new TextDecoder("utf-8").decode(body);
  return storable(parse(text, null, { parseNumber: exactNumber, onDuplicateKey: ({ newValue }) => newValue }), 0);
}

function exactNumber(digits: string): number | string {
  const number = Number(digits);
  return /^-?\d+$/.test(digits) && !Number.isSafeInteger(number) ? digits : number;
}

function storable(value: unknown, depth: number): unknown {
  if (depth > deepest) throw new RangeError("nested too deeply");
  if (typeof value === "string") return storableText(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map((item) => storable(item, depth + 1));
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [storableText(key), storable(item, depth + 1)]),
    );
  }
  return value;
}

/** Text without what PostgreSQL refuses, in a column or in JSON. */
export function storableText(text: string): string {
  return text.replaceAll("\0", "").toWellFormed();
}
