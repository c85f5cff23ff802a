import type { TemplateContent } from "../outbox/message-content.ts";
import { limits } from "./limits.ts";
import type { ParsedComponents, ParsedText } from "./parse-components.ts";
import { replacePlaceholders } from "./placeholders.ts";
import { problem, type Problem } from "./problem.ts";

/**
 * Whether this content fits the components Meta approved: the check that stands between a changed template and error
 * 132000, or a message that says something else than was meant. Looks at counts, lengths, white space and button indexes.
 */
export function checkParameters(approved: ParsedComponents, content: TemplateContent): Problem[] {
  return [
    ...checkTexts("header", approved.header ?? { text: "", placeholders: 0 }, content.header, limits.header),
    ...checkTexts("body", approved.body, content.body, limits.body),
    ...checkMedia(approved, content),
    ...checkButtons(approved.buttons, content.buttons),
    ...checkCards(approved, content),
  ];
}

/** Meta: "Param text cannot have new-line/tab characters or more than 4 consecutive spaces" (132000, 132018). */
const forbiddenWhiteSpace = /[\n\r\t]| {5,}/;

function checkTexts(
  part: "header" | "body",
  approved: ParsedText,
  parameters: TemplateContent["body"],
  maxLength: number,
): Problem[] {
  if (parameters.length !== approved.placeholders) {
    return [problem("parameter_count", { part }, { expected: approved.placeholders, given: parameters.length })];
  }
  const problems = parameters.flatMap(({ text }, index) => checkText(text, { part, index }));
  const length = replacePlaceholders(approved.text, (name) => parameters[Number(name) - 1]?.text ?? "").length;
  if (length > maxLength) problems.push(problem("message_too_long", { part }, { length, max: maxLength }));
  return problems;
}

function checkText(text: string, where: Problem["where"]): Problem[] {
  if (text.trim() === "") return [problem("parameter_empty", where)];
  const problems: Problem[] = [];
  if (text.length > limits.body) problems.push(problem("parameter_too_long", where, { max: limits.body }));
  if (forbiddenWhiteSpace.test(text)) problems.push(problem("parameter_white_space", where));
  return problems;
}

/** Files, the end of an offer and codes: what the approved template shows must be given, and nothing else. */
function checkMedia(approved: ParsedComponents, content: TemplateContent): Problem[] {
  const problems: Problem[] = [];
  const given = content.headerDocument ? "document" : content.headerMedia?.type;
  if (approved.headerMedia !== given) {
    problems.push(problem("media_missing", { part: "header" }));
  }
  if ((approved.offer?.expires ?? false) !== (content.offerHours !== undefined)) {
    problems.push(problem("offer_end_missing", { part: "offer" }));
  }
  return problems;
}

function checkCards({ cards = [] }: ParsedComponents, content: TemplateContent): Problem[] {
  const given = content.cards ?? [];
  if (cards.length !== given.length) {
    return [problem("parameter_count", { part: "card" }, { expected: cards.length, given: given.length })];
  }
  return cards.flatMap((card, index) => {
    const values = given[index];
    if (!values) return [];
    const problems = [
      ...(values.media.type === card.media ? [] : [problem("media_missing", { part: "header" })]),
      ...checkTexts("body", card.body ?? { text: "", placeholders: 0 }, values.body, limits.cardBody),
      ...checkButtons(card.buttons, values.buttons),
    ];
    return problems.map((one) => ({ ...one, where: { ...one.where, card: index } }));
  });
}

function checkButtons(approved: ParsedComponents["buttons"], given: TemplateContent["buttons"]): Problem[] {
  const problems: Problem[] = [];
  approved.forEach((button, index) => {
    const filled = given.some((value) => value.index === index && value.type !== "quick_reply");
    if ((button.linkBase !== undefined || button.type === "COPY_CODE") && !filled) {
      problems.push(problem("button_parameter_missing", { part: "button", index }, { label: button.label }));
    }
  });
  const seen = new Set<number>();
  for (const { index, type, value } of given) {
    const where = { part: "button", index } as const;
    const button = approved[index];
    const takes = type === "url" ? button?.linkBase !== undefined : button?.type === type.toUpperCase();
    if (!takes || seen.has(index)) problems.push(problem("button_parameter_unexpected", where));
    seen.add(index);
    const max = {
      url: limits.url - (button?.linkBase?.length ?? 0),
      quick_reply: limits.quickReplyPayload,
      copy_code: limits.copyCode,
    }[type];
    if (value.length > max) problems.push(problem("parameter_too_long", where, { max }));
    if (type !== "quick_reply" && /\s/.test(value)) problems.push(problem("parameter_white_space", where));
  }
  return problems;
}
