import { describe, expect, it } from "vitest";
import { matchOptOutWord } from "../../consent/match-opt-out-word.ts";
import { buildTemplateContent } from "../build-template-content.ts";
import { compileComponents } from "../compile-components.ts";
import { libraryLanguages } from "../languages.ts";
import { parseComponents } from "../parse-components.ts";
import { findPlaceholders, replacePlaceholders } from "../placeholders.ts";
import { validateTemplate } from "../validate-template.ts";
import { variableCatalogue } from "../variable-catalogue.ts";
import { exampleFacts } from "../example-facts.fixture.ts";
import { blueprints, libraryKeys } from "./blueprints.ts";
import { libraryTemplate } from "./library-template.ts";
import { libraryTexts } from "./texts.ts";

const everyTemplate = libraryKeys.flatMap((key) => libraryLanguages.map((language) => ({ key, language })));
const shop = { storefrontHost: "shop.example" };

describe("the library", () => {
  it("has the thirty-three messages in ten languages", () => {
    expect(everyTemplate).toHaveLength(330);
  });

  it.each(everyTemplate)("$key in $language breaks none of Meta's rules and gives no advice", ({ key, language }) => {
    expect(validateTemplate(libraryTemplate(key, language))).toEqual([]);
  });

  it.each(everyTemplate)(
    "$key in $language speaks of what every language speaks of, once each",
    ({ key, language }) => {
      const { body } = libraryTemplate(key, language);
      const names = findPlaceholders(body).map(({ name }) => name);
      expect(names.toSorted()).toEqual([...blueprints[key].variables].toSorted());
    },
  );

  it.each(everyTemplate)(
    "$key in $language compiles to components that can be filled from facts",
    ({ key, language }) => {
      const compiled = compileComponents(libraryTemplate(key, language), shop);
      expect(parseComponents(compiled.components).outcome).toBe("ok");
      const quickReplies = blueprints[key].buttons.flatMap(({ type }, index) =>
        type === "quick_reply" ? [index] : [],
      );
      const buttonPayloads = Object.fromEntries(quickReplies.map((index) => [index, `answer:${index}`]));
      const built = buildTemplateContent(compiled, exampleFacts(), { buttonPayloads });
      expect(built).toMatchObject({ outcome: "ok", content: { name: key, language } });
    },
  );

  it.each(everyTemplate)(
    "$key in $language stays within 1024 characters with the longest values",
    ({ key, language }) => {
      const { body } = libraryTemplate(key, language);
      const longest = replacePlaceholders(body, (name) => {
        const variable = Object.entries(variableCatalogue).find(([known]) => known === name)?.[1];
        return "x".repeat(variable?.kind === "text" ? variable.maxLength : 10_000);
      });
      expect(longest.length).toBeLessThanOrEqual(1024);
    },
  );

  it("leaves no sample out and writes none as another language would", () => {
    expect(libraryTemplate("order_confirmed", "de").samples["order.total"]).toBe("49,90\u00a0€");
    expect(libraryTemplate("order_confirmed", "ja").samples["order.items"]).toBe("Oak bowl、2 × Tray");
  });

  it.each(libraryLanguages)("tells in %s how to stop, with a word that stops", (language) => {
    const { optOutFooter } = libraryTexts[language];
    const said = optOutFooter.split(/[\s「」:،,]+/).filter((word) => matchOptOutWord(word)?.intent === "stop");
    expect(said).not.toEqual([]);
    for (const key of libraryKeys) {
      const expected = blueprints[key].category === "marketing" ? optOutFooter : undefined;
      expect(libraryTemplate(key, language).footer).toBe(expected);
    }
  });

  it.each(libraryLanguages)("confirms in %s with the words that undo it", (language) => {
    const { optOutConfirmed, optInConfirmed } = libraryTexts[language].replies;
    const intents = (text: string) => text.split(/[\s「」:،,.]+/).map((word) => matchOptOutWord(word)?.intent);
    expect(intents(optOutConfirmed)).toContain("start");
    expect(intents(optInConfirmed)).toContain("stop");
  });
});
