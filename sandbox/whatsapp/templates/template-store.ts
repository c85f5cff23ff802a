import type { Account, Template } from "../model.ts";
import type { TemplateStatus } from "../options.ts";
import type { World } from "../world.ts";
import { compileTemplate } from "./compile-template.ts";
import { normaliseComponents } from "./normalise-components.ts";

type TemplateDraft = {
  name: string;
  language: string;
  category: string;
  components: unknown[];
  status: TemplateStatus;
  parameterFormat: "POSITIONAL" | "NAMED";
};

export function templateKey(name: string, language: string): string {
  return `${name}|${language}`;
}

export function addTemplate(world: World, account: Account, draft: TemplateDraft): Template {
  const components = normaliseComponents(draft.components);
  const template: Template = {
    id: world.newTemplateId(),
    account,
    name: draft.name,
    language: draft.language,
    category: draft.category.toUpperCase(),
    previousCategory: null,
    status: draft.status,
    rejectedReason: "NONE",
    quality: "UNKNOWN",
    parameterFormat: draft.parameterFormat,
    components,
    compiled: compileTemplate(components),
    editedAt: [],
  };
  account.templates.set(template.id, template);
  account.templatesByName.set(templateKey(template.name, template.language), template);
  world.templates.set(template.id, template);
  return template;
}

export function removeTemplate(world: World, template: Template): void {
  template.account.templates.delete(template.id);
  template.account.templatesByName.delete(templateKey(template.name, template.language));
  world.templates.delete(template.id);
}
