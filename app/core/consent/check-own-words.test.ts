import { expect, test } from "vitest";
import { checkOwnWords, wordsOf } from "./check-own-words.ts";
import { matchOptOutWord } from "./match-opt-out-word.ts";

const check = (stopWords: string[], startWords: string[] = []) => checkOwnWords({ stopWords, startWords });

test("lines become words, empty ones nothing", () => {
  expect(wordsOf("  basta così \n\n genug\n")).toEqual(["basta così", "genug"]);
});

test("words of one's own are taken", () => {
  expect(check(["genug jetzt"], ["her damit"])).toEqual([]);
});

test.each([
  [["???"], [], "tooShort"],
  [["x".repeat(61)], [], "tooLong"],
  [["genug jetzt", "Genug, jetzt!"], [], "twice"],
  [["stop"], [], "builtInAlready"],
  [["start"], [], "builtInOther"],
  [["weiter so"], ["Weiter so"], "both"],
  [[], ["abmelden"], "builtInOther"],
])("%j with %j: %s", (stop, start, rule) => {
  expect(check(stop, start).map((problem) => problem.rule)).toEqual([rule]);
});

test("more than fifty are too many", () => {
  expect(check(Array.from({ length: 51 }, (_, i) => `word number ${i}`))[0]).toMatchObject({
    rule: "tooMany",
    max: 50,
  });
});

test("a shop's own word counts alone, in any spelling, and the built-in ones win over it", () => {
  const own = { stopWords: ["Genug jetzt"], startWords: ["stop"] };
  expect(matchOptOutWord("genug, JETZT!", [], own)).toMatchObject({ intent: "stop" });
  expect(matchOptOutWord("genug jetzt mit dem regen", [], own)).toBeNull();
  expect(matchOptOutWord("STOP", [], own)).toMatchObject({ intent: "stop" });
  expect(matchOptOutWord("genug jetzt")).toBeNull();
});
