import { z } from "zod";

// Lenient pieces: a field that is missing, null or of another type than expected reads as null, because Shopify adds, drops
// and retypes fields by the quarter. Only what an event can not do without is required, by the payload's own schema.

/** A number that came as text already (see read-json.ts), or as a JS number from somewhere else. */
const numeric = z.union([z.string(), z.number().transform(String)]);

/** Shopify id as digits; also from a gid ("gid://shopify/Order/123"). */
export const requiredId = numeric
  .pipe(z.string().regex(/^(gid:\/\/shopify\/\w+\/)?\d{1,20}(\?.*)?$/))
  .transform(digitsOf);
export const id = requiredId.nullable().catch(null).default(null);

export const requiredToken = z.string().min(1).max(255);
export const token = requiredToken.nullable().catch(null).default(null);

export const text = z
  .string()
  .transform((value) => shortText(value) || null)
  .nullable()
  .catch(null)
  .default(null);

/** Shopify: at most 40 characters; longer ones are cut, so that the key made of one stays one. */
export const requiredTag = z
  .string()
  .transform((value) => shortText(value).slice(0, 100).trim())
  .pipe(z.string().min(1));

/** URLs are kept whole: half a recovery link is worse than none. */
export const link = z.url().max(4000).nullable().catch(null).default(null);

/** A decimal as text: "19.99". */
export const decimal = numeric
  .pipe(z.string().regex(/^-?\d{1,15}(\.\d+)?$/))
  .nullable()
  .catch(null)
  .default(null);

export const quantity = numeric
  .pipe(z.string().regex(/^\d{1,9}$/))
  .transform(Number)
  .catch(1)
  .default(1);

export const requiredTime = z.string().transform((value, context) => {
  const time = new Date(value);
  const year = time.getUTCFullYear();
  if (year >= 1 && year <= 9999) return time;
  context.addIssue({ code: "custom", message: "no time" });
  return z.NEVER;
});
export const time = requiredTime.nullable().catch(null).default(null);

/** Members that can not be read are left out; the rest stay. */
export function listOf<T>(member: z.ZodType<T>) {
  return z
    .array(z.unknown())
    .transform((values) =>
      values.flatMap((value) => {
        const read = member.safeParse(value);
        return read.success ? [read.data] : [];
      }),
    )
    .catch([])
    .default([]);
}

export const currency = z
  .string()
  .regex(/^[A-Za-z]{3}$/)
  .transform((code) => code.toUpperCase())
  .nullable()
  .catch(null)
  .default(null);

/** BCP 47; what is no language tag reads as unknown, and the shop's language is used. */
export const locale = z
  .string()
  .transform((value) => value.trim().replace("_", "-"))
  .pipe(z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/))
  .nullable()
  .catch(null)
  .default(null);

export const countryCode = z
  .string()
  .regex(/^[A-Za-z]{2}$/)
  .transform((code) => code.toUpperCase())
  .nullable()
  .catch(null)
  .default(null);

const money = z.object({ amount: decimal, currency_code: currency }).nullable().catch(null).default(null);

/** An amount in the shop's currency and in the one the shopper paid in. */
export const moneySet = z.object({ shop_money: money, presentment_money: money }).nullable().catch(null).default(null);

export const address = z
  .object({ first_name: text, last_name: text, phone: text, country_code: countryCode, province_code: text })
  .nullable()
  .catch(null)
  .default(null);

export type Address = z.infer<typeof address>;

/** The customer as orders and checkouts carry it since 2025-01: no consent, no tags. */
export const customer = z
  .object({
    id,
    first_name: text,
    last_name: text,
    phone: text,
    orders_count: decimal,
    default_address: address,
  })
  .nullable()
  .catch(null)
  .default(null);

export type CustomerPart = z.infer<typeof customer>;

function digitsOf(value: string): string {
  return value.replace(/^gid:\/\/shopify\/\w+\//, "").replace(/\?.*$/, "");
}

/** The cut may fall into a surrogate pair, and half of one is no text: PostgreSQL refuses it in JSON. */
function shortText(value: string): string {
  return value
    .trim()
    .slice(0, 500)
    .replace(/[\uD800-\uDBFF]$/, "");
}
