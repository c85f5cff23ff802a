import type { Account, Template, TemplateComponent } from "../model.ts";
import type { TemplateStatus } from "../options.ts";
import type { World } from "../world.ts";
import { isObject } from "../http.ts";
import { compileTemplate } from "./compile-template.ts";

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

/** Meta takes types in either case and lists them in capitals. */
export function normaliseComponents(components: unknown[]): TemplateComponent[] {
  return components.filter(isObject).map((component) => {
    const type = String(component.type ?? "").toUpperCase();
    const format = typeof component.format === "string" ? component.format.toUpperCase() : undefined;
    const buttons = Array.isArray(component.buttons)
      ? component.buttons
          .filter(isObject)
          .map((button) => ({ ...button, type: String(button.type ?? "").toUpperCase() }))
      : undefined;
    return { ...component, type, ...(format ? { format } : {}), ...(buttons ? { buttons } : {}) };
  });
}
