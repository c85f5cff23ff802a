import { AppError } from "../../core/shared/app-error.ts";
import { compareConsent } from "../../core/shopify-consent/compare-consent.ts";
import { shopsToCompare } from "../../core/shopify-consent/comparison-progress.ts";
import type { Services } from "../../services.server.ts";

export async function compareAllConsent({ ctx, queue }: Services): Promise<void> {
  for (const shopId of await shopsToCompare(ctx))
    await queue.send("compare-consent", { shopId }, { singletonKey: shopId });
}

/** A part of it; what is left is the next job's. When Shopify does not let it go on, the queue comes back later. */
export async function compareConsentJob(
  { ctx, shopifyAdmin, queue }: Pick<Services, "ctx" | "shopifyAdmin" | "queue">,
  { shopId }: { shopId: string },
): Promise<void> {
  const { outcome } = await compareConsent(ctx, shopifyAdmin, shopId);
  if (outcome === "more") await queue.send("compare-consent", { shopId }, { singletonKey: shopId });
  if (outcome === "throttled" || outcome === "unavailable" || outcome === "refused")
    throw new AppError("consent_comparison_failed", `Comparison of consent: ${outcome}`);
}
