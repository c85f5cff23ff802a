import { forgetOldDeliveries } from "../../core/intake/forget-old-deliveries.ts";
import { forgetLimits } from "../../core/sending/forget-limits.ts";
import type { Services } from "../../services.server.ts";

/** What nobody asks about any more: deliveries taken in long ago, pair gaps and tier counts that have passed. */
export async function forgetOldRows({ ctx, log }: Services): Promise<void> {
  const deliveries = await forgetOldDeliveries(ctx);
  while ((await forgetLimits(ctx)) > 0);
  log.info("old rows forgotten", { deliveryCount: deliveries });
}
