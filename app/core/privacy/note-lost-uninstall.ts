import { inTransaction } from "../customers/in-transaction.ts";
import { endService } from "../intake/uninstall-shop.ts";
import type { Ctx } from "../ports.ts";
import type { ShopifyAdmin } from "../ports-shopify.ts";
import { AppError } from "../shared/app-error.ts";
import { actWithinMs } from "../shared/privacy-requests.ts";

type Request = { shopDomain: string; receivedAt: Date; dueAt: Date; attempts: number };

/** Shopify sends `shop/redact` so long after the uninstallation. */
const afterUninstallMs = 48 * 3_600_000;
/** A refusal counts when the request was tried so often and no more than a third of its time is left. */
const triesAtLeast = 10;
const nearMs = actWithinMs / 3;

/** What Shopify can only say to a token that it takes. */
const tokenTaken: ReadonlySet<string> = new Set(["ok", "access_denied", "throttled"]);

/**
 * Before `shop/redact` of a shop that has the app as far as we know: was `app/uninstalled` lost? Whoever installed it since the
 * uninstallation that the request is about came back, and is left alone. Otherwise the shop's own token says. Shopify takes it:
 * the app is there (again), and the shop is left alone. Shopify refuses it: that may pass (a clock, a renewal that was overtaken,
 * an outage), so only a refusal late in the request's time counts; then the app is gone, and what an uninstallation does is
 * done now. Until then, as without a word, the request is tried again.
 */
export async function noteLostUninstall(
  ctx: Ctx,
  admin: Pick<ShopifyAdmin, "grantedScopes">,
  { shopDomain, receivedAt, dueAt, attempts }: Request,
): Promise<void> {
  const since = new Date(receivedAt.getTime() - afterUninstallMs);
  const shop = await ctx.db.shop.findUnique({ where: { domain: shopDomain } });
  if (shop?.status !== "installed" || shop.erasingAt !== null || shop.installedAt > since) return;
  const askedAt = ctx.clock.now();
  const { outcome } = await admin.grantedScopes(shopDomain);
  if (tokenTaken.has(outcome)) return;
  if (outcome !== "unauthorized")
    throw new AppError("shop_silent", `No word from ${shopDomain} whether it has the app`);
  if (attempts < triesAtLeast || dueAt.getTime() - askedAt.getTime() > nearMs)
    throw new AppError("shop_refuses_token", `${shopDomain} refuses our token, which may pass`);
  await inTransaction(ctx, async (inTx) => {
    const [row] = await inTx.tx.$queryRaw<{ status: string; scopesAt: Date | null }[]>`
      SELECT "status"::text AS "status", "scopesAt" FROM "Shop" WHERE "domain" = ${shopDomain} FOR UPDATE`;
    // Whoever installed it since the question has told its scopes.
    if (row?.status !== "installed" || (row.scopesAt !== null && row.scopesAt >= askedAt)) return;
    await endService(inTx, shop, since);
    ctx.log.warn("uninstall_was_lost", { shopId: shop.id });
  });
}
