import { expect, test } from "vitest";
import english from "#app/i18n/locales/en.json" with { type: "json" };
import { decisionReasons } from "./reasons.ts";

const sentences: Record<string, string> = english.reasons;

test.each(decisionReasons)("%s has a sentence for people", (reason) => {
  expect(sentences[reason]).toMatch(/^[A-Z][^{}_]{15,160}\.$/);
});
