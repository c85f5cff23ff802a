import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanValue, isolateDirection } from "./clean-value.ts";

/** Anything a form, an import or a hostile customer can put into a field, white space and odd characters often. */
const anyText = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 300 }),
  fc.string({ unit: "binary", maxLength: 300 }),
  fc
    .array(
      fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
      { maxLength: 60 },
    )
    .map((all) => all.join("")),
  fc
    .array(
      fc.constantFrom(
        " ",
        "\n",
        "\t",
        "\r",
        "\u0085",
        "\u2028",
        "\u200B",
        "\u202E",
        "\u2067",
        "\uFEFF",
        "\u3164",
        "a",
        "ع",
        "é",
        "e\u0301",
        "👩‍👩‍👧‍👦",
        "\uD83D",
        "\u0000",
      ),
      { maxLength: 80 },
    )
    .map((all) => all.join("")),
);

describe("cleanValue", () => {
  it("gives parameters that Meta takes, or nothing, for any text", () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 200 }), (raw, max) => {
        const value = cleanValue(raw, max);
        if (value === null) return;
        expect(value.length).toBeGreaterThan(0);
        expect(value.length).toBeLessThanOrEqual(max);
        expect(value).toBe(value.trim());
        expect(value).not.toMatch(/[\n\r\t\v\f\u0085\u2028\u2029]/);
        expect(value).not.toMatch(/\s{2,}/);
        expect(value.isWellFormed()).toBe(true);
        expect(value).not.toMatch(/[\u0000\u202A-\u202E\u2066-\u2069]/);
        expect(value).toMatch(/[^\s\p{Cf}\u3164]/u);
      }),
      { numRuns: 2000 },
    );
  });

  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        const once = cleanValue(raw, 60);
        expect(cleanValue(once, 60)).toBe(once);
      }),
    );
  });

  it.each([
    ["  Oak\n\tbowl  ", "Oak bowl"],
    ["one    two", "one two"],
    ["12,90\u00a0€", "12,90\u00a0€"],
    ["Ana\u0000Maria", "AnaMaria"],
    ["Zoë 👩‍👩‍👧‍👦", "Zoë 👩‍👩‍👧‍👦"],
    ["राष्ट्र", "राष्ट्र"],
    ["a\uD83Db", "ab"],
    ["\u202Egnp.exe", "gnp.exe"],
  ])("writes %j as %j", (raw, expected) => {
    expect(cleanValue(raw, 60)).toBe(expected);
  });

  it.each([null, undefined, "", " \n\t", "\u200B\u200D", "\u3164", "\u00a0\uFE0F"])("finds nothing in %j", (raw) => {
    expect(cleanValue(raw, 60)).toBeNull();
  });

  it("cuts between characters as a reader sees them", () => {
    expect(cleanValue("Bowl 👩‍👩‍👧‍👦 of oak", 12)).toBe("Bowl…");
    expect(cleanValue("Crème bru\u0302le\u0301e", 10)).toBe("Crème bru…".slice(0, 8) + "…");
    expect(cleanValue("e" + "\u0301".repeat(500), 20)).toBeNull();
  });
});

describe("isolateDirection", () => {
  it("keeps values of the other direction together, and leaves the others alone", () => {
    expect(isolateDirection("صينية", "en")).toBe("\u2068صينية\u2069");
    expect(isolateDirection("#1001", "ar")).toBe("\u2068#1001\u2069");
    expect(isolateDirection("صينية", "ar")).toBe("صينية");
    expect(isolateDirection("Oak bowl", "en")).toBe("Oak bowl");
    expect(isolateDirection("「皿」", "ja")).toBe("「皿」");
  });
});
