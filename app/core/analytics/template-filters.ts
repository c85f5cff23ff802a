import { z } from "zod";

const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);

/** Filters of the list of templates, from its address; what can not be read is no filter. */
export const templateFiltersSchema = z.object({
  search: optional(z.string().max(100)),
  /** "attention": refused, paused, disabled, moved to another category, or disliked by readers. */
  status: optional(z.enum(["attention", "draft", "pending", "approved", "rejected", "paused", "disabled"])),
  category: optional(z.enum(["utility", "marketing", "authentication"])),
  language: optional(z.string().max(12)),
  use: optional(z.enum(["used", "unused"])),
  page: z.coerce.number().int().min(1).max(1000).catch(1),
});
export type TemplateFilters = z.infer<typeof templateFiltersSchema>;
