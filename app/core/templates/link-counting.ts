import { parseComponents } from "./parse-components.ts";
import { isCountedLink } from "./storefront-path.ts";

/** Whether presses of a template's links can be counted: only an address that ends in a variable can carry a reference. */
export type LinkCounting = "counted" | "uncounted" | "no_link";

/** Of what Meta approved. One link that is counted is enough: then a count is no wrong zero. */
export function linkCounting(components: unknown): LinkCounting {
  const result = parseComponents(components);
  if (result.outcome !== "ok") return "no_link";
  const { buttons, cards = [] } = result.parsed;
  const links = [...buttons, ...cards.flatMap((card) => card.buttons)].filter(
    ({ type }) => type.toUpperCase() === "URL",
  );
  if (links.length === 0) return "no_link";
  return links.some(({ linkBase }) => isCountedLink(linkBase)) ? "counted" : "uncounted";
}
