import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchOptOutWord } from "./match-opt-out-word.ts";
import { normalizeWord } from "./normalize-word.ts";
import { optOutWords } from "./opt-out-words.ts";

type Case = { language: string; intent: "stop" | "start"; word: string };

const cases: Case[] = Object.entries(optOutWords).flatMap(([language, list]) => [
  ...[...list.stop, ...(list.stopMarketing ?? []), ...(list.exact?.stop ?? []), ...(list.local?.stop ?? [])].map(
    (word) => ({
      language,
      intent: "stop" as const,
      word,
    }),
  ),
  ...[...list.start, ...(list.exact?.start ?? [])].map((word) => ({ language, intent: "start" as const, word })),
]);

describe("the list", () => {
  it("covers at least 25 languages, the ten of the product among them", () => {
    const languages = Object.keys(optOutWords);
    expect(languages.length).toBeGreaterThanOrEqual(25);
    expect(languages).toEqual(expect.arrayContaining(["en", "de", "es", "pt", "fr", "it", "tr", "ar", "ja", "hi"]));
    for (const list of Object.values(optOutWords)) {
      expect(list.stop.length).toBeGreaterThan(0);
      expect(list.start.length).toBeGreaterThan(0);
    }
  });

  it("never has one word mean both, in any two languages", () => {
    const intents = new Map<string, Set<string>>();
    for (const { intent, word } of cases) {
      const key = normalizeWord(word);
      intents.set(key, (intents.get(key) ?? new Set()).add(intent));
    }
    expect([...intents].filter(([, found]) => found.size > 1).map(([key]) => key)).toEqual([]);
  });

  it.each(Object.keys(optOutWords))("is found again word by word: %s", (language) => {
    for (const { intent, word } of cases.filter((c) => c.language === language)) {
      expect([word, matchOptOutWord(word, [language])?.intent]).toEqual([word, intent]);
    }
  });
});

describe("how it is written", () => {
  const around = fc
    .array(
      fc.constantFrom(
        " ",
        "!",
        ".",
        "…",
        "¡",
        "¿",
        "?",
        "。",
        "！",
        "🙏",
        "🛑",
        "👍🏽",
        "❤️",
        "\n",
        "\t",
        "*",
        "_",
        "\u200f",
        "\u200b",
        "«",
        "»",
        "，",
        "؟",
        "۔",
        "।",
      ),
      {
        maxLength: 6,
      },
    )
    .map((signs) => signs.join(""));

  it("does not matter: punctuation, emoji, spaces, invisible characters around it", () => {
    fc.assert(
      fc.property(fc.constantFrom(...cases), around, around, ({ language, intent, word }, before, after) => {
        expect(matchOptOutWord(before + word + after, [language])?.intent).toBe(intent);
      }),
    );
  });

  it.each([
    ["upper", (word: string) => word.toUpperCase()],
    ["lower", (word: string) => word.toLowerCase()],
    ["upper case of a Turkish keyboard", (word: string) => word.toLocaleUpperCase("tr")],
  ])("does not matter: case (%s)", (_, write) => {
    const missed = cases.filter(
      ({ language, intent, word }) => matchOptOutWord(write(word), [language])?.intent !== intent,
    );
    expect(missed).toEqual([]);
  });

  it("does not matter: accents left out, decomposed, or full-width letters", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          ...cases.filter(
            (c) =>
              !(optOutWords[c.language]?.exact?.stop ?? []).includes(c.word) &&
              !(optOutWords[c.language]?.exact?.start ?? []).includes(c.word),
          ),
        ),
        ({ language, intent, word }) => {
          expect(matchOptOutWord(word.normalize("NFD"), [language])?.intent).toBe(intent);
          expect(matchOptOutWord(word.normalize("NFD").replace(/[\u0300-\u036f]/gu, ""), [language])?.intent).toBe(
            intent,
          );
          const wide = word.replace(/[!-~]/gu, (c) => String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0));
          expect(matchOptOutWord(wide, [language])?.intent).toBe(intent);
        },
      ),
    );
  });

  it.each([
    ["S.T.O.P.", "stop"],
    ["STOP STOP STOP", "stop"],
    ["opt-out", "stop"],
    ["OptOut", "stop"],
    ["إِيقَافٌ", "stop"],
    ["إيقـــاف", "stop"],
    ["ABONELİKTEN ÇIK", "stop"],
    ["ABONELIKTEN ÇIK", "stop"],
    ["ＳＴＯＰ", "stop"],
    ["ｽﾄｯﾌﾟ", "stop"],
    ["UNSTOP", "start"],
    ["Stop promotions", "stop"],
  ])("%s means %s", (text, intent) => {
    expect(matchOptOutWord(text)?.intent).toBe(intent);
  });

  it("tells the wish to get no offers from the wish to get nothing", () => {
    expect(matchOptOutWord("Stop promotions")?.purposes).toEqual(["marketing"]);
    expect(matchOptOutWord("STOP")?.purposes).toEqual(["marketing", "transactional"]);
  });

  it("names the language when only one has the word", () => {
    expect(matchOptOutWord("BAJA")?.language).toBe("es");
    expect(matchOptOutWord("stop")?.language).toBeNull();
  });
});

describe("what is no such word", () => {
  it.each([
    "don't stop",
    "please do not stop sending",
    "When does the sale stop?",
    "Can I stop by the shop on Monday?",
    "is there a bus stop near you",
    "Ich möchte nicht abmelden, sondern meine Adresse ändern",
    "où est l'arrêt du colis ?",
    "la talla baja",
    "cancel",
    "cancel my order",
    "iptal",
    "annuler",
    "red",
    "seis",
    "acha",
    "Cik?",
    "dur",
    "đúng",
    "dung",
    "yes",
    "",
    "🙏",
    "?",
    `stop ${"x".repeat(500)}`,
  ])("%s", (text) => {
    expect(matchOptOutWord(text)).toBeNull();
  });

  it("counts at home only, when it means something else elsewhere", () => {
    expect(matchOptOutWord("DUR", ["tr-TR"])?.intent).toBe("stop");
    expect(matchOptOutWord("ÇIK", ["tr"])?.intent).toBe("stop");
    expect(matchOptOutWord("Cik?", ["lv"])).toBeNull();
  });

  it("is any of them with another word beside it", () => {
    const others = fc.constantFrom("order", "Bestellung", "mañana", "zakaz", "注文", "طلبي", "सामान");
    fc.assert(
      fc.property(fc.constantFrom(...cases), others, fc.boolean(), ({ language, word }, other, first) => {
        expect(matchOptOutWord(first ? `${other} ${word}` : `${word} ${other}`, [language])).toBeNull();
      }),
    );
  });

  it("never throws, whatever is written", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => void matchOptOutWord(text, [text])));
  });
});
