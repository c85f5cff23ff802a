import { matchOptOutWord } from "./match-opt-out-word.ts";
import { normalizeWord } from "./normalize-word.ts";

export const ownWordLimits = { longest: 60, words: 50 } as const;

/** `rule` is a key of settings.optOut; `word` as the merchant wrote it. */
export type OwnWordProblem = {
  field: "stopWords" | "startWords";
  rule: "tooShort" | "tooLong" | "tooMany" | "twice" | "both" | "builtInAlready" | "builtInOther";
  word?: string;
  max?: number;
};

/** One word or phrase per line, without the spaces around it and without empty lines. */
export function wordsOf(lines: string): string[] {
  return lines
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
}

/** What is wrong with a shop's own words, at most one thing for each of the two lists: the first that is met. */
export function checkOwnWords(own: { stopWords: string[]; startWords: string[] }): OwnWordProblem[] {
  const stops = new Set(own.stopWords.map((word) => normalizeWord(word)));
  return [
    ...checkList("stopWords", "stop", own.stopWords, new Set()),
    ...checkList("startWords", "start", own.startWords, stops),
  ];
}

function checkList(
  field: OwnWordProblem["field"],
  intent: "stop" | "start",
  words: string[],
  opposite: ReadonlySet<string>,
): OwnWordProblem[] {
  if (words.length > ownWordLimits.words) return [{ field, rule: "tooMany", max: ownWordLimits.words }];
  const seen = new Set<string>();
  for (const word of words) {
    const key = normalizeWord(word);
    const builtIn = matchOptOutWord(word);
    if (key === "") return [{ field, rule: "tooShort", word }];
    if (word.length > ownWordLimits.longest) return [{ field, rule: "tooLong", word, max: ownWordLimits.longest }];
    if (seen.has(key)) return [{ field, rule: "twice", word }];
    if (opposite.has(key)) return [{ field, rule: "both", word }];
    if (builtIn) return [{ field, rule: builtIn.intent === intent ? "builtInAlready" : "builtInOther", word }];
    seen.add(key);
  }
  return [];
}
