/** What became of a privacy request, each with a sentence for the merchant (`privacy.outcomes.*`). */
export const privacyOutcomes = [
  /** The file is there; the merchant is to hand it to the person. */
  "ready",
  /** The merchant said that the person has it. */
  "answered",
  /** Nothing is held about this person. */
  "nothing_held",
  "erased",
  /** Asked about somebody whose data was erased before the answer was given. */
  "person_erased",
  /** The shop has the app again, so it is not erased. */
  "installed_again",
  "shop_erased",
] as const;
export type PrivacyOutcome = (typeof privacyOutcomes)[number];
