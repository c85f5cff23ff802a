import type { GraphAnswer } from "../errors.ts";
import { refuseManagement } from "../errors.ts";
import type { TemplateButton } from "../model.ts";
import { variablesOf } from "./compile-template.ts";

const atMost: Record<string, number> = { URL: 2, PHONE_NUMBER: 1, COPY_CODE: 1 };
const writtenByMeta = new Set(["COPY_CODE", "OTP"]);

/** At most 10 buttons: 2 URL, 1 phone, 1 copy code; quick replies stand together. */
export function checkButtons(buttons: TemplateButton[]): GraphAnswer | null {
  if (buttons.length === 0) return wrong("A component of type BUTTONS needs at least one button.");
  if (buttons.length > 10) return wrong("A template can have at most 10 buttons.");
  for (const [type, limit] of Object.entries(atMost)) {
    const count = buttons.filter((button) => button.type === type).length;
    if (count > limit) return wrong(`A template can have at most ${limit} button(s) of type ${type}.`);
  }
  if (quickRepliesAreSplit(buttons)) return wrong("Quick reply buttons must be grouped together.");
  for (const button of buttons) {
    const problem = checkText(button) ?? checkTarget(button);
    if (problem) return problem;
  }
  return null;
}

function quickRepliesAreSplit(buttons: TemplateButton[]): boolean {
  let changes = 0;
  for (let index = 1; index < buttons.length; index += 1) {
    const isReply = buttons[index]?.type === "QUICK_REPLY";
    if (isReply !== (buttons[index - 1]?.type === "QUICK_REPLY")) changes += 1;
  }
  return changes > 1;
}

function checkText(button: TemplateButton): GraphAnswer | null {
  if (writtenByMeta.has(button.type)) return null;
  const text = button.text;
  if (typeof text !== "string" || text.trim() === "") return wrong("A button is missing its text.");
  if (text.length > 25) return wrong("The text of a button can't be longer than 25 characters.");
  return /[\n\r{}*~`]|\p{Extended_Pictographic}/u.test(text)
    ? wrong("Buttons can't have any variables, newlines, emojis or formatting characters.")
    : null;
}

function checkTarget(button: TemplateButton): GraphAnswer | null {
  switch (button.type) {
    case "URL":
      return checkUrl(button);
    case "PHONE_NUMBER":
      return typeof button.phone_number === "string" && /^\+?[\d ()-]{5,20}$/.test(button.phone_number)
        ? null
        : wrong("A phone number button needs a phone number of at most 20 characters.");
    case "COPY_CODE": {
      const code = sampleOf(button);
      return code !== null && code.length <= 15
        ? null
        : wrong("A copy code button needs an example of at most 15 characters.");
    }
    default:
      return null;
  }
}

function checkUrl(button: TemplateButton): GraphAnswer | null {
  const url = button.url;
  if (typeof url !== "string" || url === "") return wrong("A URL button is missing its url.");
  if (url.length > 2000) return wrong("The url of a button can't be longer than 2000 characters.");
  if (!/^https?:\/\/[^\s/]+/i.test(url)) return wrong("The url of a button must be a valid http or https address.");
  const variables = variablesOf(url);
  if (variables.length === 0) return null;
  if (variables.length > 1 || !url.endsWith("{{1}}"))
    return wrong("The url of a button can have one variable, {{1}}, at its end.");
  if (/^https?:\/\/\{\{/i.test(url)) return wrong("The variable of a url can't be its host.");
  return sampleOf(button) === null ? wrong("A URL button with a variable is missing its example.") : null;
}

function sampleOf(button: TemplateButton): string | null {
  const sample: unknown = Array.isArray(button.example) ? button.example[0] : button.example;
  return typeof sample === "string" && sample.trim() !== "" ? sample : null;
}

function wrong(message: string): GraphAnswer {
  return refuseManagement(null, "Invalid template buttons", message);
}
