import { actOnRequests } from "../../core/privacy/act-on-requests.ts";
import type { Services } from "../../services.server.ts";

export async function privacyRequestsJob({ ctx, secrets, shopifyAdmin }: Services): Promise<void> {
  await actOnRequests(ctx, { secrets, shopifyAdmin });
}
