import { checkButtons } from "./check-draft-buttons.ts";
import { checkBody, checkFooter, checkHeader } from "./check-draft-text.ts";
import { isMetaLanguage } from "./languages.ts";
import type { TemplateDraft } from "./model.ts";
import { findOffer } from "./offer-words.ts";
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
    ...(draft.header === undefined ? [] : checkHeader(draft.header, draft.samples)),
    ...checkBody(draft.body, draft.language, draft.samples),
    ...(draft.footer === undefined ? [] : checkFooter(draft.footer)),
    ...checkButtons(draft.buttons, draft.samples),
    ...(draft.category === "utility" ? adviseOnOffers(draft) : []),
  ];
}

function adviseOnOffers(draft: TemplateDraft): Problem[] {
  const texts: { text: string | undefined; where: Problem["where"] }[] = [
    { text: draft.header, where: { part: "header" } },
    { text: draft.body, where: { part: "body" } },
    { text: draft.footer, where: { part: "footer" } },
    ...draft.buttons.map((button, index) => ({
      text: button.type === "copy_code" ? undefined : button.text,
      where: { part: "button" as const, index },
    })),
  ];
  return texts.flatMap(({ text, where }) => {
    const offer = text === undefined ? null : findOffer(text, draft.language);
    return offer
      ? [problem("offer_in_utility", { ...where, offset: offer.offset }, { word: offer.word }, "advice")]
      : [];
  });
}
