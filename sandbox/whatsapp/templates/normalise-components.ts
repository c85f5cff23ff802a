import { isObject } from "../http.ts";
import type { TemplateComponent } from "../model.ts";

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
