import { z } from "zod";

const titled = z.object({ title: z.string() });

const contentSchema = z.object({
  text: z.object({ body: z.string() }).optional().catch(undefined),
  button: z.object({ text: z.string() }).optional().catch(undefined),
  interactive: z.object({ button_reply: titled.optional(), list_reply: titled.optional() }).optional().catch(undefined),
  reaction: z.object({ emoji: z.string() }).optional().catch(undefined),
  image: z.object({ caption: z.string() }).optional().catch(undefined),
  video: z.object({ caption: z.string() }).optional().catch(undefined),
  document: z.object({ caption: z.string() }).optional().catch(undefined),
});

/** What a shopper wrote, pressed or put under a picture; null where there are no words, as of a voice message. */
export function inboundText(content: unknown): string | null {
  const parsed = contentSchema.safeParse(content);
  if (!parsed.success) return null;
  const { text, button, interactive, reaction, image, video, document } = parsed.data;
  return (
    text?.body ??
    button?.text ??
    interactive?.button_reply?.title ??
    interactive?.list_reply?.title ??
    reaction?.emoji ??
    image?.caption ??
    video?.caption ??
    document?.caption ??
    null
  );
}
