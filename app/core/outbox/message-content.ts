import { z } from "zod";
import { madeDocuments } from "../templates/receipt/receipt.ts";

const textParameter = z.object({ type: z.literal("text"), text: z.string().min(1).max(1024) });

/** A file of the shop's (TemplateMedia), which Meta fetches from us. */
const mediaParameter = z.object({
  type: z.enum(["image", "video", "document"]),
  mediaId: z.uuid(),
  fileName: z.string().optional(),
});
export type MediaParameter = z.infer<typeof mediaParameter>;

const buttonParameter = z.object({
  index: z.number().int().min(0).max(9),
  type: z.enum(["url", "quick_reply", "copy_code"]),
  value: z.string().min(1),
  /** A link whose value is put into a signed reference to the message when it is sent, so that a press can be counted. */
  counted: z.boolean().optional(),
});

/** A document that is made and handed to Meta when the message goes. */
const madeDocument = z.object({
  kind: z.enum(madeDocuments),
  /** Shopify's id as digits; null: the made-up order of a test message. */
  orderId: z.string().nullable(),
  fileName: z.string(),
});
export type MadeDocumentParameter = z.infer<typeof madeDocument>;

/** A template message with every variable already a value. `name` and `language` are Meta's. */
export const templateContentSchema = z.object({
  kind: z.literal("template"),
  name: z.string(),
  language: z.string(),
  header: z.array(textParameter),
  body: z.array(textParameter),
  /** A header that is a file; `header` is empty then. Fetched from the shop that `mediaShopId` names. */
  headerMedia: mediaParameter.optional(),
  mediaShopId: z.uuid().optional(),
  /** A header that is a document of this very message; `header` is empty then. */
  headerDocument: madeDocument.optional(),
  /** Hours from sending to the end of a limited-time offer. */
  offerHours: z.number().int().min(1).optional(),
  /** Values for buttons that take one: a URL suffix, the payload a quick reply sends back, or a code to copy. */
  buttons: z.array(buttonParameter),
  /** One per card of a carousel, in their order. */
  cards: z
    .array(z.object({ media: mediaParameter, body: z.array(textParameter), buttons: z.array(buttonParameter) }))
    .optional(),
});

/** Free text; only inside the service window. */
export const textContentSchema = z.object({ kind: z.literal("text"), text: z.string().min(1).max(4096) });

export const messageContentSchema = z.discriminatedUnion("kind", [templateContentSchema, textContentSchema]);

export type TemplateContent = z.infer<typeof templateContentSchema>;

export type MessageContent = z.infer<typeof messageContentSchema>;
