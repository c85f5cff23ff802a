import { isLibraryLanguage } from "./languages.ts";
import { sampleOf } from "./library/library-template.ts";
import { isLinkVariable, variableKeys, type VariableKey } from "./variable-keys.ts";
import { variableCatalogue } from "./variable-catalogue.ts";

/** One line of the list a merchant chooses a variable from. */
export type VariableChoice = { key: VariableKey; kind: "text" | "link"; descriptionKey: string };

export function variableChoices(): VariableChoice[] {
  return variableKeys.map((key) => ({
    key,
    kind: isLinkVariable(key) ? "link" : "text",
    descriptionKey: variableCatalogue[key].descriptionKey,
  }));
}

/** An example of each variable, written as these languages write it. */
export function variableExamples(languages: readonly string[]): Record<string, Record<string, string>> {
  return Object.fromEntries(
    languages.map((language) => {
      const written = isLibraryLanguage(language) ? language : "en";
      return [language, Object.fromEntries(variableKeys.map((key) => [key, sampleOf(key, written)]))];
    }),
  );
}
