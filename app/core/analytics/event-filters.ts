import { z } from "zod";
import { storeEventKinds } from "../shared/store-event.ts";

/** Outcomes a merchant may look for; the rest of the vocabulary is about deliveries (core/intake/outcomes.ts). */
export const filterableOutcomes = [
  "applied",
  "no_contact",
  "stale",
  "completed",
  "deleted",
  "checkout_followed",
] as const;

/** What does not fit is left out rather than refused, as it comes from an address. */
export const eventFiltersSchema = z.object({
  kind: z.enum(storeEventKinds).optional().catch(undefined),
  outcome: z.enum(filterableOutcomes).optional().catch(undefined),
  contactId: z.uuid().optional().catch(undefined),
  before: z.uuid().optional().catch(undefined),
  after: z.uuid().optional().catch(undefined),
});

export type EventFilters = z.infer<typeof eventFiltersSchema>;
