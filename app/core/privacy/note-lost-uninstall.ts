import { inTransaction } from "../customers/in-transaction.ts";
import { endService } from "../intake/uninstall-shop.ts";
import type { Ctx } from "../ports.ts";
import type { ShopifyAdmin } from "../ports-shopify.ts";
import { AppError } from "../shared/app-error.ts";

type Request = { shopDomain: string; receivedAt: Date };

/**
 * Before `shop/redact` of a shop that has the app as far as we know: was `app/uninstalled` lost? The shop's own token says.
 * Shopify takes it: the app is there (again), and the shop is left alone. Shopify refuses it: the app is gone, and what an
 * uninstallation does is done now. No word: the request is tried again later.
 */
export async function noteLostUninstall(
  ctx: Ctx,
  admin: Pick<ShopifyAdmin, "grantedScopes">,
  { shopDomain, receivedAt }: Request,
): Promise<void> {
  const shop = await ctx.db.shop.findUnique({ where: { domain: shopDomain } });
  if (shop?.status !== "installed" || shop.erasingAt !== null || shop.installedAt > receivedAt) return;
  const askedAt = ctx.clock.now();
  const { outcome } = await admin.grantedScopes(shopDomain);
  if (outcome === "ok" || outcome === "access_denied") return;
  if (outcome !== "unauthorized")
    throw new AppError("shop_silent", `No word from ${shopDomain} whether it has the app`);
  await inTransaction(ctx, async (inTx) => {
    const [row] = await inTx.tx.$queryRaw<{ status: string; scopesAt: Date | null }[]>`
      SELECT "status"::text AS "status", "scopesAt" FROM "Shop" WHERE "domain" = ${shopDomain} FOR UPDATE`;
    // Whoever installed it since the question has told its scopes.
    if (row?.status !== "installed" || (row.scopesAt !== null && row.scopesAt >= askedAt)) return;
    await endService(inTx, shop, receivedAt);
    ctx.log.warn("uninstall_was_lost", { shopId: shop.id });
  });
}
