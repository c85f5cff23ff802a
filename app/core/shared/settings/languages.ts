import { z } from "zod";

export const languageSettingsSchema = z.object({
  /** Meta codes of the library's languages that are submitted and written in; null until the merchant chose: all of them. */
  offered: z.array(z.string()).min(1).nullable().default(null),
  /** Written in when none of the shopper's own is offered; null: the shop's own language. English stands behind both. */
  fallback: z.string().nullable().default(null),
});
export type LanguageSettings = z.infer<typeof languageSettingsSchema>;
