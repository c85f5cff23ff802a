import type { GraphAnswer } from "../errors.ts";
import { refuse, refuseManagement } from "../errors.ts";
import { isObject } from "../http.ts";
import type { TemplateComponent } from "../model.ts";
import { kindOfHandle } from "../graph/uploads.ts";
import { checkCarousel, checkLimitedTimeOffer } from "./check-marketing-parts.ts";
import { checkButtons } from "./check-buttons.ts";
import { variablesOf } from "./compile-template.ts";

const categories = new Set(["MARKETING", "UTILITY", "AUTHENTICATION"]);
const headerFormats = new Set(["TEXT", "IMAGE", "VIDEO", "DOCUMENT", "LOCATION", "GIF", "PRODUCT"]);
const knownTypes = new Set([
  "HEADER",
  "BODY",
  "FOOTER",
  "BUTTONS",
  "CAROUSEL",
  "LIMITED_TIME_OFFER",
  "CALL_PERMISSION_REQUEST",
]);

export const subcodes = {
  templateLimit: 2388019,
  duplicate: 2388024,
  tooLong: 2388040,
  missingField: 2388043,
  headerFormat: 2388047,
  bodyFormat: 2388072,
  footerFormat: 2388073,
  tooManyVariables: 2388293,
  danglingVariable: 2388299,
} as const;

export type TemplateRequest = {
  name: string;
  language: string;
  category: string;
  parameterFormat: "POSITIONAL" | "NAMED";
  components: TemplateComponent[];
};

/** Null when Meta would take it into review; else Meta's refusal. */
export function checkTemplate(request: TemplateRequest): GraphAnswer | null {
  if (!/^[a-z0-9_]{1,512}$/.test(request.name)) {
    return refuse(100, "Param name must be at most 512 lowercase letters, digits and underscores.");
  }
  if (!/^[a-z]{2,3}(_[A-Z]{2,3})?$/.test(request.language)) {
    return refuse(100, `Param language '${request.language}' is not a supported language.`);
  }
  if (!categories.has(request.category)) {
    return refuse(100, "Param category must be one of {AUTHENTICATION, MARKETING, UTILITY}.");
  }
  for (const component of request.components) {
    if (!knownTypes.has(component.type)) {
      return refuse(100, `Param components: '${component.type}' is not a valid component type.`);
    }
  }
  const seen = new Set(request.components.map((component) => component.type));
  if (seen.size !== request.components.length) return refuse(100, "Param components: a component type is given twice.");
  if (!seen.has("BODY")) {
    return missing("Message template must have a component of type BODY.");
  }
  for (const component of request.components) {
    const problem = checkComponent(component, request);
    if (problem) return problem;
  }
  return null;
}

function checkComponent(component: TemplateComponent, request: TemplateRequest): GraphAnswer | null {
  switch (component.type) {
    case "HEADER":
      return checkHeader(component, request);
    case "BODY":
      return checkBody(component, request);
    case "FOOTER":
      return checkFooter(component, request);
    case "BUTTONS":
      return checkButtons(component.buttons ?? []);
    case "CAROUSEL":
      return checkCarousel(component, request, checkComponent);
    case "LIMITED_TIME_OFFER":
      return checkLimitedTimeOffer(component, request);
    default:
      return null;
  }
}

function checkHeader(component: TemplateComponent, request: TemplateRequest): GraphAnswer | null {
  const format = component.format ?? "";
  if (!headerFormats.has(format)) return missing("component of type HEADER is missing expected field(s) (format)");
  if (format !== "TEXT") {
    if (format === "LOCATION" || format === "PRODUCT") return null;
    return checkHandle(component, format);
  }
  const text = component.text ?? "";
  if (text.trim() === "") return missing("component of type HEADER is missing expected field(s) (text)");
  if (text.length > 60) return tooLong("header", 60);
  if (/[\n\r*_~`]|\p{Extended_Pictographic}/u.test(text)) {
    return headerFormat("The message header can't have any new lines, formatting characters, emojis or asterisks.");
  }
  const variables = variablesOf(text);
  if (variables.length > 1) return headerFormat("The message header can have at most one variable.");
  const named = request.parameterFormat === "NAMED";
  const misnamed = checkNames(variables, named, headerFormat);
  if (misnamed) return misnamed;
  if (variables.length === 0) return null;
  const samples = named ? component.example?.header_text_named_params : component.example?.header_text;
  return hasSamples(samples, 1) ? null : missing("component of type HEADER is missing expected field(s) (example)");
}

function checkHandle(component: TemplateComponent, format: string): GraphAnswer | null {
  const handles = component.example?.header_handle;
  const kind = kindOfHandle(Array.isArray(handles) ? handles[0] : undefined);
  if (kind === null) return missing("component of type HEADER is missing expected field(s) (example)");
  const expected = format === "GIF" ? "video" : format.toLowerCase();
  return kind === expected
    ? null
    : refuse(100, `Param components: the header_handle is of a file of type ${kind}, not ${expected}.`);
}

function checkBody(component: TemplateComponent, request: TemplateRequest): GraphAnswer | null {
  const text = component.text;
  if (request.category === "AUTHENTICATION") {
    return text === undefined ? null : refuse(100, "Authentication templates can not have a body text of their own.");
  }
  if (typeof text !== "string" || text.trim() === "") {
    return missing("component of type BODY is missing expected field(s) (text)");
  }
  if (text.length > 1024) return tooLong("body", 1024);
  if (/\n{3,}|\t| {5,}/.test(text.replace(/\r/g, ""))) {
    return bodyFormat(
      "The message body can't have more than two new lines in a row, tabs, or more than four spaces in a row.",
    );
  }
  const variables = variablesOf(text);
  const misnamed = checkNames(variables, request.parameterFormat === "NAMED", bodyFormat);
  if (misnamed) return misnamed;
  if (variables.length === 0) return text.includes("{{") ? bodyFormat("Variables must be written as {{1}}.") : null;
  const shape = checkPlaces(text, variables.length, request.language);
  if (shape) return shape;
  const count = new Set(variables).size;
  const example = component.example;
  if (request.parameterFormat === "NAMED") {
    return hasSamples(example?.body_text_named_params, count)
      ? null
      : missing("component of type BODY is missing expected field(s) (example)");
  }
  const rows = example?.body_text;
  const row: unknown = Array.isArray(rows) && Array.isArray(rows[0]) ? rows[0] : rows;
  return hasSamples(row, count) ? null : missing("component of type BODY is missing expected field(s) (example)");
}

/** Positional: {{1}}, {{2}}, … without a gap. Named: lowercase letters, digits, underscores. */
function checkNames(
  variables: string[],
  named: boolean,
  problem: (message: string) => GraphAnswer,
): GraphAnswer | null {
  if (named) {
    return variables.every((name) => /^[a-z][a-z0-9_]*$/.test(name))
      ? null
      : problem("Named variables must be lowercase letters, digits and underscores.");
  }
  const numbers = [...new Set(variables)];
  if (!numbers.every((name) => /^[1-9]\d*$/.test(name))) {
    return problem("Variables must be written with a number in two curly brackets, for example {{1}}.");
  }
  const sorted = numbers.map(Number).sort((one, other) => one - other);
  return sorted.every((number, index) => number === index + 1)
    ? null
    : problem("Variables must be numbered one after the other, beginning with {{1}}.");
}

function checkPlaces(text: string, variableCount: number, language: string): GraphAnswer | null {
  const trimmed = text.trim();
  if (trimmed.startsWith("{{") || trimmed.endsWith("}}")) {
    return refuseManagement(
      subcodes.danglingVariable,
      "Leading or trailing params not allowed",
      "Variables can't be at the start or end of the template.",
    );
  }
  if (/\}\}\s*\{\{/.test(text)) return bodyFormat("Two variables can't stand next to each other.");
  const words = countWords(text.replace(/\{\{[^{}]*\}\}/g, " "), language);
  // Documented by Meta's partners: x variables need at least 2x + 1 words beside them.
  if (words < 2 * variableCount + 1) {
    return refuseManagement(
      subcodes.tooManyVariables,
      "Parameter words ratio exceeds limit",
      "This template has too many variables for its length. Reduce the number of variables or increase the message length.",
    );
  }
  return null;
}

function countWords(text: string, language: string): number {
  const segmenter = new Intl.Segmenter(language.replace("_", "-"), { granularity: "word" });
  let words = 0;
  for (const segment of segmenter.segment(text)) if (segment.isWordLike) words += 1;
  return words;
}

function checkFooter(component: TemplateComponent, request: TemplateRequest): GraphAnswer | null {
  if (request.category === "AUTHENTICATION" && component.text === undefined) return null;
  const text = component.text ?? "";
  if (text.trim() === "") return missing("component of type FOOTER is missing expected field(s) (text)");
  if (text.length > 60) return tooLong("footer", 60);
  return variablesOf(text).length > 0 || /[\n\r]/.test(text)
    ? refuseManagement(
        subcodes.footerFormat,
        "Message footer format is incorrect",
        "The message footer can't have any variables or new lines.",
      )
    : null;
}

function hasSamples(samples: unknown, count: number): boolean {
  if (!Array.isArray(samples) || samples.length !== count) return false;
  return samples.every((sample: unknown) => {
    const text: unknown = isObject(sample) ? sample.example : sample;
    return typeof text === "string" && text.trim() !== "";
  });
}

function missing(message: string): GraphAnswer {
  return refuseManagement(
    subcodes.missingField,
    'Message template "components" param is missing expected field(s)',
    message,
  );
}

function tooLong(part: string, limit: number): GraphAnswer {
  return refuseManagement(
    subcodes.tooLong,
    "Character Limit Exceeded",
    `The message ${part} can't be longer than ${limit} characters.`,
  );
}

function headerFormat(message: string): GraphAnswer {
  return refuseManagement(subcodes.headerFormat, "Message header format is incorrect", message);
}

function bodyFormat(message: string): GraphAnswer {
  return refuseManagement(subcodes.bodyFormat, "Message body format is incorrect", message);
}
