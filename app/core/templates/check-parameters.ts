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
    ...checkButtons(approved, content),
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

function checkButtons(approved: ParsedComponents, content: TemplateContent): Problem[] {
  const problems: Problem[] = [];
  approved.buttons.forEach((button, index) => {
    const filled = content.buttons.some((value) => value.index === index && value.type === "url");
    if (button.linkBase !== undefined && !filled) {
      problems.push(problem("button_parameter_missing", { part: "button", index }, { label: button.label }));
    }
  });
  const seen = new Set<number>();
  for (const { index, type, value } of content.buttons) {
    const where = { part: "button", index } as const;
    const button = approved.buttons[index];
    const takes = type === "url" ? button?.linkBase !== undefined : button?.type === "QUICK_REPLY";
    if (!takes || seen.has(index)) problems.push(problem("button_parameter_unexpected", where));
    seen.add(index);
    const max = type === "url" ? limits.url - (button?.linkBase?.length ?? 0) : limits.quickReplyPayload;
    if (value.length > max) problems.push(problem("parameter_too_long", where, { max }));
    if (type === "url" && /\s/.test(value)) problems.push(problem("parameter_white_space", where));
  }
  return problems;
}
