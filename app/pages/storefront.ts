import { readStorefrontOrigins } from "../core/analytics/read-storefront-origins.ts";
import { readStorefrontUse } from "../core/analytics/read-storefront-use.ts";
import { editorLinks } from "../core/setup/editor-links.ts";
import type { Locale } from "../i18n/locales.ts";
import type { PageDeps } from "./page-deps.ts";
import { drawPreviews } from "./storefront-previews.ts";

export function createStorefrontPages({ ctx, env }: PageDeps) {
  return {
    /** What the blocks brought in the last 30 days. */
    readUse: (shopId: string) => readStorefrontUse(ctx, shopId),
    /** Which pages, products and campaigns brought chats and orders in the last 30 days. */
    readOrigins: (shopId: string) => readStorefrontOrigins(ctx, shopId),
    /** Where each block is put. */
    editorLinks: () => editorLinks(env.SHOPIFY_API_KEY),
    /** How each looks, in this language. */
    drawPreviews: (shop: { name: string; country: string | null }, locale: Locale) => drawPreviews(shop, locale),
  };
}
