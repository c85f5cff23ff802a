import { z } from "zod";

/** ISO 3166-1 alpha-2. */
const country = z.string().regex(/^[A-Z]{2}$/);

/** In which countries of numbers an opt-in counts only once the person has confirmed it on WhatsApp. */
export const optInSettingsSchema = z.object({
  /** "except": everywhere but in `countries`; "only": nowhere but there. */
  confirm: z.enum(["everywhere", "except", "only"]).default("everywhere"),
  countries: z.array(country).max(250).default([]),
});
export type OptInSettings = z.infer<typeof optInSettingsSchema>;

/** A number of no known country is confirmed in any case but "nowhere at all". */
export function mustConfirm({ confirm, countries }: OptInSettings, numberCountry: string | null): boolean {
  if (confirm === "everywhere") return true;
  const isNamed = numberCountry !== null && countries.includes(numberCountry);
  return confirm === "except" ? !isNamed : isNamed || (numberCountry === null && countries.length > 0);
}
