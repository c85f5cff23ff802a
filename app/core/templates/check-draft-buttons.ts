import { isReservedPayload } from "../shared/opt-in-question.ts";
import { limits } from "./limits.ts";
import { storefrontHostMark, type DraftButton } from "./model.ts";
import { findPlaceholders } from "./placeholders.ts";
import { problem, type Problem } from "./problem.ts";
import { isLinkVariable, isVariableKey } from "./variable-keys.ts";

const maxOfType: Partial<Record<DraftButton["type"], number>> = {
  url: limits.urlButtons,
  phone: limits.phoneButtons,
  copy_code: limits.copyCodeButtons,
};

export function checkButtons(buttons: readonly DraftButton[], samples: Readonly<Record<string, string>>): Problem[] {
  return [
    ...checkCounts(buttons),
    ...checkOrder(buttons),
    ...checkLabels(buttons),
    ...buttons.flatMap((button, index) => checkTarget(button, index, samples)),
  ];
}

function checkCounts(buttons: readonly DraftButton[]): Problem[] {
  const problems: Problem[] = [];
  if (buttons.length > limits.buttons) {
    problems.push(problem("too_many_buttons", { part: "button" }, { count: buttons.length, max: limits.buttons }));
  }
  for (const [type, max] of Object.entries(maxOfType)) {
    const count = buttons.filter((button) => button.type === type).length;
    if (count > max) problems.push(problem("too_many_buttons_of_type", { part: "button" }, { type, count, max }));
  }
  return problems;
}

/** Quick replies stand together: all before or all behind the others. */
function checkOrder(buttons: readonly DraftButton[]): Problem[] {
  const changes = buttons.filter(
    (button, index) => index > 0 && (button.type === "quick_reply") !== (buttons[index - 1]?.type === "quick_reply"),
  );
  return changes.length > 1 ? [problem("quick_replies_split", { part: "button" })] : [];
}

function checkLabels(buttons: readonly DraftButton[]): Problem[] {
  const seen = new Set<string>();
  return buttons.flatMap((button, index) => {
    if (button.type === "copy_code") return []; // Meta writes this label itself.
    const where = { part: "button", index } as const;
    const label = button.text.trim();
    if (label === "") return [problem("button_label_missing", where)];
    const problems: Problem[] = [];
    if (label.length > limits.buttonLabel) {
      problems.push(problem("text_too_long", where, { length: label.length, max: limits.buttonLabel }));
    }
    // Without a payload of its own a quick reply sends its label back.
    if (isReservedPayload(label)) problems.push(problem("button_label_reserved", where, { label }));
    if (seen.has(label)) problems.push(problem("button_label_duplicate", where, { label }));
    seen.add(label);
    if (findPlaceholders(label).length > 0) problems.push(problem("button_label_variable", where, { label }));
    else if (/[*_~`]/.test(label)) problems.push(problem("formatting_not_allowed", where));
    if (/[\n\r]/.test(label)) problems.push(problem("line_break_not_allowed", where));
    if (/\p{RGI_Emoji}/v.test(label)) problems.push(problem("emoji_not_allowed", where));
    return problems;
  });
}

function checkTarget(button: DraftButton, index: number, samples: Readonly<Record<string, string>>): Problem[] {
  const where = { part: "button", index } as const;
  switch (button.type) {
    case "quick_reply":
      return [];
    case "phone":
      return /^\+?[1-9]\d{6,18}$/.test(button.phone) ? [] : [problem("phone_not_international", where)];
    case "copy_code":
      if (button.code.trim() === "") return [problem("code_missing", where)];
      return button.code.length > limits.copyCode
        ? [problem("text_too_long", where, { length: button.code.length, max: limits.copyCode })]
        : [];
    case "url":
      return checkUrl(button, where, samples);
  }
}

function checkUrl(
  button: Extract<DraftButton, { type: "url" }>,
  where: Problem["where"],
  samples: Readonly<Record<string, string>>,
): Problem[] {
  if (/[{}]/.test(button.base.replaceAll(storefrontHostMark, ""))) return [problem("url_variable_position", where)];
  const url = URL.parse(button.base.replaceAll(storefrontHostMark, "storefront.invalid"));
  if (url?.protocol !== "https:") return [problem("url_not_https", where)];
  const { variable } = button;
  const problems: Problem[] = [];
  // "{{1}}" is five characters of Meta's 2000.
  const length = button.base.length + (variable === undefined ? 0 : 5);
  if (length > limits.url) problems.push(problem("text_too_long", where, { length, max: limits.url }));
  if (variable === undefined) return problems;
  if (!isVariableKey(variable)) return [...problems, problem("variable_unknown", where, { variable })];
  if (!isLinkVariable(variable)) problems.push(problem("text_variable_in_link", where, { variable }));
  if (!samples[variable]?.trim()) problems.push(problem("sample_missing", where, { variable }));
  return problems;
}
