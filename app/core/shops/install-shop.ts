import type { Shop } from "#prisma/generated/client.ts";
import { noteScopes } from "../access/note-scopes.ts";
import { installGallery } from "../automations/install-gallery.ts";
import type { Ctx, Tx } from "../ports.ts";
import type { ShopifyAdmin } from "../ports-shopify.ts";
import { takeBackNumbers } from "../sending/release-numbers.ts";
import { compareAfterAbsence } from "../shopify-consent/comparison-progress.ts";

export type InstalledShop =
  | { outcome: "installed" | "reinstalled" | "known"; shopId: string }
  | { outcome: "unavailable"; cause: string }
  /** What was held of it from before is being erased; soon it can be installed anew. */
  | { outcome: "being_erased" };

/**
 * Makes a shop known after its token was exchanged: details read from Shopify, the gallery of automations installed. Running it
 * again refreshes the details and leaves what the merchant changed alone. After "reinstalled", send "compare-consent".
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
    const known = await lockShop(tx, input.shopDomain);
    if (known?.erasingAt) return { outcome: "being_erased" } as const;
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
    if (known?.status === "uninstalled") {
      await takeBackNumbers(tx, shop.id, now);
      await compareAfterAbsence(tx, shop.id, now);
    }
    const outcome = known === null ? "installed" : known.status === "uninstalled" ? "reinstalled" : "known";
    return { outcome, shopId: shop.id } as const;
  });
}

/** Locked until commit: an erasure of the shop either has begun, or begins later and finds the shop installed. */
async function lockShop(tx: Tx, domain: string): Promise<Pick<Shop, "status" | "erasingAt"> | null> {
  const rows = await tx.$queryRaw<Pick<Shop, "status" | "erasingAt">[]>`
    SELECT "status"::text AS "status", "erasingAt" FROM "Shop" WHERE "domain" = ${domain} FOR UPDATE`;
  return rows[0] ?? null;
}
