import type { ConsentPurpose } from "#prisma/generated/enums.ts";
import { normalizeWord } from "./normalize-word.ts";
import { optOutWords } from "./opt-out-words.ts";

export type OptOutWord = {
  intent: "stop" | "start";
  /** Primary BCP 47 tag; null when several languages share the word ("stop"). */
  language: string | null;
  purposes: readonly ConsentPurpose[];
};

/** No word of the list, written with spaces and signs between its letters, is longer; a sentence is. */
const longestText = 120;

const everything: readonly ConsentPurpose[] = ["marketing", "transactional"];

type Index = Map<string, OptOutWord>;

function add(
  index: Index,
  words: readonly string[] | undefined,
  word: OptOutWord,
  accents: "drop" | "keep" = "drop",
): void {
  for (const spelling of words ?? []) {
    const key = normalizeWord(spelling, accents);
    const known = index.get(key);
    // Two languages share it: what it asks for is clear, the language is not.
    const shared = known !== undefined && known.language !== word.language;
    index.set(key, shared ? { ...word, language: null } : word);
  }
}

const plainWords: Index = new Map();
const exactWords: Index = new Map();
const localWords = new Map<string, Index>();

for (const [language, list] of Object.entries(optOutWords)) {
  const stop: OptOutWord = { intent: "stop", language, purposes: everything };
  const start: OptOutWord = { intent: "start", language, purposes: everything };
  add(plainWords, list.stopMarketing, { ...stop, purposes: ["marketing"] });
  add(plainWords, list.start, start);
  add(plainWords, list.stop, stop);
  add(exactWords, list.exact?.stop, stop, "keep");
  add(exactWords, list.exact?.start, start, "keep");
  const local: Index = new Map();
  add(local, list.local?.stop, stop);
  localWords.set(language, local);
}
// Written all over the world, by people of every language.
for (const intent of ["stop", "start"] as const) {
  plainWords.set(intent, { intent, language: null, purposes: everything });
}

/** Words of a shop's own, as its merchant wrote them. */
export type OwnWords = { stopWords: readonly string[]; startWords: readonly string[] };

/**
 * Whether a message as a whole is a word of stopping or starting again, in any language of the list: alone, with
 * punctuation, emoji, accents, case and full-width forms aside, and never inside a longer sentence ("don't stop",
 * "when does the sale stop?"). `languages`: those the person may be writing (tags like "tr" or "pt-BR"), for words that
 * mean something else elsewhere. `own`: the shop's words, after the built-in ones. Null when it is none.
 */
export function matchOptOutWord(
  text: string,
  languages: readonly string[] = [],
  own: OwnWords = { stopWords: [], startWords: [] },
): OptOutWord | null {
  if (text.length > longestText) return null;
  const key = normalizeWord(text);
  if (key === "") return null;
  const known = plainWords.get(key) ?? exactWords.get(normalizeWord(text, "keep"));
  if (known) return known;
  for (const tag of languages) {
    const word = localWords.get(tag.split(/[-_]/, 1)[0]?.toLowerCase() ?? "")?.get(key);
    if (word) return word;
  }
  const isOneOf = (words: readonly string[]) => words.some((word) => normalizeWord(word) === key);
  if (isOneOf(own.stopWords)) return { intent: "stop", language: null, purposes: everything };
  if (isOneOf(own.startWords)) return { intent: "start", language: null, purposes: everything };
  return null;
}
