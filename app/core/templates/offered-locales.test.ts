import { expect, test } from "vitest";
import { languagesToSubmit, offeredLocales } from "./offered-locales.ts";

const settings = (offered: string[] | null, fallback: string | null = null) => ({ offered, fallback });

test("until languages are chosen every reader's own is looked for, then the shop's", () => {
  expect(offeredLocales(settings(null), ["ja", null], "de")).toEqual(["ja", null, "de"]);
});

test("a language of the library that is not offered is passed over, and the fallback stands in", () => {
  expect(offeredLocales(settings(["de", "en"], "en"), ["ja-JP", "de-AT"], "de")).toEqual(["de-AT", "en"]);
  expect(offeredLocales(settings(["pt_BR"]), ["pt-PT"], "de")).toEqual(["pt-PT", "de"]);
});

test("a language that the library has not is the shop's own templates', and stays", () => {
  expect(offeredLocales(settings(["en"]), ["nl"], "nl")).toEqual(["nl", "nl"]);
});

test("submitted is what was chosen, and before that the shop's own language and English", () => {
  expect(languagesToSubmit(settings(["it", "xx", "de"]), "fr")).toEqual(["de", "it"]);
  expect(languagesToSubmit(settings(null), "pt-BR")).toEqual(["en", "pt_BR"]);
  expect(languagesToSubmit(settings(null), "nl")).toEqual(["en"]);
});
