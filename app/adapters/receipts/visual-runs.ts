import createBidi from "bidi-js";
import { receiptFonts, type FontName } from "./fonts.ts";

/** A stretch of text in one font, to be drawn from left to right after those before it. */
export type Run = { text: string; font: FontName };

const bidi = createBidi();
/** Marks belong to the letter before them, and so do the signs that join or part letters. */
const joinsLetterBefore = /^[\p{M}\u200c\u200d]$/u;
/** Pictures have no place on a receipt; what the eye does not see needs no glyph. */
const notPrinted = /[\p{Extended_Pictographic}\p{Cc}\u200e\u200f\u2066-\u2069\ufe0f]/u;

/**
 * One line in the order in which it is drawn: the Unicode bidirectional algorithm over the whole line, then a run for each
 * change of direction or font. Arabic letters stay in reading order within their run (the shaper turns it round); what else
 * stands in a right-to-left stretch (brackets, dashes) is turned round here.
 */
export function visualRuns(text: string, base: "ltr" | "rtl"): Run[] {
  const { levels } = bidi.getEmbeddingLevels(text, base);
  const runs: (Run & { level: number })[] = [];
  let at = 0;
  for (const character of text) {
    const level = levels[at] ?? 0;
    at += character.length;
    if (notPrinted.test(character)) continue;
    const last = runs.at(-1);
    const { font, shown } = printable(character, last?.font);
    if (last && last.font === font && last.level === level) last.text += shown;
    else runs.push({ text: shown, font, level });
  }
  return reordered(runs).map(({ text: inOrder, font, level }) => ({
    font,
    text: level % 2 === 1 && font !== "noto-sans-arabic" ? turnedRound(inOrder) : inOrder,
  }));
}

function printable(character: string, before: FontName | undefined): { font: FontName; shown: string } {
  const fonts = receiptFonts();
  const codePoint = character.codePointAt(0) ?? 0;
  if (before && joinsLetterBefore.test(character)) {
    const same = fonts.find(({ name }) => name === before);
    return { font: before, shown: same?.has(codePoint) ? character : "" };
  }
  const found = fonts.find((font) => font.has(codePoint));
  if (found) return { font: found.name, shown: character };
  return { font: "noto-sans-latin", shown: /\s/u.test(character) ? " " : "?" };
}

/** Rule L2 of the algorithm: from the highest level down to the lowest odd one, stretches at that level or above are reversed. */
function reordered<T extends { level: number }>(runs: readonly T[]): T[] {
  const order = [...runs];
  const highest = Math.max(0, ...order.map(({ level }) => level));
  for (let level = highest; level > 0; level--) {
    let start = 0;
    while (start < order.length) {
      if ((order[start]?.level ?? 0) < level) {
        start += 1;
        continue;
      }
      let end = start;
      while (end < order.length && (order[end]?.level ?? 0) >= level) end += 1;
      order.splice(start, end - start, ...order.slice(start, end).reverse());
      start = end;
    }
  }
  return order;
}

function turnedRound(text: string): string {
  return [...text]
    .reverse()
    .map((character) => bidi.getMirroredCharacter(character) ?? character)
    .join("");
}
