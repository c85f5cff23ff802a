import { z } from "zod";

const textParameter = z.object({ type: z.literal("text"), text: z.string().min(1).max(1024) });

/** A template message with every variable already a value. `name` and `language` are Meta's. */
export const templateContentSchema = z.object({
  kind: z.literal("template"),
  name: z.string(),
  language: z.string(),
  header: z.array(textParameter),
  body: z.array(textParameter),
  /** Values for buttons that take one: a URL suffix, or the payload a quick reply sends back. */
  buttons: z.array(
    z.object({ index: z.number().int().min(0).max(9), type: z.enum(["url", "quick_reply"]), value: z.string().min(1) }),
  ),
});

/** Free text; only inside the service window. */
export const textContentSchema = z.object({ kind: z.literal("text"), text: z.string().min(1).max(4096) });

export const messageContentSchema = z.discriminatedUnion("kind", [templateContentSchema, textContentSchema]);

export type TemplateContent = z.infer<typeof templateContentSchema>;

export type MessageContent = z.infer<typeof messageContentSchema>;
