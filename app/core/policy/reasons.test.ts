import { expect, test } from "vitest";
import { words as english } from "#app/i18n/locales/en/index.ts";
import { decisionReasons } from "./reasons.ts";

const sentences: Record<string, string> = english.reasons;

test.each(decisionReasons)("%s has a sentence for people", (reason) => {
  expect(sentences[reason]).toMatch(/^[A-Z][^{}_]{15,160}\.$/);
});
