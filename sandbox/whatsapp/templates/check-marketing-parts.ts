import type { GraphAnswer } from "../errors.ts";
import { refuse } from "../errors.ts";
import { isObject } from "../http.ts";
import type { TemplateComponent } from "../model.ts";
import type { TemplateRequest } from "./check-template.ts";
import { normaliseComponents } from "./normalise-components.ts";

type CheckComponent = (component: TemplateComponent, request: TemplateRequest) => GraphAnswer | null;

/** Meta, "Media card carousel templates": two to ten cards with the same parts. */
export function checkCarousel(
  carousel: TemplateComponent,
  request: TemplateRequest,
  checkComponent: CheckComponent,
): GraphAnswer | null {
  if (request.category !== "MARKETING") return wrong("a carousel is available for marketing templates only.");
  const cards = Array.isArray(carousel.cards) ? carousel.cards.filter(isObject) : [];
  if (cards.length < 2 || cards.length > 10) return wrong("a carousel has 2 to 10 cards.");
  const shapes = new Set<string>();
  for (const card of cards) {
    const components = normaliseComponents(Array.isArray(card.components) ? card.components : []);
    const part = (type: string) => components.find((component) => component.type === type);
    const [header, body, buttons] = [part("HEADER"), part("BODY"), part("BUTTONS")?.buttons ?? []];
    if (header?.format !== "IMAGE" && header?.format !== "VIDEO") return wrong("a card has an image or a video.");
    if (buttons.length < 1 || buttons.length > 2) return wrong("a card has one or two buttons.");
    if ((body?.text ?? "").length > 160) return wrong("the body of a card has at most 160 characters.");
    for (const component of components) {
      const problem = checkComponent(component, request);
      if (problem) return problem;
    }
    shapes.add(JSON.stringify([header.format, body !== undefined, buttons.map(({ type }) => type)]));
  }
  return shapes.size === 1 ? null : wrong("all cards of a carousel must have the same components.");
}

/** Meta, "Limited-time offer templates". */
export function checkLimitedTimeOffer(component: TemplateComponent, request: TemplateRequest): GraphAnswer | null {
  const offer = isObject(component.limited_time_offer) ? component.limited_time_offer : {};
  const text = offer.text;
  if (typeof text !== "string" || text.length < 1 || text.length > 16) {
    return wrong("the text of a limited-time offer has 1 to 16 characters.");
  }
  if (request.category !== "MARKETING") return wrong("limited-time offers are available for marketing templates only.");
  const part = (type: string) => request.components.find((one) => one.type === type);
  if (part("FOOTER")) return wrong("a limited-time offer can't have a footer.");
  if ((part("BODY")?.text ?? "").length > 600) return wrong("the body of an offer has at most 600 characters.");
  const buttons = part("BUTTONS")?.buttons ?? [];
  if (!buttons.some(({ type }) => type === "URL")) return wrong("a limited-time offer needs a URL button.");
  const codeAt = buttons.findIndex(({ type }) => type === "COPY_CODE");
  if (codeAt > 0) return wrong("the copy code button of an offer comes first.");
  return offer.has_expiration === true && codeAt === -1
    ? wrong("a limited-time offer that expires needs a copy code button.")
    : null;
}

function wrong(message: string): GraphAnswer {
  return refuse(100, `Param components: ${message}`);
}
