import { z } from "zod";
import { attributionSettingsSchema } from "./settings/attribution.ts";
import { dataSettingsSchema } from "./settings/data.ts";
import { languageSettingsSchema } from "./settings/languages.ts";
import { notificationSettingsSchema } from "./settings/notifications.ts";
import { optInSettingsSchema } from "./settings/opt-in.ts";
import { optOutSettingsSchema } from "./settings/opt-out.ts";
import { sendingSettingsFields } from "./settings/sending.ts";

export const shopSettingsSchema = z.object({
  /** Nothing is sent at all while set. */
  paused: z.boolean().default(false),
  ...sendingSettingsFields,
  languages: languageSettingsSchema.prefault({}),
  optIn: optInSettingsSchema.prefault({}),
  optOut: optOutSettingsSchema.prefault({}),
  attribution: attributionSettingsSchema.prefault({}),
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

/** What is saved together: two people can change two sections at the same time. */
export type SettingsSection = "sending" | "languages" | "optIn" | "optOut" | "attribution" | "data" | "notifications";

export function sectionVersion(settings: ShopSettings, section: SettingsSection): number {
  return settings.versions[section] ?? 0;
}
