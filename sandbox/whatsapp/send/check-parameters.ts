import type { GraphAnswer } from "../errors.ts";
import { refuse } from "../errors.ts";
import { isObject } from "../http.ts";
import type { CompiledButton, CompiledTemplate } from "../templates/compile-template.ts";

const bodyTypes = new Set(["text", "currency", "date_time"]);

/** Compares what a send gives with what the approved template wants; null when it fits. */
export function checkParameters(template: CompiledTemplate, named: boolean, components: unknown): GraphAnswer | null {
  if (components !== undefined && !Array.isArray(components)) {
    return refuse(100, "Param template['components'] must be an array.");
  }
  let header: unknown[] = [];
  let body: unknown[] = [];
  let cards: unknown[] = [];
  let offer: unknown[] = [];
  const buttons = new Map<number, Record<string, unknown>>();
  for (const component of components ?? []) {
    if (!isObject(component)) return refuse(100, "Param template['components'] must hold objects.");
    const parameters = Array.isArray(component.parameters) ? component.parameters : [];
    switch (String(component.type).toLowerCase()) {
      case "header":
        header = parameters;
        break;
      case "body":
        body = parameters;
        break;
      case "button": {
        const index = readIndex(component.index);
        if (index === null) return refuse(131008, "buttons: index is missing or is not between 0 and 9");
        if (typeof component.sub_type !== "string")
          return refuse(131008, `buttons: sub_type is missing at index ${index}`);
        buttons.set(index, component);
        break;
      }
      case "carousel":
        cards = Array.isArray(component.cards) ? component.cards : [];
        break;
      case "limited_time_offer":
        offer = parameters;
        break;
      case "order_status":
        break;
      default:
        return refuse(100, `Param template['components'] has an unknown type '${String(component.type)}'.`);
    }
  }
  return (
    checkHeader(template, named, header) ??
    checkTexts("body", template.body.variables, named, body) ??
    checkLength(template, body) ??
    checkOffer(template, offer) ??
    checkButtons(template, buttons) ??
    checkCards(template, named, cards)
  );
}

function checkOffer(template: CompiledTemplate, parameters: unknown[]): GraphAnswer | null {
  if (!template.expires) return parameters.length === 0 ? null : wrongCount("limited_time_offer", parameters.length, 0);
  const first: unknown = parameters[0];
  const offer: unknown = isObject(first) ? first.limited_time_offer : undefined;
  return isObject(offer) && typeof offer.expiration_time_ms === "number"
    ? null
    : refuse(131008, "limited_time_offer: expiration_time_ms is missing");
}

/** A card for every card of the template, each with what that card wants. */
function checkCards(template: CompiledTemplate, named: boolean, given: unknown[]): GraphAnswer | null {
  if (given.length !== template.cards.length) return wrongCount("carousel cards", given.length, template.cards.length);
  for (const [index, card] of template.cards.entries()) {
    const one = given.find((candidate) => isObject(candidate) && candidate.card_index === index);
    if (!isObject(one)) return refuse(131008, `carousel: the card with card_index ${index} is missing`);
    const problem = checkParameters(card, named, one.components);
    if (problem) return problem;
  }
  return null;
}

function readIndex(index: unknown): number | null {
  const number = typeof index === "string" && index !== "" ? Number(index) : index;
  return typeof number === "number" && Number.isInteger(number) && number >= 0 && number <= 9 ? number : null;
}

function checkHeader(template: CompiledTemplate, named: boolean, parameters: unknown[]): GraphAnswer | null {
  const header = template.header;
  if (!header) return parameters.length === 0 ? null : wrongCount("header", parameters.length, 0);
  if (header.format === "TEXT") return checkTexts("header", header.variables, named, parameters);
  if (header.format === "PRODUCT") return null;
  const given = parameters[0];
  const received = isObject(given) ? String(given.type).toUpperCase() : "UNKNOWN";
  const expected = header.format === "GIF" ? "VIDEO" : header.format;
  if (received !== expected && received !== header.format) {
    return refuse(132012, `header: Format mismatch, expected ${header.format}, received ${received}`);
  }
  const media: unknown = isObject(given) ? given[received.toLowerCase()] : undefined;
  if (received === "LOCATION") return isObject(media) ? null : refuse(131008, "header: location is missing");
  return isObject(media) && (typeof media.link === "string" || typeof media.id === "string")
    ? null
    : refuse(131008, `header: ${received.toLowerCase()} needs an id or a link`);
}

function checkTexts(part: string, variables: string[], named: boolean, parameters: unknown[]): GraphAnswer | null {
  if (parameters.length !== variables.length) return wrongCount(part, parameters.length, variables.length);
  for (const parameter of parameters) {
    if (!isObject(parameter)) return refuse(132012, `${part}: a parameter is not an object`);
    const name = parameter.parameter_name;
    if (named ? typeof name !== "string" || !variables.includes(name) : name !== undefined) {
      return refuse(132012, `${part}: parameter_name does not match the created template`);
    }
    const problem = checkText(part, parameter);
    if (problem) return problem;
  }
  return null;
}

function checkText(part: string, parameter: Record<string, unknown>): GraphAnswer | null {
  const type = String(parameter.type);
  if (!bodyTypes.has(type))
    return refuse(132012, `${part}: Format mismatch, expected TEXT, received ${type.toUpperCase()}`);
  const text = readText(parameter);
  if (text === null || text.trim() === "") return refuse(131008, `Parameter of type ${type} is missing text value`);
  return checkCharacters(text);
}

/** The value a parameter puts into the text. */
export function readText(parameter: Record<string, unknown>): string | null {
  const value = parameter[String(parameter.type)];
  if (typeof value === "string") return value;
  return isObject(value) && typeof value.fallback_value === "string" ? value.fallback_value : null;
}

function checkCharacters(text: string): GraphAnswer | null {
  if (!/[\n\r\t]| {5}/.test(text)) return null;
  const title = "Param text cannot have new-line/tab characters or more than 4 consecutive spaces";
  return refuse(132018, title, { title });
}

function checkLength(template: CompiledTemplate, body: unknown[]): GraphAnswer | null {
  let length = template.body.staticLength;
  for (const parameter of body) if (isObject(parameter)) length += readText(parameter)?.length ?? 0;
  return length > 1024 ? refuse(132005, "body: the text with its parameters is longer than 1024 characters") : null;
}

function checkButtons(template: CompiledTemplate, given: Map<number, Record<string, unknown>>): GraphAnswer | null {
  for (const [index, component] of given) {
    const button = template.buttons[index];
    if (!button) return template.loose ? null : refuse(132018, `buttons: the template has no button at index ${index}`);
    const problem = checkButton(button, index, component);
    if (problem) return problem;
  }
  for (const [index, button] of template.buttons.entries()) {
    if (button.needsParameter && !given.has(index)) {
      return refuse(131008, `buttons: Button at index ${index} of type ${titleCase(button.type)} requires a parameter`);
    }
  }
  return null;
}

function checkButton(button: CompiledButton, index: number, component: Record<string, unknown>): GraphAnswer | null {
  const subType = String(component.sub_type).toUpperCase();
  const wanted = button.type === "OTP" ? "URL" : button.type;
  if (subType !== wanted && !(wanted === "PHONE_NUMBER" && subType === "VOICE_CALL")) {
    return refuse(132012, `buttons: Button at index ${index} is of type ${button.type}, received ${subType}`);
  }
  const parameters = Array.isArray(component.parameters) ? component.parameters : [];
  const first: unknown = parameters[0];
  switch (button.type) {
    case "QUICK_REPLY": {
      if (parameters.length === 0) return null;
      const payload: unknown = isObject(first) ? first.payload : undefined;
      if (typeof payload !== "string" || payload === "") return refuse(131008, "buttons: payload is missing");
      return payload.length > 256 ? refuse(131009, "buttons: payload is longer than 256 characters") : null;
    }
    case "URL":
    case "OTP": {
      if (button.type === "URL" && !button.needsParameter) {
        return parameters.length === 0 ? null : refuse(132018, `buttons: Button at index ${index} takes no parameter`);
      }
      if (parameters.length !== 1) return wrongCount(`buttons: Button at index ${index}`, parameters.length, 1);
      const text: unknown = isObject(first) ? first.text : undefined;
      if (typeof text !== "string" || text === "")
        return refuse(131008, "Parameter of type text is missing text value");
      return text.length > 2000 ? refuse(131009, "buttons: the url is too long") : checkCharacters(text);
    }
    case "COPY_CODE": {
      const code: unknown = isObject(first) ? first.coupon_code : undefined;
      return typeof code === "string" && code !== "" && code.length <= 15
        ? null
        : refuse(131009, "buttons: coupon_code must have 1 to 15 characters");
    }
    default:
      return null;
  }
}

function wrongCount(part: string, given: number, expected: number): GraphAnswer {
  return refuse(
    132000,
    `${part}: number of localizable_params (${given}) does not match the expected number of params (${expected})`,
  );
}

function titleCase(type: string): string {
  return type.charAt(0) + type.slice(1).toLowerCase();
}
