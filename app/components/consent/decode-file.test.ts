import { describe, expect, test } from "vitest";
import { decodeFile } from "./decode-file.ts";

/** As a spreadsheet saves it: one byte for each letter, by these exceptions from the first 256. */
function oneByteEach(text: string, others: Record<string, number> = {}): Uint8Array {
  return Uint8Array.from([...text], (letter) => others[letter] ?? letter.charCodeAt(0));
}

function utf16(text: string, bigEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(2 + text.length * 2);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfeff, !bigEndian);
  for (let at = 0; at < text.length; at++) view.setUint16(2 + at * 2, text.charCodeAt(at), !bigEndian);
  return bytes;
}

const german = [
  "phone;first_name;date;wording;where",
  "0151 12345678;Jörg;2026-03-14;Ja, schickt mir Angebote für 5 € – gern;Ladentheke München",
  "",
].join("\r\n");

describe("a file that a German spreadsheet saved, with semicolons", () => {
  test.each<[string, Uint8Array]>([
    ["UTF-8", new TextEncoder().encode(german)],
    ["UTF-8 with its mark", new TextEncoder().encode(`\uFEFF${german}`)],
    ["UTF-16, little end first", utf16(german, false)],
    ["UTF-16, big end first", utf16(german, true)],
    ["windows-1252", oneByteEach(german, { "€": 0x80, "–": 0x96 })],
  ])("is read letter by letter: %s", (_name, bytes) => {
    expect(decodeFile(bytes, "de").replace("\uFEFF", "")).toBe(german);
  });
});

test.each<[string, string, number[], string]>([
  ["Japanese", "ja", [0x82, 0xcd, 0x82, 0xa2], "はい"],
  ["Turkish", "tr", [0x45, 0x76, 0x65, 0x74, 0xfe], "Evetş"],
  ["Arabic", "ar", [0xe4, 0xda, 0xe3], "نعم"],
  ["Portuguese", "pt-BR", [0x53, 0xe3, 0x6f], "São"],
])("reads what a spreadsheet in %s writes", (_name, language, bytes, text) => {
  expect(decodeFile(Uint8Array.from(bytes), language)).toBe(text);
});
