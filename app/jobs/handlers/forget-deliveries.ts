import type { Services } from "../../services.server.ts";
import { forgetOldDeliveries } from "../../core/intake/forget-old-deliveries.ts";

export async function forgetDeliveries({ ctx, log }: Services): Promise<void> {
  const forgotten = await forgetOldDeliveries(ctx);
  log.info("old deliveries forgotten", { count: forgotten });
}
