import { z } from "zod";

/** Minutes since midnight, local to the recipient. */
const minuteOfDay = z.number().int().min(0).max(1439);

export const shopSettingsSchema = z.object({
  /** Nothing is sent at all while set. */
  paused: z.boolean().default(false),
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
  frequencyCap: z.object({ max: z.number().int().min(1), days: z.number().int().min(1) }).default({ max: 2, days: 7 }),
  /** No second marketing message to a person within this time of any other message. */
  recentlyMessagedMinutes: z.number().int().min(0).default(60),
  /** Link base of carriers is not ours: templates link to the order status page. */
  codConfirmTag: z.string().default("cod-confirmed"),
  codCancelTag: z.string().default("cod-cancelled"),
});

/** Settings of a shop; every field has a default, so `{}` is valid. */
export type ShopSettings = z.infer<typeof shopSettingsSchema>;

export function readSettings(json: unknown): ShopSettings {
  return shopSettingsSchema.parse(json ?? {});
}
