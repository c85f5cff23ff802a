import { z } from "zod";
import { countryField, localeField, textField, wordingField } from "../shopper-fields.ts";

/** Where a form of the theme extension stands. An order's page has a door of its own, and what it says proves more. */
const places = ["footer", "page", "cart", "product", "account"] as const;

const common = {
  phone: textField(64).default(""),
  country: countryField,
  locale: localeField,
  place: z.enum(places).catch("page"),
  page: textField(1000).catch(""),
  wording: wordingField,
  consent: z.string().max(10).default(""),
  website: z.string().max(1000).default(""),
  rendered: z.coerce.number().int().positive().nullable().catch(null),
  elapsed: z.coerce.number().positive().nullable().catch(null),
};

export const optInFormSchema = z.object(common);
export const productRequestFormSchema = z.object({
  ...common,
  kind: z.enum(["back_in_stock", "price_drop"]),
  variant: z.string().regex(/^\d{1,20}$/),
});

export type OptInForm = z.infer<typeof optInFormSchema>;
export type ProductRequestForm = z.infer<typeof productRequestFormSchema>;

/** The fields of a posted form, the first of each name. */
export function fieldsOf(body: Buffer): Record<string, string> {
  const fields: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of new URLSearchParams(body.toString("utf8"))) fields[name] ??= value;
  return fields;
}

/** A path on the shop's own site, without its query (it may name people); "/" for anything else. */
export function pathOf(page: string): string {
  if (!/^\/(?![/\\])/.test(page)) return "/";
  const url = URL.parse(page, "https://shop.invalid");
  return url?.host === "shop.invalid" ? url.pathname : "/";
}

/** Nobody reads a consent text and types a number faster. */
const fastestMs = 2_000;

/** Filled in by a program: too soon after the page was made, or after it was shown. Pages are cached, so old is no sign. */
export function isTooFast({ rendered, elapsed }: OptInForm, now: Date): boolean {
  if (rendered === null) return true;
  const sinceRendered = now.getTime() - rendered * 1000;
  return sinceRendered < fastestMs || (elapsed !== null && elapsed < fastestMs);
}
