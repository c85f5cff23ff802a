/** Marks that writing leaves out without another meaning: Latin, Greek and Cyrillic accents, Arabic and Hebrew vowels. */
const optionalMarks = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]/gu;

/** Letters that no decomposition takes apart, and spellings that keyboards exchange. */
const sameLetters: Record<string, string> = {
  ı: "i",
  ł: "l",
  ø: "o",
  đ: "d",
  ð: "d",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ς: "σ",
  ی: "ي",
  ى: "ي",
  ک: "ك",
  ة: "ه",
};
const sameLetter = new RegExp(`[${Object.keys(sameLetters).join("")}]`, "gu");

/**
 * The letters and digits of a short text, without case, punctuation, emoji, spaces, invisible characters and full-width
 * forms, and (unless they are kept) without accents: "¡ S.T.O.P. ¡🙏" and "ｓｔｏｐ" become "stop". The vowel signs of
 * Indic scripts and Thai stay: there they are the word. A word written several times counts once: "stop stop" is "stop".
 */
export function normalizeWord(text: string, accents: "drop" | "keep" = "drop"): string {
  // A Turkish keyboard's İ lowercases to i and a combining dot, which no word's accent is: it goes even where accents stay.
  const folded = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/i\u0307/gu, "i")
    .replace(/[\p{Cf}\u0640\ufe00-\ufe0f]/gu, "");
  const plain =
    accents === "keep"
      ? folded
      : folded
          .normalize("NFD")
          .replace(optionalMarks, "")
          .normalize("NFC")
          .replace(sameLetter, (letter) => sameLetters[letter] ?? letter);
  const words = plain.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const first = words[0] ?? "";
  return words.every((word) => word === first) ? first : words.join("");
}
