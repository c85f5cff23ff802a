import { cancelMessages } from "../outbox/cancel-messages.ts";
import { releaseNumbers } from "../sending/release-numbers.ts";
import type { TxCtx } from "../ports.ts";
import type { IntakeResult } from "./outcomes.ts";
import { toldAt, type IntakeCtx, type ShopRow } from "./intake-ctx.ts";
import { recordEvent } from "./record-event.ts";

/** Reason key of what an uninstallation ended. */
export const uninstalledReason = "app_uninstalled";

/**
 * `app/uninstalled`: from this moment nothing is sent for the shop. Its runs, waiting steps and queued messages end, and its
 * WhatsApp numbers may serve another shop; its data stays until `shop/redact` asks for it. Told late, after the merchant came
 * back, it changes nothing.
 */
export async function uninstallShop(ctx: IntakeCtx): Promise<IntakeResult> {
  const { shop } = ctx;
  const uninstalledAt = toldAt(ctx);
  if (uninstalledAt < shop.installedAt) return "stale";
  if (shop.status === "uninstalled") return "duplicate";
  // Recorded first: this is the last event of the shop that is told to anybody.
  const outcome = await recordEvent(ctx, {
    kind: "app_uninstalled",
    subjectKind: "shop",
    subjectId: shop.domain,
    occurrence: uninstalledAt.toISOString(),
    contactId: null,
    occurredAt: uninstalledAt,
  });
  await endService(ctx, shop, uninstalledAt);
  return outcome;
}

/** What an uninstallation ends, in the caller's transaction. */
export async function endService(ctx: TxCtx, shop: Pick<ShopRow, "id" | "domain">, uninstalledAt: Date): Promise<void> {
  const { tx } = ctx;
  const now = ctx.clock.now();
  await tx.shop.update({ where: { id: shop.id }, data: { status: "uninstalled", uninstalledAt } });
  // Its tokens are dead, though not expired: whoever comes back within the hour must get new ones, not be let in with these.
  await tx.shopifySession.deleteMany({ where: { shopDomain: shop.domain } });
  await tx.automationStep.updateMany({
    where: { shopId: shop.id, state: "waiting" },
    data: { state: "cancelled", reason: uninstalledReason, decidedAt: now },
  });
  await tx.automationRun.updateMany({
    where: { shopId: shop.id, state: "active" },
    data: { state: "cancelled", endReason: uninstalledReason, endedAt: now },
  });
  await cancelMessages(ctx, {
    shopId: shop.id,
    where: { categories: ["utility", "marketing", "authentication"] },
    reason: uninstalledReason,
  });
  await releaseNumbers(tx, shop.id, now);
}
