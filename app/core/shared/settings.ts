import { z } from "zod";
import { dataSettingsSchema } from "./settings/data.ts";
import { languageSettingsSchema } from "./settings/languages.ts";
import { notificationSettingsSchema } from "./settings/notifications.ts";
import { optOutSettingsSchema } from "./settings/opt-out.ts";
import { sendingSettingsFields } from "./settings/sending.ts";

export const shopSettingsSchema = z.object({
  /** Nothing is sent at all while set. */
  paused: z.boolean().default(false),
  ...sendingSettingsFields,
  languages: languageSettingsSchema.prefault({}),
  optOut: optOutSettingsSchema.prefault({}),
  /** An order counts for a message within these days after a click, and after a message that was only read. */
  attribution: z
    .object({ clickDays: z.number().int().min(1).max(30), readDays: z.number().int().min(0).max(7) })
    .default({ clickDays: 7, readDays: 0 }),
  data: dataSettingsSchema.prefault({}),
  notifications: notificationSettingsSchema.prefault({}),
  /** How often each section was saved: whoever saves onto another version than they began from is told. */
  versions: z.record(z.string(), z.number().int()).default({}),
  /** Link base of carriers is not ours: templates link to the order status page. */
  codConfirmTag: z.string().default("cod-confirmed"),
  codCancelTag: z.string().default("cod-cancelled"),
});

/** Settings of a shop; every field has a default, so `{}` is valid. */
export type ShopSettings = z.infer<typeof shopSettingsSchema>;

export function readSettings(json: unknown): ShopSettings {
  return shopSettingsSchema.parse(json ?? {});
}
