import { compileComponents, type CompiledTemplate } from "#app/core/templates/compile-components.ts";
import { blueprints, type LibraryKey } from "#app/core/templates/library/blueprints.ts";
import { libraryTemplate } from "#app/core/templates/library/library-template.ts";
import { storefrontHost } from "./settings.ts";

export type LibraryTemplate = CompiledTemplate;

/** The English library as Meta has it after approval. */
export function libraryTemplates(): LibraryTemplate[] {
  const keys = Object.keys(blueprints) as LibraryKey[];
  return keys.map((key) => compileComponents(libraryTemplate(key, "en"), { storefrontHost }));
}
