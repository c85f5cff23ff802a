import { z } from "zod";
import type { MessageContent, TemplateContent } from "../outbox/message-content.ts";
import { withoutPreferenceReference } from "../shared/preference-reference.ts";

/** A message as the shopper sees it, but for the address of their own page. */
export type RenderedMessage = { header: string | null; body: string; footer: string | null; buttons: string[] };

const componentsSchema = z.array(
  z.object({
    type: z.string(),
    text: z.string().optional(),
    buttons: z.array(z.object({ text: z.string().optional() })).optional(),
  }),
);

/** Fills a template's approved components with the message's values; null when the components are not known any more. */
export function renderMessage(content: MessageContent, components: unknown): RenderedMessage | null {
  if (content.kind === "text")
    return { header: null, body: withoutPreferenceReference(content.text), footer: null, buttons: [] };
  const parsed = componentsSchema.safeParse(components);
  if (!parsed.success) return null;
  const textOf = (type: string) => parsed.data.find((component) => component.type.toUpperCase() === type)?.text ?? null;
  const header = textOf("HEADER");
  const buttons = parsed.data.find((component) => component.type.toUpperCase() === "BUTTONS")?.buttons ?? [];
  return {
    header: header ? fill(header, content.header) : (content.headerDocument?.fileName ?? null),
    body: withoutPreferenceReference(fill(textOf("BODY") ?? "", content.body)),
    footer: textOf("FOOTER"),
    buttons: buttons.map((button) => button.text ?? ""),
  };
}

function fill(text: string, values: TemplateContent["body"]): string {
  return text.replace(
    /\{\{(\d+)\}\}/g,
    (placeholder, number: string) => values[Number(number) - 1]?.text ?? placeholder,
  );
}
