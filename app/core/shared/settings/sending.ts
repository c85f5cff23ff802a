import { z } from "zod";

/** Minutes since midnight, local to the recipient. */
const minuteOfDay = z.number().int().min(0).max(1439);

export const sendingSettingsFields = {
  quietHours: z
    .object({
      enabled: z.boolean(),
      from: minuteOfDay,
      to: minuteOfDay,
      /** Whom the night silences: offers only, or all but answers inside a conversation. */
      appliesTo: z.enum(["marketing", "all"]).default("marketing"),
    })
    .default({ enabled: true, from: 21 * 60, to: 9 * 60, appliesTo: "marketing" }),
  /** At most `max` marketing messages to one person in `days` days. */
  frequencyCap: z
    .object({ max: z.number().int().min(1).max(50), days: z.number().int().min(1).max(60) })
    .default({ max: 2, days: 7 }),
  /** No second marketing message to a person within this time of any other message. */
  recentlyMessagedMinutes: z
    .number()
    .int()
    .min(0)
    .max(7 * 24 * 60)
    .default(60),
  /** What leaves first when more waits than the number may send: what a shopper waits for, or what was due first. */
  sendFirst: z.enum(["service", "oldest"]).default("service"),
};

export const sendingSettingsSchema = z.object(sendingSettingsFields);
