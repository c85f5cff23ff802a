import type { Shop } from "#prisma/generated/client.ts";
import type { TxCtx } from "../ports.ts";
import type { Delivery } from "./delivery.ts";

export type ShopRow = Pick<
  Shop,
  "id" | "domain" | "status" | "country" | "currency" | "locale" | "installedAt" | "uninstalledAt" | "shopifyUpdatedAt"
>;

/** What applying one delivery is given, besides its payload. */
export type IntakeCtx = TxCtx & { shop: ShopRow; delivery: Delivery };

/** When the platform says it happened; a payload without a time of its own happened when its webhook was triggered. */
export function toldAt(ctx: IntakeCtx): Date {
  return ctx.delivery.triggeredAt ?? ctx.delivery.receivedAt;
}
