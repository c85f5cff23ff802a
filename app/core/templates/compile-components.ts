import {
  storefrontHostMark,
  type DraftButton,
  type MetaButton,
  type MetaComponent,
  type TemplateDraft,
  type TemplateVariables,
} from "./model.ts";
import { findPlaceholders, replacePlaceholders } from "./placeholders.ts";
import { isVariableKey, type VariableKey } from "./variable-keys.ts";

export type CompiledTemplate = {
  name: string;
  language: string;
  /** As Meta spells it: "UTILITY". */
  category: string;
  components: MetaComponent[];
  variables: TemplateVariables;
};

/**
 * A draft as Meta's create call wants it: placeholders numbered per component from 1, in order of appearance, each with its
 * sample; link bases on the shop's own host. Call it with drafts that validateTemplate found no error in.
 */
export function compileComponents(draft: TemplateDraft, shop: { storefrontHost: string }): CompiledTemplate {
  const header = draft.header === undefined ? undefined : numbered(draft.header, draft.samples);
  const body = numbered(draft.body, draft.samples);
  const components: MetaComponent[] = [];
  if (header) {
    const example = header.samples.length > 0 ? { example: { header_text: header.samples } } : {};
    components.push({ type: "HEADER", format: "TEXT", text: header.text, ...example });
  }
  const example = body.samples.length > 0 ? { example: { body_text: [body.samples] } } : {};
  components.push({ type: "BODY", text: body.text, ...example });
  if (draft.footer !== undefined) components.push({ type: "FOOTER", text: draft.footer });
  if (draft.buttons.length > 0) {
    components.push({
      type: "BUTTONS",
      buttons: draft.buttons.map((button) => metaButton(button, draft.samples, shop)),
    });
  }
  return {
    name: draft.name,
    language: draft.language,
    category: draft.category.toUpperCase(),
    components,
    variables: { header: header?.variables ?? [], body: body.variables, buttons: linkVariables(draft.buttons) },
  };
}

function numbered(text: string, samples: TemplateDraft["samples"]) {
  const names = findPlaceholders(text).map(({ name }) => name);
  return {
    text: replacePlaceholders(text, (_name, position) => `{{${position + 1}}}`),
    variables: names.filter(isVariableKey),
    samples: names.map((name) => samples[name] ?? ""),
  };
}

function metaButton(
  button: DraftButton,
  samples: TemplateDraft["samples"],
  shop: { storefrontHost: string },
): MetaButton {
  switch (button.type) {
    case "quick_reply":
      return { type: "QUICK_REPLY", text: button.text };
    case "url": {
      const base = button.base.replaceAll(storefrontHostMark, shop.storefrontHost);
      if (button.variable === undefined) return { type: "URL", text: button.text, url: base };
      return { type: "URL", text: button.text, url: `${base}{{1}}`, example: [samples[button.variable] ?? ""] };
    }
    case "phone":
      return { type: "PHONE_NUMBER", text: button.text, phone_number: button.phone };
    case "copy_code":
      return { type: "COPY_CODE", example: button.code };
  }
}

function linkVariables(buttons: readonly DraftButton[]): { index: number; variable: VariableKey }[] {
  return buttons.flatMap((button, index) =>
    button.type === "url" && button.variable !== undefined && isVariableKey(button.variable)
      ? [{ index, variable: button.variable }]
      : [],
  );
}
