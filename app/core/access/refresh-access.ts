import type { Ctx } from "../ports.ts";
import type { ShopifyAdmin } from "../ports-shopify.ts";
import { noteCustomerData } from "./note-customer-data.ts";
import { noteScopes } from "./note-scopes.ts";

export type RefreshedAccess =
  { outcome: "refreshed"; scopes: string[]; customerDataRefused: boolean } | { outcome: "unavailable" };

type AccessAdmin = Pick<ShopifyAdmin, "grantedScopes" | "customerData">;

/**
 * Asks Shopify itself what the shop grants and whether it gives the app customers' data, and takes up what rested for want of
 * it. Nobody's word in a browser is believed. Asking twice is asking once.
 */
export async function refreshAccess(ctx: Ctx, admin: AccessAdmin, shopId: string): Promise<RefreshedAccess> {
  const { domain } = await ctx.db.shop.findUniqueOrThrow({ where: { id: shopId }, select: { domain: true } });
  // Before the question: an answer is as old as its question may be.
  const at = ctx.clock.now();
  const granted = await admin.grantedScopes(domain);
  if (granted.outcome !== "ok") return { outcome: "unavailable" };
  await ctx.db.$transaction((tx) =>
    noteScopes({ tx, clock: ctx.clock, ids: ctx.ids, log: ctx.log }, shopId, { scopes: granted.scopes, at }),
  );
  ctx.wakes.wake("shopify_tasks");
  const seen = await admin.customerData(domain);
  if (seen.outcome === "ok" && seen.customerData !== "unknown") {
    await noteCustomerData(ctx.db, shopId, seen.customerData, ctx.clock.now());
  }
  const shop = await ctx.db.shop.findUniqueOrThrow({
    where: { id: shopId },
    select: { scopes: true, customerDataRefusedAt: true },
  });
  return { outcome: "refreshed", scopes: granted.scopes, customerDataRefused: shop.customerDataRefusedAt !== null };
}
