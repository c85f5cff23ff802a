import { noteScopes } from "../access/note-scopes.ts";
import { installGallery } from "../automations/install-gallery.ts";
import type { Ctx, ShopifyAdmin } from "../ports.ts";
import { takeBackNumbers } from "../sending/release-numbers.ts";

export type InstalledShop =
  { outcome: "installed" | "reinstalled" | "known"; shopId: string } | { outcome: "unavailable"; cause: string };

/**
 * Makes a shop known after its token was exchanged: details read from Shopify, the gallery of automations installed. Running it
 * again refreshes the details and leaves what the merchant changed alone.
 */
export async function installShop(
  ctx: Ctx,
  admin: Pick<ShopifyAdmin, "shopDetails">,
  /** `scopes`: what came with the token. */
  input: { shopDomain: string; scopes: readonly string[] },
): Promise<InstalledShop> {
  const answer = await admin.shopDetails(input.shopDomain);
  if (answer.outcome !== "ok") return { outcome: "unavailable", cause: answer.outcome };
  const { locale, updatedAt, ...details } = answer.shop;
  const now = ctx.clock.now();
  return ctx.db.$transaction(async (tx) => {
    const known = await tx.shop.findUnique({ where: { domain: input.shopDomain } });
    const fields = {
      ...details,
      ...(locale ? { locale } : {}),
      status: "installed" as const,
      uninstalledAt: null,
      shopifyUpdatedAt: updatedAt,
    };
    const shop = await tx.shop.upsert({
      where: { domain: input.shopDomain },
      create: {
        ...{ id: ctx.ids.next(), domain: input.shopDomain, locale: "en", settings: {}, scopes: "", installedAt: now },
        ...fields,
      },
      update: known?.status === "uninstalled" ? { ...fields, installedAt: now } : fields,
    });
    const txCtx = { tx, clock: ctx.clock, ids: ctx.ids, log: ctx.log };
    await noteScopes(txCtx, shop.id, { scopes: input.scopes, at: now });
    await installGallery(txCtx, shop.id);
    if (known?.status === "uninstalled") await takeBackNumbers(tx, shop.id, now);
    const outcome = known === null ? "installed" : known.status === "uninstalled" ? "reinstalled" : "known";
    return { outcome, shopId: shop.id } as const;
  });
}
