import { z } from "zod";
import { madeDocuments } from "./receipt/receipt.ts";
import { variableKeys } from "./variable-keys.ts";

const variableKeySchema = z.enum(variableKeys);

/** Replaced in a URL button's base by the shop's own host when the template is compiled. */
export const storefrontHostMark = "{storefrontHost}";

/** What a link button's variable is put behind, unless it says otherwise. */
export const storefrontLinkBase = `https://${storefrontHostMark}/`;

export const draftButtonSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("quick_reply"), text: z.string() }),
  z.object({
    type: z.literal("url"),
    text: z.string(),
    /** "https://{storefrontHost}/"; the variable's value is put behind it. */
    base: z.string(),
    variable: z.string().optional(),
  }),
  z.object({ type: z.literal("phone"), text: z.string(), phone: z.string() }),
  z.object({
    type: z.literal("copy_code"),
    /** The example for Meta's reviewers; sent to everyone unless a variable gives each their own. */
    code: z.string(),
    variable: z.string().optional(),
  }),
]);
export type DraftButton = z.infer<typeof draftButtonSchema>;

export const mediaFormats = ["image", "video", "document"] as const;
export type MediaFormat = (typeof mediaFormats)[number];

const draftMediaSchema = z.object({
  format: z.enum(mediaFormats),
  /** An uploaded file (TemplateMedia); null until one is chosen. */
  mediaId: z.uuid().nullable(),
  fileName: z.string().max(240).optional(),
  /** Where Meta shows its copy, of a template that was not written here. */
  example: z.string().optional(),
  /** Instead of a file: a document that is made for each message. */
  made: z.enum(madeDocuments).optional(),
});
export type DraftMedia = z.infer<typeof draftMediaSchema>;

const draftCardSchema = z.object({
  media: draftMediaSchema,
  body: z.string().optional(),
  buttons: z.array(draftButtonSchema),
});
export type DraftCard = z.infer<typeof draftCardSchema>;

/** A template as it is written: texts hold variables by name, e.g. "Hi {{customer.first_name}}, …". */
export const templateDraftSchema = z.object({
  name: z.string(),
  /** Meta's code, e.g. "pt_BR". */
  language: z.string(),
  category: z.enum(["utility", "marketing"]),
  header: z.string().optional(),
  /** Instead of a header of text. */
  headerMedia: draftMediaSchema.optional(),
  /** Limited-time offer: its short text, and how long it lasts from the moment of sending (null: without an end). */
  offer: z.object({ text: z.string(), hours: z.number().int().min(1).max(720).nullable() }).optional(),
  body: z.string(),
  footer: z.string().optional(),
  buttons: z.array(draftButtonSchema),
  /** Carousel: two to ten cards below the text. */
  cards: z.array(draftCardSchema).optional(),
  /** An example value for each variable; Meta's reviewers read the template with them. */
  samples: z.record(z.string(), z.string()),
});
export type TemplateDraft = z.infer<typeof templateDraftSchema>;

const mediaValueSchema = z.object({ format: z.enum(mediaFormats), mediaId: z.uuid(), fileName: z.string().optional() });
export type MediaValue = z.infer<typeof mediaValueSchema>;

/** What Template.variables holds: which catalogue variable fills each numbered placeholder. */
export const templateVariablesSchema = z.object({
  header: z.array(variableKeySchema),
  body: z.array(variableKeySchema),
  buttons: z.array(z.object({ index: z.number().int().min(0).max(9), variable: variableKeySchema })),
  /** Copy-code buttons: one code for everyone, or a variable that gives each their own. */
  codes: z
    .array(
      z.object({ index: z.number().int().min(0).max(9), code: z.string(), variable: variableKeySchema.optional() }),
    )
    .optional(),
  /** The file in the header (TemplateMedia), which Meta fetches with each message. */
  headerMedia: mediaValueSchema.optional(),
  /** The document in the header that is made for each message. */
  headerDocument: z.enum(madeDocuments).optional(),
  /** Hours from sending to the end of a limited-time offer. */
  offerHours: z.number().int().optional(),
  cards: z
    .array(
      z.object({
        media: mediaValueSchema,
        body: z.array(variableKeySchema),
        buttons: z.array(z.object({ index: z.number().int().min(0).max(9), variable: variableKeySchema })),
      }),
    )
    .optional(),
  /** The template came from elsewhere: until somebody says what its placeholders mean, it is not sent. */
  unmapped: z.boolean().optional(),
});
export type TemplateVariables = z.infer<typeof templateVariablesSchema>;

export const unmappedVariables: TemplateVariables = { header: [], body: [], buttons: [], unmapped: true };

export const metaButtonSchema = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  url: z.string().optional(),
  phone_number: z.string().optional(),
  /** Sample of a link's end or of a code: Meta takes and lists it as a text or as a list of one. */
  example: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .catch(undefined),
});
export type MetaButton = z.infer<typeof metaButtonSchema>;

/** One of Meta's components, read leniently: kinds that are not sent by Tidings are kept and recognised, not refused. */
export const metaComponentSchema = z.looseObject({
  type: z.string(),
  format: z.string().optional(),
  text: z.string().optional(),
  buttons: z.array(metaButtonSchema).optional(),
  example: z.record(z.string(), z.unknown()).optional().catch(undefined),
  limited_time_offer: z
    .looseObject({ text: z.string().optional(), has_expiration: z.boolean().optional() })
    .optional()
    .catch(undefined),
  cards: z
    .array(z.looseObject({ components: z.array(z.unknown()) }))
    .optional()
    .catch(undefined),
});
export type MetaComponent = z.infer<typeof metaComponentSchema>;

export const metaComponentsSchema = z.array(metaComponentSchema);
