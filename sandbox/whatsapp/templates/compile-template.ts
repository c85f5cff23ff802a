import type { TemplateComponent } from "../model.ts";
import { isObject } from "../http.ts";
import { normaliseComponents } from "./normalise-components.ts";

export type CompiledButton = { type: string; text: string; needsParameter: boolean; url?: string; phone?: string };

/** A template read once, so that a send only compares counts. Never changed: an edit makes a new one. */
export type CompiledTemplate = {
  header: { format: string; text: string; variables: string[] } | null;
  body: { text: string; variables: string[]; staticLength: number };
  footer: string | null;
  buttons: CompiledButton[];
  /** A limited-time offer whose end is told with each message. */
  expires: boolean;
  /** Cards of a carousel, each with its own variables. */
  cards: CompiledTemplate[];
  /** Carousel and other parts whose parameters are not looked at. */
  loose: boolean;
};

const variable = /\{\{([^{}]*)\}\}/g;

export function variablesOf(text: string): string[] {
  return Array.from(text.matchAll(variable), (match) => match[1] ?? "");
}

/** Puts values in the place of variables; positional values by order of the number, named ones by name. */
export function fillVariables(text: string, valueOf: (name: string) => string): string {
  return text.replace(variable, (_, name: string) => valueOf(name));
}

export function compileTemplate(components: TemplateComponent[]): CompiledTemplate {
  const compiled: CompiledTemplate = {
    header: null,
    body: { text: "", variables: [], staticLength: 0 },
    footer: null,
    buttons: [],
    expires: false,
    cards: [],
    loose: false,
  };
  for (const component of components) {
    switch (component.type) {
      case "HEADER":
        compiled.header = {
          format: component.format ?? "TEXT",
          text: component.text ?? "",
          variables: distinct(variablesOf(component.text ?? "")),
        };
        break;
      case "BODY":
        compiled.body = compileBody(component);
        break;
      case "FOOTER":
        compiled.footer = component.text ?? null;
        break;
      case "BUTTONS":
        compiled.buttons = (component.buttons ?? []).filter(isObject).map(compileButton);
        break;
      case "LIMITED_TIME_OFFER": {
        const offer = component.limited_time_offer;
        compiled.expires = isObject(offer) && offer.has_expiration === true;
        break;
      }
      case "CAROUSEL":
        compiled.cards = (Array.isArray(component.cards) ? component.cards : [])
          .filter(isObject)
          .map((card) => compileTemplate(normaliseComponents(Array.isArray(card.components) ? card.components : [])));
        break;
      default:
        compiled.loose = true;
    }
  }
  return compiled;
}

function compileBody(component: TemplateComponent): CompiledTemplate["body"] {
  // An authentication template has no text of its own: Meta writes it, with the code as its one variable.
  const text = component.text ?? "*{{1}}* is your verification code.";
  return { text, variables: distinct(variablesOf(text)), staticLength: text.replace(variable, "").length };
}

function compileButton(button: { type: string; text?: string; url?: string; phone_number?: string }): CompiledButton {
  const type = String(button.type).toUpperCase();
  const needsParameter =
    type === "COPY_CODE" || type === "OTP" || (type === "URL" && variablesOf(button.url ?? "").length > 0);
  return {
    type,
    text: button.text ?? (type === "COPY_CODE" ? "Copy offer code" : ""),
    needsParameter,
    url: button.url,
    phone: button.phone_number,
  };
}

function distinct(names: string[]): string[] {
  return [...new Set(names)];
}
