import { z } from "zod";

/** Marketing consent as a merchant asks for it, and who is blocked. What does not fit is left out, as it comes from an address. */
export const customerFiltersSchema = z.object({
  search: z.string().max(200).optional().catch(undefined),
  consent: z.enum(["granted", "pending", "revoked"]).optional().catch(undefined),
  blocked: z.enum(["yes"]).optional().catch(undefined),
  before: z.uuid().optional().catch(undefined),
  after: z.uuid().optional().catch(undefined),
});

export type CustomerFilters = z.infer<typeof customerFiltersSchema>;
