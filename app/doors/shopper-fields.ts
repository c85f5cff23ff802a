import type { IncomingMessage } from "node:http";
import { z } from "zod";

/** What shoppers send, read alike wherever they send it from. Longer than `most` is no form of ours, and nobody's words. */
export function textField(most: number) {
  return (
    z
      .string()
      .max(most)
      // PostgreSQL refuses some control characters, and no field holds any.
      .transform((value) => value.replace(/[\p{Cc}\p{Cs}]+/gu, " ").trim())
  );
}

/** What was agreed to: without it there is nothing to prove a consent by. */
export const wordingField = textField(1000).refine((value) => value !== "");

/** ISO 3166-1 alpha-2; null: not said. */
export const countryField = z
  .string()
  .regex(/^[A-Za-z]{2}$/)
  .toUpperCase()
  .nullable()
  .catch(null);

/** BCP 47; null: not said. */
export const localeField = z
  .string()
  .regex(/^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}$/)
  .nullable()
  .catch(null);

/** The browser, as far as a proof needs it. */
export function userAgentOf({ headers }: IncomingMessage): string {
  return String(headers["user-agent"] ?? "").slice(0, 300);
}
