import { describe, expect, test } from "vitest";
import { checkLink } from "../../core/links/chat-link.ts";
import { addressOf, longestLinkText } from "../../core/links/link-address.ts";
import { drawCodeAsPng, drawCodeAsSvg } from "./draw-code.ts";

const phone = "4930901820";
const problemsOf = (text: string) => checkLink({ name: "Parcel", text, phone });
const drawn = (text: string) => drawCodeAsSvg(addressOf({ phone, text, code: "ABCDEFG" }));

/** Squares across, with the margin. */
const widthOf = (svg: string | null) => Number(/viewBox="0 0 (\d+)/.exec(svg ?? "")?.[1]);

const japanese = "こんにちは。商品について教えてください。";
const hindi = "नमस्ते, मुझे इस उत्पाद के बारे में जानना है। ";

describe("a text of the most letters that are taken", () => {
  test.each([
    ["Japanese", japanese.repeat(15), 60],
    ["Hindi", hindi.repeat(10), 60],
    ["Arabic", "مرحبًا، أريد أن أسأل عن هذا المنتج. ".repeat(9), 100],
    ["emoji", "🎁".repeat(150), 100],
    ["letters that change places with signs", "üaß ".repeat(75), 150],
  ])("%s: makes a code that is read three centimetres wide, and one more is refused", async (_name, text, least) => {
    const [problem, ...others] = problemsOf(text.trim());
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ field: "text", rule: "textTooLong" });
    const max = problem?.max ?? 0;
    expect(max).toBeGreaterThanOrEqual(least);
    expect(problemsOf(text.slice(0, max))).toEqual([]);
    const told = longestLinkText({ text: text.slice(0, 20), phone });
    expect(Math.abs(told - max)).toBeLessThanOrEqual(max / 4);
    expect(problemsOf(`${text.slice(0, max)}🎁`)).toMatchObject([{ rule: "textTooLong" }]);
    expect(widthOf(await drawn(text.slice(0, max)))).toBeLessThanOrEqual(125);
  });

  test("of plain letters is three hundred", async () => {
    const text = "Hello, is this still to be had? ".repeat(10).slice(0, 300);
    expect(problemsOf(text)).toEqual([]);
    expect(longestLinkText({ text: "", phone })).toBe(300);
    expect(widthOf(await drawn(text))).toBeLessThanOrEqual(125);
    expect(problemsOf(`${text}!`)).toEqual([{ field: "text", rule: "textTooLong", max: 300 }]);
  });
});

test.each([
  ["Japanese", japanese.repeat(15)],
  ["Hindi", "नमस्ते".repeat(50)],
])("a text in %s that was saved before there was a limit is no code, and no error", async (_name, text) => {
  const address = addressOf({ phone, text: text.slice(0, 300), code: "ABCDEFG" });
  expect(await drawCodeAsSvg(address)).toBeNull();
  expect(await drawCodeAsPng(address)).toBeNull();
});

test("half of a letter holds nothing up", async () => {
  expect(problemsOf("🎁".slice(0, 1))).toEqual([]);
  expect(await drawn("🎁".slice(0, 1))).toContain("<svg");
});
