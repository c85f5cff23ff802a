import { z } from "zod";
import { countryField, localeField, textField, wordingField } from "../shopper-fields.ts";

const checkoutToken = z
  .string()
  .regex(/^[A-Za-z0-9_-]{8,128}$/)
  .nullable()
  .catch(null);

export const stateRequestSchema = z.object({ checkoutToken });

export const optInRequestSchema = z.object({
  checkoutToken,
  place: z.enum(["thank_you", "order_status"]),
  phone: textField(64),
  country: countryField,
  locale: localeField,
  wording: wordingField,
  /** Present when the box beside it was ticked. */
  marketingWording: wordingField.nullish(),
});

export type OptInBody = z.infer<typeof optInRequestSchema>;

export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
