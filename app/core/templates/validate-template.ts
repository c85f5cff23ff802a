import { adviseOnCategory } from "./advise-on-category.ts";
import { checkCards, checkOffer } from "./check-draft-extras.ts";
import { checkButtons } from "./check-draft-buttons.ts";
import { checkBody, checkFooter, checkHeader } from "./check-draft-text.ts";
import { isMetaLanguage } from "./languages.ts";
import { limits } from "./limits.ts";
import type { TemplateDraft } from "./model.ts";
import { problem, type Problem } from "./problem.ts";

/**
 * Everything Meta would refuse in this draft, found before Meta sees it, and which rule and where. Only "advice" is left in
 * a draft that may be submitted. Each rule has a sentence under templateProblems.<rule>.
 */
export function validateTemplate(draft: TemplateDraft): Problem[] {
  return [
    ...(/^[a-z0-9_]{1,512}$/.test(draft.name) ? [] : [problem("name_format", { part: "name" }, { name: draft.name })]),
    ...(isMetaLanguage(draft.language)
      ? []
      : [problem("language_unsupported", { part: "language" }, { language: draft.language })]),
    ...checkDraftHeader(draft),
    ...checkBody(draft.body, draft.language, draft.samples, draft.offer ? limits.offerBody : limits.body),
    ...(draft.footer === undefined ? [] : checkFooter(draft.footer)),
    ...checkButtons(draft.buttons, draft.samples),
    ...checkOffer(draft),
    ...checkCards(draft),
    ...adviseOnCategory(draft),
  ];
}

function checkDraftHeader({ header, headerMedia, samples }: TemplateDraft): Problem[] {
  if (headerMedia) return headerMedia.mediaId || headerMedia.made ? [] : [problem("media_missing", { part: "header" })];
  if (header === undefined) return [];
  return header.trim() === "" ? [problem("header_text_missing", { part: "header" })] : checkHeader(header, samples);
}
