import { z } from "zod";
import type { GivenDiscount } from "../templates/variable-facts.ts";
import type { DiscountStep } from "./definition.ts";

const amount = z.object({ minor: z.string(), currency: z.string() });

/** What a discount at Shopify is made from. How long a code works is each code's own matter. */
export const discountTermsSchema = z.object({
  value: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("percent"), percent: z.number() }),
    z.object({ kind: z.literal("amount"), amount }),
  ]),
  minimum: amount.nullable(),
  prefix: z.string(),
});
export type DiscountTerms = z.infer<typeof discountTermsSchema>;

/** The same terms are the same text, whatever the order they were written in. */
export function termsOf({ value, minimum, prefix }: DiscountStep): string {
  const plain: DiscountTerms = {
    value:
      value.kind === "percent"
        ? { kind: "percent", percent: value.percent }
        : { kind: "amount", amount: { minor: value.amount.minor, currency: value.amount.currency } },
    minimum: minimum ? { minor: minimum.minor, currency: minimum.currency } : null,
    prefix,
  };
  return JSON.stringify(plain);
}

export function readTerms(text: string): DiscountTerms {
  return discountTermsSchema.parse(JSON.parse(text));
}

export function discountValue(value: DiscountTerms["value"]): GivenDiscount["value"] {
  if (value.kind === "percent") return { percent: value.percent };
  return { amount: { minor: BigInt(value.amount.minor), currency: value.amount.currency } };
}

/** Without those that are taken for one another when read aloud or typed: I, L, O, U, 0, 1. */
const letters = "ABCDEFGHJKMNPQRSTVWXYZ23456789";

/**
 * A code nobody guesses, from the random end of a UUID: eight of thirty letters are 6 * 10^11, and a code that is taken
 * already at this shop is refused by the database or by Shopify, and never given.
 */
export function codeFrom(uuid: string, prefix: string): string {
  let rest = BigInt(`0x${uuid.replaceAll("-", "").slice(-15)}`);
  let code = "";
  for (let n = 0; n < 8; n += 1) {
    code += letters[Number(rest % BigInt(letters.length))] ?? "";
    rest /= BigInt(letters.length);
  }
  return prefix ? `${prefix}-${code}` : code;
}
