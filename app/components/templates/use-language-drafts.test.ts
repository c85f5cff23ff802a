import { expect, test } from "vitest";
import type { TemplateDraft } from "../../core/templates/model.ts";
import { changedLanguages } from "./use-language-drafts.ts";

const draft = (language: string, body: string): TemplateDraft => ({
  name: "parcel_note",
  language,
  category: "utility",
  body,
  buttons: [],
  samples: {},
});

test("what somebody else saved in a language nobody touched here is no change", () => {
  const saved = { en: draft("en", "Hello"), de: draft("de", "Hallo, von jemand anderem") };
  expect(changedLanguages({ en: draft("en", "Hi") }, saved)).toEqual({ en: draft("en", "Hi") });
});

test("what was typed back, or is saved by now, is no change; a language that is new is one", () => {
  const saved = { en: draft("en", "Hello") };
  expect(changedLanguages({ en: draft("en", "Hello") }, saved)).toEqual({});
  expect(changedLanguages({ fr: draft("fr", "Bonjour") }, saved)).toEqual({ fr: draft("fr", "Bonjour") });
});

test("an example left behind by a variable that was taken out again is no change", () => {
  const saved = { en: { ...draft("en", "Hello {{order.name}}"), samples: { "order.name": "#1001" } } };
  const leftBehind = { ...saved.en, samples: { ...saved.en.samples, "order.status_path": "orders/1" } };
  expect(changedLanguages({ en: leftBehind }, saved)).toEqual({});
  const other = { ...leftBehind, samples: { ...leftBehind.samples, "order.name": "#1002" } };
  expect(changedLanguages({ en: other }, saved)).toEqual({ en: other });
});
