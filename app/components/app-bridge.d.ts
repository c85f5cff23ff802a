import type { ShopifyGlobal } from "@shopify/app-bridge-types";

/** What Shopify's App Bridge script adds to a page; loaded in the head, not bundled. */
declare global {
  interface Window {
    shopify?: ShopifyGlobal;
  }
}
