import { checkButtons } from "./check-draft-buttons.ts";
import { checkBody } from "./check-draft-text.ts";
import { limits } from "./limits.ts";
import type { DraftCard, TemplateDraft } from "./model.ts";
import { problem, type Problem } from "./problem.ts";

/** Meta, "Limited-time offer templates". */
export function checkOffer(draft: TemplateDraft): Problem[] {
  const { offer, buttons } = draft;
  if (!offer) return [];
  const where = { part: "offer" } as const;
  const problems: Problem[] = [];
  const length = offer.text.trim().length;
  if (length === 0) problems.push(problem("offer_text_missing", where));
  if (length > limits.offerText) problems.push(problem("text_too_long", where, { length, max: limits.offerText }));
  if (draft.category !== "marketing") problems.push(problem("marketing_only", where));
  if (draft.footer !== undefined) problems.push(problem("footer_not_allowed", { part: "footer" }));
  if (draft.header !== undefined || draft.headerMedia?.format === "document") {
    problems.push(problem("media_of_offer", { part: "header" }));
  }
  if (draft.cards) problems.push(problem("offer_with_cards", where));
  if (!buttons.some((button) => button.type === "url")) problems.push(problem("offer_link_missing", where));
  const codeAt = buttons.findIndex((button) => button.type === "copy_code");
  if (offer.hours !== null && codeAt === -1) problems.push(problem("offer_code_missing", where));
  if (codeAt > 0) problems.push(problem("offer_code_first", { part: "button", index: codeAt }));
  return problems;
}

/** Meta, "Media card carousel templates": every card has the same parts as the others. */
export function checkCards(draft: TemplateDraft): Problem[] {
  const { cards } = draft;
  if (!cards) return [];
  const where = { part: "card" } as const;
  const problems: Problem[] = [];
  if (cards.length < limits.fewestCards) problems.push(problem("too_few_cards", where, { min: limits.fewestCards }));
  if (cards.length > limits.cards) problems.push(problem("too_many_cards", where, { max: limits.cards }));
  if (draft.category !== "marketing") problems.push(problem("marketing_only", where));
  if (draft.header !== undefined || draft.headerMedia) problems.push(problem("header_with_cards", { part: "header" }));
  if (draft.footer !== undefined) problems.push(problem("footer_not_allowed", { part: "footer" }));
  if (draft.buttons.length > 0) problems.push(problem("button_with_cards", { part: "button" }));
  if (new Set(cards.map(shapeOf)).size > 1) problems.push(problem("cards_differ", where));
  return [...problems, ...cards.flatMap((card, index) => checkCard(card, index, draft))];
}

function shapeOf({ media, body, buttons }: DraftCard): string {
  return JSON.stringify([media.format, body !== undefined, buttons.map(({ type }) => type)]);
}

function checkCard(card: DraftCard, index: number, draft: TemplateDraft): Problem[] {
  const problems: Problem[] = [];
  if (!card.media.mediaId) problems.push(problem("media_missing", { part: "header" }));
  if (card.body !== undefined) {
    problems.push(...checkBody(card.body, draft.language, draft.samples, limits.cardBody));
  }
  if (card.buttons.length === 0) problems.push(problem("card_needs_button", { part: "button" }));
  if (card.buttons.length > limits.cardButtons) {
    const values = { count: card.buttons.length, max: limits.cardButtons };
    problems.push(problem("too_many_buttons", { part: "button" }, values));
  }
  card.buttons.forEach((button, position) => {
    if (button.type === "copy_code") problems.push(problem("card_button_kind", { part: "button", index: position }));
  });
  problems.push(...checkButtons(card.buttons, draft.samples));
  return problems.map((one) => ({ ...one, where: { ...one.where, card: index } }));
}
