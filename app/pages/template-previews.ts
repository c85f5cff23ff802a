import { draftFromComponents } from "../core/templates/draft-from-components.ts";
import { baseLanguage, isLibraryLanguage } from "../core/templates/languages.ts";
import { blueprints, libraryKeys, type LibraryKey } from "../core/templates/library/blueprints.ts";
import { libraryTemplate } from "../core/templates/library/library-template.ts";
import { previewOfDraft, type PreviewMessage } from "../core/templates/preview.ts";
import { variableExamples } from "../core/templates/variable-choices.ts";

/** A template of a shop as its messages look, filled with examples. */
export type TemplatePreview = {
  name: string;
  category: string;
  languages: { language: string; status: string; message: PreviewMessage }[];
};

export type TemplateChoice = { name: string; category: "utility" | "marketing" };

export type TemplateRow = {
  name: string;
  language: string;
  category: string;
  status: string;
  components: unknown;
  variables: unknown;
};

/** Gathers a template's languages, that of the reader first; null: there is none. */
export function previewOfRows(rows: readonly TemplateRow[], locale: string, shopId: string): TemplatePreview | null {
  const [first] = rows;
  if (!first) return null;
  const languages = rows.map((row) => ({
    language: row.language,
    status: row.status,
    message: messageOf(row, shopId),
  }));
  return { name: first.name, category: first.category, languages: inReadingOrder(languages, locale) };
}

/** A template of the library that the shop has not submitted yet. */
export function previewOfLibrary(name: string, locale: string, shopId: string): TemplatePreview | null {
  if (!Object.hasOwn(blueprints, name)) return null;
  const key = name as LibraryKey;
  const code = locale.replace("-", "_");
  const language = isLibraryLanguage(code) ? code : "en";
  const draft = libraryTemplate(key, language);
  const message = previewOfDraft(draft, shopId);
  return { name, category: draft.category, languages: [{ language, status: "library", message }] };
}

/** What can be chosen for a step: the shop's templates, and those of the library that it has not submitted yet. */
export function withLibrary(templates: TemplateChoice[]): TemplateChoice[] {
  const own = new Set(templates.map(({ name }) => name));
  const others = libraryKeys
    .filter((key) => !own.has(key))
    .map((name) => ({ name, category: blueprints[name].category }));
  return [...templates, ...others].sort((one, other) => one.name.localeCompare(other.name));
}

function inReadingOrder<T extends { language: string }>(languages: T[], locale: string): T[] {
  const rank = ({ language }: T) => (baseLanguage(language) === baseLanguage(locale) ? 0 : 1);
  return languages.sort((one, other) => rank(one) - rank(other) || one.language.localeCompare(other.language));
}

/** An approved template has its words at Meta only: numbered placeholders, which its own variables give a meaning. */
function messageOf(row: TemplateRow, shopId: string): PreviewMessage {
  // A preview shows no addresses, so no host is needed to read them.
  const draft = draftFromComponents(row, { storefrontHost: "" });
  const samples = { ...variableExamples([row.language])[row.language], ...draft.samples };
  return previewOfDraft({ ...draft, samples }, shopId);
}
