import { z } from "zod";
import { consentSources } from "../shared/consent-sources.ts";

const day = z.iso.date().optional().catch(undefined);

/** Which decisions of the ledger a merchant looks at. What does not fit is left out, as it comes from an address. */
export const consentFiltersSchema = z.object({
  search: z.string().max(200).optional().catch(undefined),
  purpose: z.enum(["marketing", "transactional"]).optional().catch(undefined),
  state: z.enum(["granted", "pending", "revoked"]).optional().catch(undefined),
  source: z.enum(consentSources).optional().catch(undefined),
  from: day,
  to: day,
  before: z.uuid().optional().catch(undefined),
  after: z.uuid().optional().catch(undefined),
});

export type ConsentFilters = z.infer<typeof consentFiltersSchema>;
