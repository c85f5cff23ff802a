import { expect, test } from "vitest";
import { words as english } from "#app/i18n/locales/en/index.ts";
import { stepReasons } from "./step-reasons.ts";

const sentences: Record<string, string> = english.reasons;

test.each(stepReasons)("%s has a sentence for people", (reason) => {
  expect(sentences[reason]).toMatch(/^[A-Z][^{}_]{15,160}\.$/);
});
