import { z } from "zod";

const words = z.array(z.string().min(1).max(60)).max(50);
/** In UTF-16 units; WhatsApp takes four times as much, nobody reads it. */
export const longestAnswer = 1000;
const answer = z.string().min(1).max(longestAnswer);

export const optOutSettingsSchema = z.object({
  /** Words of the shop's own, beside the built-in list. */
  stopWords: words.default([]),
  startWords: words.default([]),
  /** The shop's own wording by Meta language code, where it differs from the built-in one; "{shopName}" is filled in. */
  answers: z
    .record(z.string(), z.object({ optOutConfirmed: answer.optional(), optInConfirmed: answer.optional() }))
    .default({}),
});
export type OptOutSettings = z.infer<typeof optOutSettingsSchema>;
