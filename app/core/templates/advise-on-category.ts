import type { TemplateDraft } from "./model.ts";
import { confirmOptInTemplate } from "../shared/opt-in-question.ts";
import { findOffer } from "./offer-words.ts";
import { findPlaceholders } from "./placeholders.ts";
import { problem, type Problem } from "./problem.ts";

/**
 * Why Meta may see another category in this draft ("Template categorization", 2025): utility is about one purchase the
 * reader made, or about the reader's own opt-in, and offers nothing; everything else is marketing. Advice only: Meta decides.
 */
export function adviseOnCategory(draft: TemplateDraft): Problem[] {
  if (draft.category === "marketing") return [];
  const offers = adviseOnOffers(draft);
  const aboutOrder = draft.name === confirmOptInTemplate || variablesOf(draft).some((name) => purchase.test(name));
  return [
    ...offers,
    ...(aboutOrder || draft.body.trim() === "" ? [] : [advice("no_order_in_utility", { part: "template" })]),
    ...draft.buttons.flatMap((button, index) =>
      button.type === "url" && button.variable === undefined && shopPage.test(button.base)
        ? [advice("shop_link_in_utility", { part: "button", index })]
        : [],
    ),
  ];
}

/** What ties a message to something the reader has bought. A checkout or a cart is not bought yet. */
const purchase = /^(order|fulfillment|refund|return|invoice)\./;
/** The shop's front page and its shelves: an invitation to look around. */
const shopPage = /^https:\/\/[^/]+(\/?$|\/(collections|products|pages\/sale)\b)/i;

function variablesOf(draft: TemplateDraft): string[] {
  const texts = [draft.header ?? "", draft.body, ...(draft.cards ?? []).map((card) => card.body ?? "")];
  const links = draft.buttons.flatMap((button) => (button.type === "url" && button.variable ? [button.variable] : []));
  return [...texts.flatMap((text) => findPlaceholders(text).map(({ name }) => name)), ...links];
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
    return offer ? [advice("offer_in_utility", { ...where, offset: offer.offset }, { word: offer.word })] : [];
  });
}

function advice(rule: Problem["rule"], where: Problem["where"], values: Problem["values"] = {}): Problem {
  return problem(rule, where, values, "advice");
}
