import { z } from "zod";

const days = (most: number, standard: number) => z.number().int().min(0).max(most).default(standard);

/**
 * For how many days after each kind of evidence an order still counts for a message; 0: that kind never counts.
 * core/results/choose-credit.ts applies them.
 */
export const attributionSettingsSchema = z.object({
  /** The order came from the very checkout or cart the message was about. Days since the message arrived. */
  checkoutDays: days(30, 14),
  /** The order used a discount code that the message carried. Days since the message arrived. */
  codeDays: days(90, 30),
  /** The person pressed the message's link. Days since the press. */
  clickDays: days(30, 7),
  /** The person answered the message. Days since the answer. */
  replyDays: days(30, 3),
});

export type AttributionSettings = z.infer<typeof attributionSettingsSchema>;
