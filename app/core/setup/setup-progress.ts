import { z } from "zod";

const moment = z.iso.datetime().optional();

/** What of the setup guide only the guide knows; the rest (a number, languages, automations) is read where it is. */
export const setupProgressSchema = z.object({
  /** The theme editor's block was seen switched on, or the merchant does not want the button. */
  storefrontAddedAt: moment,
  storefrontSkippedAt: moment,
  testMessageId: z.uuid().optional(),
  /** A test message reached WhatsApp once. */
  testedAt: moment,
  finishedAt: moment,
  dismissedAt: moment,
  /** Out of the settings, after it was finished or dismissed: it stays until it is dismissed again. */
  broughtBackAt: moment,
});
export type SetupProgress = z.infer<typeof setupProgressSchema>;

export const setupSteps = ["connect", "languages", "automations", "storefront", "test"] as const;
export type SetupStep = (typeof setupSteps)[number];

export function readProgress(json: unknown): SetupProgress {
  return setupProgressSchema.parse(json ?? {});
}

/** The guide shows until it is finished or dismissed. */
export function isGuideShown({ finishedAt, dismissedAt, broughtBackAt }: SetupProgress): boolean {
  return !dismissedAt && (!finishedAt || broughtBackAt !== undefined);
}
