import { storefrontHostMark, type DraftButton, type TemplateDraft } from "../model.ts";
import type { LibraryLanguage } from "../languages.ts";
import { findPlaceholders } from "../placeholders.ts";
import { variableCatalogue } from "../variable-catalogue.ts";
import { isVariableKey, type VariableKey } from "../variable-keys.ts";
import { blueprints, type Blueprint, type LibraryKey } from "./blueprints.ts";
import { sampleFacts } from "./sample-facts.ts";
import { libraryTexts } from "./texts.ts";

/** The library's template in one of its languages, ready to be validated, compiled and submitted. */
export function libraryTemplate(key: LibraryKey, language: LibraryLanguage): TemplateDraft {
  const blueprint: Blueprint = blueprints[key];
  const { templates, optOutFooter } = libraryTexts[language];
  const { header, body, buttons: labels } = templates[key];
  const buttons = blueprint.buttons.map((button, index): DraftButton => {
    const text = labels[index] ?? "";
    if (button.type === "quick_reply") return { type: "quick_reply", text };
    return { type: "url", text, base: `https://${storefrontHostMark}/`, variable: button.variable };
  });
  const variables = [
    ...findPlaceholders(`${header ?? ""}${body}`).map(({ name }) => name),
    ...buttons.flatMap((button) => (button.type === "url" && button.variable ? [button.variable] : [])),
  ].filter(isVariableKey);
  return {
    name: key,
    language,
    category: blueprint.category,
    ...(header === null ? {} : { header }),
    ...(blueprint.document
      ? { headerMedia: { format: "document" as const, mediaId: null, made: blueprint.document } }
      : {}),
    body,
    ...(blueprint.category === "marketing" ? { footer: optOutFooter } : {}),
    buttons,
    samples: Object.fromEntries(variables.map((variable) => [variable, sampleOf(variable, language)])),
  };
}

/** What Meta's reviewers see in place of the variable: a made-up order, written as the language writes it. */
export function sampleOf(key: VariableKey, language: LibraryLanguage): string {
  const variable = variableCatalogue[key];
  return variable.kind === "link" ? variable.example : (variable.resolve(sampleFacts, language) ?? variable.example);
}
