import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { libraryLanguages } from "#app/core/templates/languages.ts";
import { writeReceipt, type ReceiptOrder } from "#app/core/templates/receipt/write-receipt.ts";
import { printReceipt } from "./print-receipt.ts";
import { visualRuns } from "./visual-runs.ts";

const line = { title: "Oak bowl", variantTitle: null, quantity: 2, priceMinor: 4990n };
const order: ReceiptOrder = {
  name: "#1001",
  currency: "EUR",
  totalMinor: 9980n,
  createdAt: new Date("2026-11-21T10:00:00Z"),
  lines: [line],
  breakdown: null,
};
const shop = { name: "Oak & Co", timeZone: "Europe/Berlin" };

const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");
const pagesOf = (bytes: Uint8Array) => textOf(bytes).match(/\/Type \/Page\b/g)?.length;

describe("a receipt on paper", () => {
  it.each(libraryLanguages)("is a PDF in %s with its fonts in it", async (language) => {
    const bytes = await printReceipt(writeReceipt(order, shop, { language, locale: null }));
    expect(textOf(bytes).slice(0, 5)).toBe("%PDF-");
    expect(pagesOf(bytes)).toBe(1);
    expect(textOf(bytes)).toContain("/FontFile2");
    expect(bytes.length).toBeLessThan(100_000);
  });

  it("is the same file for the same order, whenever it is made", async () => {
    const receipt = writeReceipt(order, shop, { language: "en", locale: null });
    expect(await printReceipt(receipt)).toEqual(await printReceipt(receipt));
  });

  it("goes on over as many pages as the order has need of", async () => {
    const long = { ...order, lines: Array.from({ length: 120 }, () => line) };
    expect(pagesOf(await printReceipt(writeReceipt(long, shop, { language: "de", locale: null })))).toBeGreaterThan(2);
  });

  it("takes names of any length and in any script", async () => {
    const names = ["", "w".repeat(400), "Bowl ".repeat(90), "🎁", "안녕 สวัสดี 你好", "\u202Eevil\u0000"];
    const odd = { ...order, lines: names.map((title) => ({ ...line, title })) };
    for (const language of ["en", "ar"]) {
      const bytes = await printReceipt(
        writeReceipt(odd, { ...shop, name: names[1] ?? "" }, { language, locale: null }),
      );
      expect(pagesOf(bytes)).toBe(1);
    }
  });

  it("draws the words it was given", async () => {
    const bytes = await printReceipt(writeReceipt(order, shop, { language: "en", locale: null }));
    expect(drawnGlyphs(bytes)).toBeGreaterThan("ReceiptOrderDateItemQtyAmountTotal".length);
  });
});

describe("a line in two directions", () => {
  it("keeps Latin words and numbers readable among Arabic ones", () => {
    const runs = visualRuns("وعاء Oak bowl رقم 12", "rtl").map(({ text }) => text.trim());
    expect(runs.filter(Boolean)).toEqual(["12", "رقم", "Oak bowl", "وعاء"]);
  });

  it("turns brackets round with their words", () => {
    const line = visualRuns("وعاء (كبير)", "rtl").map(({ text }) => text);
    expect(line.join("")).toBe("(كبير) وعاء");
  });

  it("leaves a line of one direction as it is", () => {
    expect(visualRuns("Schüssel, 49,90 €", "ltr")).toHaveLength(1);
  });

  it("leaves out pictures and marks what it has no letter for", () => {
    expect(
      visualRuns("Tray 🎁 안", "ltr")
        .map(({ text }) => text)
        .join(""),
    ).toBe("Tray  ?");
  });
});

/** How many glyphs the pages show: each is four hexadecimal digits in a content stream. */
function drawnGlyphs(bytes: Uint8Array): number {
  const buffer = Buffer.from(bytes);
  const streams = [...buffer.toString("latin1").matchAll(/FlateDecode[^>]*>>\s*stream\n/g)];
  const contents = streams.flatMap((match) => {
    const start = match.index + match[0].length;
    const end = buffer.indexOf("endstream", start);
    try {
      return [inflateSync(buffer.subarray(start, end)).toString("latin1")];
    } catch {
      return [];
    }
  });
  return contents.join("").match(/[0-9a-f]{4}(?=[0-9a-f]*>)/g)?.length ?? 0;
}
