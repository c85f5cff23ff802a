import {
  metaComponentSchema,
  metaComponentsSchema,
  storefrontLinkBase,
  templateVariablesSchema,
  unmappedVariables,
  type DraftButton,
  type DraftMedia,
  type MediaFormat,
  type MediaValue,
  type MetaButton,
  type MetaComponent,
  type TemplateDraft,
  type TemplateVariables,
} from "./model.ts";
import { countedLinkPath } from "./storefront-path.ts";
import { replacePlaceholders } from "./placeholders.ts";
import type { VariableKey } from "./variable-keys.ts";

type Row = { name: string; language: string; category: string; components: unknown; variables: unknown };

/**
 * What Meta has, as a draft to go on writing: numbers are variables by name again where the mapping knows them, and stay
 * numbers where nobody has said yet what they stand for. The opposite of compileComponents.
 */
export function draftFromComponents(row: Row, shop: { storefrontHost: string }): TemplateDraft {
  const read = metaComponentsSchema.safeParse(row.components);
  const mapping = templateVariablesSchema.safeParse(row.variables);
  const known = mapping.success ? mapping.data : unmappedVariables;
  const samples: Record<string, string> = {};
  const draft: TemplateDraft = {
    name: row.name,
    language: row.language,
    category: row.category === "utility" ? "utility" : "marketing",
    body: "",
    buttons: [],
    samples,
  };
  for (const component of read.success ? read.data : []) addComponent(draft, component, known, shop);
  return draft;
}

function addComponent(
  draft: TemplateDraft,
  component: MetaComponent,
  known: TemplateVariables,
  shop: { storefrontHost: string },
): void {
  switch (component.type.toUpperCase()) {
    case "HEADER": {
      const format = (component.format ?? "TEXT").toLowerCase();
      if (format === "document" && known.headerDocument) {
        draft.headerMedia = { format, mediaId: null, made: known.headerDocument };
      } else if (isMediaFormat(format)) draft.headerMedia = mediaOf(component, format, known.headerMedia);
      else draft.header = named(component.text ?? "", known.header, samplesOf(component, "header_text"), draft.samples);
      return;
    }
    case "BODY":
      draft.body = named(component.text ?? "", known.body, samplesOf(component, "body_text"), draft.samples);
      return;
    case "FOOTER":
      draft.footer = component.text ?? "";
      return;
    case "LIMITED_TIME_OFFER": {
      const offer = component.limited_time_offer;
      draft.offer = { text: offer?.text ?? "", hours: offer?.has_expiration ? (known.offerHours ?? 24) : null };
      return;
    }
    case "BUTTONS":
      draft.buttons = buttonsOf(component, known.buttons, known.codes ?? [], draft.samples, shop);
      return;
    case "CAROUSEL":
      draft.cards = (component.cards ?? []).map((card, index) => {
        const parts = card.components.flatMap((part) => metaComponentSchema.safeParse(part).data ?? []);
        const part = (type: string) => parts.find((one) => one.type.toUpperCase() === type);
        const values = known.cards?.[index];
        const [header, body, buttons] = [part("HEADER"), part("BODY"), part("BUTTONS")];
        const format = header?.format?.toLowerCase() === "video" ? "video" : "image";
        return {
          media: mediaOf(header, format, values?.media),
          ...(body && {
            body: named(body.text ?? "", values?.body ?? [], samplesOf(body, "body_text"), draft.samples),
          }),
          buttons: buttons ? buttonsOf(buttons, values?.buttons ?? [], [], draft.samples, shop) : [],
        };
      });
  }
}

function isMediaFormat(format: string): format is MediaFormat {
  return format === "image" || format === "video" || format === "document";
}

function mediaOf(component: MetaComponent | undefined, format: MediaFormat, value: MediaValue | undefined): DraftMedia {
  if (value?.format === format) return { format, mediaId: value.mediaId, fileName: value.fileName };
  const example = component ? firstOf(component.example?.header_handle) : undefined;
  return { format, mediaId: null, ...(example?.startsWith("https://") ? { example } : {}) };
}

function named(
  text: string,
  keys: readonly VariableKey[],
  examples: readonly string[],
  samples: Record<string, string>,
): string {
  return replacePlaceholders(text, (name) => {
    const index = Number(name) - 1;
    const key = keys[index] ?? name;
    const example = examples[index];
    if (example !== undefined) samples[key] ??= example;
    return `{{${key}}}`;
  });
}

/** Meta lists samples as a list (header) or as a list of one list (body). */
function samplesOf(component: MetaComponent, key: "header_text" | "body_text"): string[] {
  const given = component.example?.[key];
  const row: unknown = Array.isArray(given) && Array.isArray(given[0]) ? given[0] : given;
  return Array.isArray(row) ? row.map(String) : [];
}

function firstOf(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === "string" ? first : undefined;
}

function buttonsOf(
  component: MetaComponent,
  links: TemplateVariables["buttons"],
  codes: NonNullable<TemplateVariables["codes"]>,
  samples: Record<string, string>,
  shop: { storefrontHost: string },
): DraftButton[] {
  return (component.buttons ?? []).flatMap((button, index): DraftButton[] => {
    const text = button.text ?? "";
    switch (button.type.toUpperCase()) {
      case "QUICK_REPLY":
        return [{ type: "quick_reply", text }];
      case "PHONE_NUMBER":
        return [{ type: "phone", text, phone: button.phone_number ?? "" }];
      case "COPY_CODE": {
        const value = codes.find((one) => one.index === index);
        const code = value?.code ?? firstOf(button.example) ?? "";
        return [{ type: "copy_code", code, ...(value?.variable ? { variable: value.variable } : {}) }];
      }
      case "URL":
        return [linkButton(button, links.find((one) => one.index === index)?.variable, samples, shop)];
      default:
        return [];
    }
  });
}

function linkButton(
  button: MetaButton,
  variable: VariableKey | undefined,
  samples: Record<string, string>,
  shop: { storefrontHost: string },
): DraftButton {
  const url = button.url ?? "";
  const text = button.text ?? "";
  if (!url.endsWith("{{1}}")) return { type: "url", text, base: url };
  const prefix = url.slice(0, -5);
  const own = `https://${shop.storefrontHost}/`;
  // The proxy's path is put in again when the draft is compiled.
  const base = prefix === own || prefix === `${own}${countedLinkPath}` ? storefrontLinkBase : prefix;
  const example = firstOf(button.example);
  // Meta takes the sample as the end of the link or as the whole of it.
  if (variable && example) samples[variable] ??= example.startsWith(prefix) ? example.slice(prefix.length) : example;
  return { type: "url", text, base, variable: variable ?? "" };
}
