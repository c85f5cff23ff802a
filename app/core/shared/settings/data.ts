import { z } from "zod";

/** Null: kept for good. Not shorter than what limits per person and results of the last months are counted from. */
const months = (fallback: number | null) => z.number().int().min(3).max(120).nullable().default(fallback);

/** How long a shop's data is kept (in months of 30 days); the job forget-old-rows deletes what is older. */
export const dataSettingsSchema = z.object({
  /** Messages with their story, and the product requests that they answered: those are the consent they were sent on. */
  messageMonths: months(24),
  /** What shoppers wrote. */
  inboundMonths: months(24),
  /**
   * What happened in the store, its carts and checkouts, whom the updates of an order were to go to, and the automations that
   * were started. Product requests that nothing has answered are kept twice as long.
   */
  eventMonths: months(12),
  /** Who of the staff looked at personal data. */
  accessMonths: months(12),
});
