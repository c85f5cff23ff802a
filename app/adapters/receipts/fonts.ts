import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { create, type Font } from "fontkit";

/**
 * Noto Sans (SIL Open Font License 1.1, fonts/LICENSE), cut into scripts by Fontsource 5.3: what a receipt in the ten
 * languages can hold, and the neighbours of their scripts. First come, first used: digits and marks are the Latin font's.
 */
const names = [
  "noto-sans-latin",
  "noto-sans-latin-ext",
  "noto-sans-vietnamese",
  "noto-sans-cyrillic",
  "noto-sans-greek",
  "noto-sans-arabic",
  "noto-sans-devanagari",
  "noto-sans-japanese",
] as const;

export type FontName = (typeof names)[number];
export type ReceiptFont = { name: FontName; bytes: Buffer; has(codePoint: number): boolean };

let loaded: ReceiptFont[] | undefined;

/** Read from the app's own folder on first use, and kept: 1.6 MB. */
export function receiptFonts(): readonly ReceiptFont[] {
  loaded ??= names.map((name) => {
    const bytes = gunzipSync(readFileSync(new URL(`./fonts/${name}.ttf.gz`, import.meta.url)));
    const font = create(bytes) as Font;
    const known = new Set(font.characterSet);
    return { name, bytes, has: (codePoint) => known.has(codePoint) };
  });
  return loaded;
}
