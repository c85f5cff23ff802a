import { templateDraftSchema, type TemplateDraft } from "./model.ts";

/** The draft with its parts in one order, however they came: two drafts that say the same are the same JSON. */
export function tidyDraft(draft: TemplateDraft): TemplateDraft {
  const { samples, ...rest } = templateDraftSchema.parse(draft);
  const sorted = Object.entries(samples).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return { ...rest, samples: Object.fromEntries(sorted) };
}
