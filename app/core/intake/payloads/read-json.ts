import { parse } from "lossless-json";

/** Every number stays the text it was: ids exceed 2^53, and amounts are not floats. */
const asText = (digits: string) => digits;

/** PostgreSQL stores no NUL, and half a surrogate pair is no text. */
const storable = (_key: string, value: unknown) =>
  typeof value === "string" ? value.replaceAll("\u0000", "").toWellFormed() : value;

/**
 * A webhook's body as plain data with all numbers as strings, or null when it is no JSON object. Bytes that are no UTF-8 are
 * read with replacement characters: a broken title must not lose an order.
 */
export function readJson(body: Uint8Array): Record<string, unknown> | null {
  try {
    const value = parse(new TextDecoder().decode(body), storable, asText);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
