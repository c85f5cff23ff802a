import { cleanValue, isolateDirection } from "./clean-value.ts";
import { formattingLocale } from "./languages.ts";
import { textsFor } from "./library/texts.ts";
import type { FactLineItem } from "./variable-facts.ts";

const longestTitle = 48;
/** More names than this are not read in a message. */
const mostNamed = 3;

/**
 * Line items as a sentence of `language` holds them: all of them when they are few, else the first ones and how many more:
 * "Oak bowl, Tray and 3 more". Never longer than `maxLength`; null when no item has a name.
 */
export function listItems(
  items: readonly FactLineItem[],
  language: string,
  contactLocale: string | null,
  maxLength: number,
): string | null {
  const locale = formattingLocale(language, contactLocale);
  const named = items.slice(0, mostNamed).flatMap((item) => nameOf(item, language) ?? []);
  if (named.length === 0) return null;
  if (items.length <= mostNamed && named.length === items.length) {
    const all = new Intl.ListFormat(locale, { type: "conjunction" }).format(named);
    if (all.length <= maxLength) return all;
  }
  for (let count = Math.min(named.length, mostNamed - 1); count > 1; count -= 1) {
    const shortened = withMore(named.slice(0, count), items.length - count, language, locale);
    if (shortened.length <= maxLength) return shortened;
  }
  const first = named.slice(0, 1);
  return items.length > 1 ? withMore(first, items.length - 1, language, locale) : first.join("");
}

function nameOf(item: FactLineItem, language: string): string | null {
  const title = cleanValue(item.title, longestTitle);
  if (title === null) return null;
  // Each name on its own: an Arabic title between English ones must not reorder its neighbours.
  return isolateDirection(item.quantity > 1 ? `${Math.trunc(item.quantity)} × ${title}` : title, language);
}

function withMore(named: string[], more: number, language: string, locale: string): string {
  const { listSeparator, moreItems } = textsFor(language).words;
  const form = new Intl.PluralRules(locale).select(more);
  return (moreItems[form] ?? moreItems.other)
    .replace("{count}", () => new Intl.NumberFormat(locale).format(more))
    .replace("{list}", () => named.join(listSeparator));
}
