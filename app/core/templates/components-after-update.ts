import { z } from "zod";
import { metaComponentsSchema, type MetaComponent } from "./model.ts";

/** Meta, "message_template_components_update": texts and link buttons; quick replies and samples are not told. */
const updateSchema = z.object({
  message_template_element: z.string(),
  message_template_title: z.string().optional(),
  message_template_footer: z.string().optional(),
  message_template_buttons: z
    .array(
      z.object({
        message_template_button_type: z.string(),
        message_template_button_text: z.string().optional(),
        message_template_button_url: z.string().optional(),
      }),
    )
    .optional(),
});

/** The components with the told changes in them; null when nothing is different, or the change can not be read. */
export function componentsAfterUpdate(
  current: unknown,
  value: Readonly<Record<string, unknown>>,
): MetaComponent[] | null {
  const read = metaComponentsSchema.safeParse(current);
  const update = updateSchema.safeParse(value);
  if (!read.success || !update.success) return null;
  const told = update.data;
  const texts: Record<string, string | undefined> = {
    BODY: told.message_template_element,
    HEADER: told.message_template_title,
    FOOTER: told.message_template_footer,
  };
  const links = (told.message_template_buttons ?? []).filter(
    ({ message_template_button_type: type }) => type.toUpperCase() === "URL",
  );
  const components = read.data.map((component): MetaComponent => {
    const text = texts[component.type.toUpperCase()];
    if (text !== undefined) return { ...component, text };
    return component.buttons ? { ...component, buttons: withLinks(component.buttons, links) } : component;
  });
  return JSON.stringify(components) === JSON.stringify(read.data) ? null : components;
}

type Button = NonNullable<MetaComponent["buttons"]>[number];
type Link = { message_template_button_text?: string; message_template_button_url?: string };

function withLinks(buttons: Button[], links: readonly Link[]): Button[] {
  let next = 0;
  return buttons.map((button) => {
    const link = button.type.toUpperCase() === "URL" ? links[next++] : undefined;
    if (!link) return button;
    return {
      ...button,
      text: link.message_template_button_text ?? button.text,
      url: link.message_template_button_url ?? button.url,
    };
  });
}
