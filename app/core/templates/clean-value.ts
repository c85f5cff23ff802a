import { isRightToLeft } from "./languages.ts";

/**
 * What counts as nothing to the eye: white space, format characters (joiners, direction marks), variation selectors, the
 * Hangul fillers and the blank Braille cell. A parameter of these alone is an empty parameter to its reader.
 */
const invisible = /[\s\p{Cf}\u034F\u115F\u1160\u3164\uFFA0\u2800\uFE00-\uFE0F]/gu;

/**
 * Control characters, lone surrogates (PostgreSQL's JSON refuses them), and what merchants' texts bring along: zero-width
 * spaces and embeddings or isolates that would be left open and turn the rest of the message around.
 */
const unwanted =
  /[\p{Cs}\u0000-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F\u200B\u2060\u202A-\u202E\u2066-\u2069\uFEFF]/gu;

/**
 * A value as Meta takes it in a parameter: no line breaks, no tabs, no run of spaces (Meta: "Param text cannot have
 * new-line/tab characters or more than 4 consecutive spaces"), trimmed, at most `maxLength` UTF-16 units and never cut
 * inside a character as its reader sees it. Null when nothing visible is left.
 */
export function cleanValue(raw: string | null | undefined, maxLength: number): string | null {
  if (!raw) return null;
  const line = raw
    .replace(unwanted, "")
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]/g, " ")
    .replace(/\s{2,}/g, " ")
    .trim();
  if (line.replace(invisible, "") === "") return null;
  return cut(line, maxLength);
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

function cut(text: string, maxLength: number): string | null {
  if (text.length <= maxLength) return text;
  let kept = "";
  // Only the head is segmented: a title may be megabytes long.
  for (const { segment } of graphemes.segment(text.slice(0, maxLength * 2))) {
    if (kept.length + segment.length > maxLength - 1) break;
    kept += segment;
  }
  kept = kept.trimEnd();
  return kept.replace(invisible, "") === "" ? null : `${kept}…`;
}

const rightToLeftLetter = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const letterOrDigit = /[\p{L}\p{N}]/u;

/**
 * Keeps a value of the other direction from reordering the words around it (Unicode UAX #9): "#1001" in an Arabic
 * sentence, an Arabic title in an English one. Values of the text's own direction are left as they are.
 */
export function isolateDirection(value: string, metaLanguage: string): string {
  const rightToLeft = rightToLeftLetter.test(value);
  const mixes = isRightToLeft(metaLanguage)
    ? letterOrDigit.test(value.replace(new RegExp(rightToLeftLetter, "gu"), ""))
    : rightToLeft;
  return mixes ? `\u2068${value}\u2069` : value;
}
