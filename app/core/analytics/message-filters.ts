import { z } from "zod";
import { MessageState } from "#prisma/generated/enums.ts";

/** What a merchant may filter by; what does not fit is left out rather than refused, as it comes from an address. */
export const messageFiltersSchema = z.object({
  state: z.enum(MessageState).optional().catch(undefined),
  automationId: z.uuid().optional().catch(undefined),
  contactId: z.uuid().optional().catch(undefined),
  /** Messages older than this one. */
  before: z.uuid().optional().catch(undefined),
  /** Messages newer than this one. */
  after: z.uuid().optional().catch(undefined),
});

export type MessageFilters = z.infer<typeof messageFiltersSchema>;
