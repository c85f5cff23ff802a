import { z } from "zod";

const minor = z.string().regex(/^-?\d+$/);

/** What stands between the lines of an order and its total, in minor units of the order's currency, as ordered. */
export const orderBreakdownSchema = z.object({
  discountMinor: minor,
  shippingMinor: minor,
  /** The prices hold the taxes already. */
  taxesIncluded: z.boolean(),
  taxes: z.array(
    z.object({
      title: z.string(),
      /** 0.19 for 19 %. */
      rate: z.number().nullable(),
      minor,
    }),
  ),
});
export type OrderBreakdown = z.infer<typeof orderBreakdownSchema>;
