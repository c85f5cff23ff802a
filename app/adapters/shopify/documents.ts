import { customersDocuments } from "./documents/customers.ts";
import { discountsDocuments } from "./documents/discounts.ts";
import { ordersDocuments } from "./documents/orders.ts";
import { productsDocuments } from "./documents/products.ts";
import { shopDocuments } from "./documents/shop.ts";

/**
 * Every Admin API document of the app, by name. A test validates each against the real 2026-10 schema and derives the scopes
 * that shopify.app.toml must ask for.
 */
export const documents = {
  ...shopDocuments,
  ...ordersDocuments,
  ...productsDocuments,
  ...customersDocuments,
  ...discountsDocuments,
};

export type DocumentName = keyof typeof documents;
