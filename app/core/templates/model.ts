import { z } from "zod";
import { variableKeys } from "./variable-keys.ts";

const variableKeySchema = z.enum(variableKeys);

/** Replaced in a URL button's base by the shop's own host when the template is compiled. */
export const storefrontHostMark = "{storefrontHost}";

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
  z.object({ type: z.literal("copy_code"), code: z.string() }),
]);
export type DraftButton = z.infer<typeof draftButtonSchema>;

/** A template as it is written: texts hold variables by name, e.g. "Hi {{customer.first_name}}, …". */
export const templateDraftSchema = z.object({
  name: z.string(),
  /** Meta's code, e.g. "pt_BR". */
  language: z.string(),
  category: z.enum(["utility", "marketing"]),
  header: z.string().optional(),
  body: z.string(),
  footer: z.string().optional(),
  buttons: z.array(draftButtonSchema),
  /** An example value for each variable; Meta's reviewers read the template with them. */
  samples: z.record(z.string(), z.string()),
});
export type TemplateDraft = z.infer<typeof templateDraftSchema>;

/** What Template.variables holds: which catalogue variable fills each numbered placeholder. */
export const templateVariablesSchema = z.object({
  header: z.array(variableKeySchema),
  body: z.array(variableKeySchema),
  buttons: z.array(z.object({ index: z.number().int().min(0).max(9), variable: variableKeySchema })),
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
});
export type MetaButton = z.infer<typeof metaButtonSchema>;

/** One of Meta's components, read leniently: kinds that are not sent by Tidings are kept and recognised, not refused. */
export const metaComponentSchema = z.looseObject({
  type: z.string(),
  format: z.string().optional(),
  text: z.string().optional(),
  buttons: z.array(metaButtonSchema).optional(),
});
export type MetaComponent = z.infer<typeof metaComponentSchema>;

export const metaComponentsSchema = z.array(metaComponentSchema);
