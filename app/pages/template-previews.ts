import { baseLanguage, isLibraryLanguage, isRightToLeft } from "../core/templates/languages.ts";
import { blueprints, libraryKeys, type LibraryKey } from "../core/templates/library/blueprints.ts";
import { libraryTemplate } from "../core/templates/library/library-template.ts";
import { metaComponentsSchema, templateVariablesSchema, type MetaComponent } from "../core/templates/model.ts";
import { previewOfDraft, type PreviewButton, type PreviewMessage } from "../core/templates/preview.ts";
import { variableCatalogue } from "../core/templates/variable-catalogue.ts";
import type { VariableKey } from "../core/templates/variable-keys.ts";

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
export function previewOfRows(rows: readonly TemplateRow[], locale: string): TemplatePreview | null {
  const [first] = rows;
  if (!first) return null;
  const languages = rows.map((row) => ({ language: row.language, status: row.status, message: messageOf(row) }));
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
function messageOf(row: TemplateRow): PreviewMessage {
  const components = metaComponentsSchema.safeParse(row.components);
  const variables = templateVariablesSchema.safeParse(row.variables);
  const parts = components.success ? components.data : [];
  const of = (type: string) => parts.find((part) => part.type.toUpperCase() === type);
  const header = of("HEADER");
  const headerKeys = variables.success ? variables.data.header : [];
  const bodyKeys = variables.success ? variables.data.body : [];
  return {
    direction: isRightToLeft(row.language) ? "rtl" : "ltr",
    header: headerOf(header, headerKeys),
    offer: null,
    body: fill(of("BODY")?.text ?? "", bodyKeys),
    footer: of("FOOTER")?.text ?? null,
    buttons: (of("BUTTONS")?.buttons ?? []).map((button) => ({
      kind: buttonKind(button.type),
      text: button.text ?? "",
    })),
    cards: [],
  };
}

function headerOf(header: MetaComponent | undefined, keys: VariableKey[]): PreviewMessage["header"] {
  if (!header) return null;
  const format = header.format?.toLowerCase();
  if (format === "image" || format === "video" || format === "document") {
    return { kind: format, url: null, fileName: null };
  }
  return header.text ? { kind: "text", text: fill(header.text, keys) } : null;
}

function buttonKind(type: string): PreviewButton["kind"] {
  if (type === "URL") return "url";
  if (type === "PHONE_NUMBER") return "phone";
  return type === "COPY_CODE" ? "copy_code" : "quick_reply";
}

function fill(text: string, keys: VariableKey[]): string {
  return text.replace(/\{\{(\d+)\}\}/g, (placeholder, number: string) => {
    const key = keys[Number(number) - 1];
    return key ? variableCatalogue[key].example : placeholder;
  });
}
