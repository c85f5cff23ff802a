import {
  mediaFormats,
  metaComponentSchema,
  metaComponentsSchema,
  type MediaFormat,
  type MetaButton,
  type MetaComponent,
} from "./model.ts";
import { findPlaceholders } from "./placeholders.ts";
import { problem, type Problem, type TemplatePart } from "./problem.ts";

export type ParsedText = { text: string; placeholders: number };
export type ParsedButton = {
  /** Meta's type: "URL", "QUICK_REPLY", "PHONE_NUMBER", … */
  type: string;
  label: string;
  /** URL buttons whose link ends in a placeholder: what stands before it. */
  linkBase?: string;
};

export type ParsedCard = { media: MediaFormat; body?: ParsedText; buttons: ParsedButton[] };

/** Meta's components as sending needs them. */
export type ParsedComponents = {
  header?: ParsedText;
  /** A header that is a file, and what kind of file. */
  headerMedia?: MediaFormat;
  /** Limited-time offer; whether a moment of its end is sent along. */
  offer?: { expires: boolean };
  cards?: ParsedCard[];
  body: ParsedText;
  footer?: string;
  buttons: ParsedButton[];
};

export type ParseResult = { outcome: "ok"; parsed: ParsedComponents } | { outcome: "unusable"; problems: Problem[] };

/** Reads what Meta approved. Kinds that Tidings can not fill (places, products, flows) are named, never guessed at. */
export function parseComponents(json: unknown): ParseResult {
  const read = metaComponentsSchema.safeParse(json);
  const body = read.success ? read.data.find((component) => component.type.toUpperCase() === "BODY") : undefined;
  if (!read.success || body?.text === undefined) {
    return { outcome: "unusable", problems: [problem("components_unreadable", { part: "template" })] };
  }
  const problems: Problem[] = [];
  const parsed: ParsedComponents = { body: parseText(body.text, "body", problems), buttons: [] };
  for (const component of read.data) parseOther(component, parsed, problems);
  return problems.length > 0 ? { outcome: "unusable", problems } : { outcome: "ok", parsed };
}

function parseOther(component: MetaComponent, parsed: ParsedComponents, problems: Problem[]): void {
  switch (component.type.toUpperCase()) {
    case "BODY":
      return;
    case "HEADER":
      if ((component.format ?? "TEXT").toUpperCase() === "TEXT" && component.text !== undefined) {
        parsed.header = parseText(component.text, "header", problems);
        return;
      }
      parsed.headerMedia = mediaFormat(component.format);
      if (parsed.headerMedia === undefined) {
        problems.push(problem("component_unsupported", { part: "header" }, { type: component.format ?? "?" }));
      }
      return;
    case "FOOTER":
      parsed.footer = component.text ?? "";
      return;
    case "BUTTONS":
      parsed.buttons = (component.buttons ?? []).map((button, index) => parseButton(button, index, problems));
      return;
    case "LIMITED_TIME_OFFER":
      parsed.offer = { expires: component.limited_time_offer?.has_expiration ?? false };
      return;
    case "CAROUSEL":
      parsed.cards = (component.cards ?? []).map((card, index) => parseCard(card.components, index, problems));
      return;
    default:
      problems.push(problem("component_unsupported", { part: "template" }, { type: component.type }));
  }
}

function mediaFormat(format: string | undefined): MediaFormat | undefined {
  return mediaFormats.find((known) => known === format?.toLowerCase());
}

function parseCard(components: unknown[], card: number, problems: Problem[]): ParsedCard {
  const parts = components.flatMap((one) => metaComponentSchema.safeParse(one).data ?? []);
  const part = (type: string) => parts.find((one) => one.type.toUpperCase() === type);
  const header = part("HEADER");
  const media = mediaFormat(header?.format);
  if (media === undefined) {
    problems.push(problem("component_unsupported", { part: "header", card }, { type: header?.format ?? "?" }));
  }
  const text = part("BODY")?.text;
  return {
    media: media ?? "image",
    ...(text === undefined ? {} : { body: parseText(text, "body", problems) }),
    buttons: (part("BUTTONS")?.buttons ?? []).map((button, index) => parseButton(button, index, problems)),
  };
}

function parseText(text: string, part: TemplatePart, problems: Problem[]): ParsedText {
  const found = findPlaceholders(text);
  const numbers = new Set<number>();
  for (const { name, start } of found) {
    if (!/^[1-9]\d*$/.test(name))
      problems.push(problem("placeholders_not_numbered", { part, offset: start }, { name }));
    else numbers.add(Number(name));
  }
  // Meta counts distinct numbers; they run from 1 without a gap, in whatever order the sentence has them.
  if (numbers.size > 0 && Math.max(...numbers) !== numbers.size)
    problems.push(problem("placeholders_out_of_order", { part }));
  return { text, placeholders: numbers.size };
}

const plainButtons = new Set(["QUICK_REPLY", "PHONE_NUMBER", "VOICE_CALL", "COPY_CODE"]);

function parseButton(button: MetaButton, index: number, problems: Problem[]): ParsedButton {
  const type = button.type.toUpperCase();
  const label = button.text ?? "";
  if (type === "URL") {
    const placeholder = button.url === undefined ? undefined : findPlaceholders(button.url)[0];
    return placeholder ? { type, label, linkBase: button.url?.slice(0, placeholder.start) } : { type, label };
  }
  if (!plainButtons.has(type)) problems.push(problem("component_unsupported", { part: "button", index }, { type }));
  return { type, label };
}
