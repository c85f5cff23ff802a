import { z } from "zod";
import { MessageState } from "#prisma/generated/enums.ts";

/** What a merchant may filter by; what does not fit is left out rather than refused, as it comes from an address. */
export const messageFiltersSchema = z.object({
  /** An order's name, a phone number or its last digits, or the beginning of a name. */
  search: z.string().max(200).optional().catch(undefined),
  state: z.enum(MessageState).optional().catch(undefined),
  automationId: z.uuid().optional().catch(undefined),
  contactId: z.uuid().optional().catch(undefined),
  template: z.string().min(1).max(512).optional().catch(undefined),
  /** Days in the shop's time zone, both included. */
  from: z.iso.date().optional().catch(undefined),
  to: z.iso.date().optional().catch(undefined),
  /** Messages older than this one. */
  before: z.uuid().optional().catch(undefined),
  /** Messages newer than this one. */
  after: z.uuid().optional().catch(undefined),
});

export type MessageFilters = z.infer<typeof messageFiltersSchema>;
