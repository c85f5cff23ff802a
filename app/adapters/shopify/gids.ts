import { z } from "zod";

type Kind = "Customer" | "Order" | "Product" | "ProductVariant";

/** Shopify's global id of what has these digits. */
export function gidOf(kind: Kind, digits: string): string {
  return `gid://shopify/${kind}/${digits}`;
}

/** A global id, read as its digits; some carry a key behind them. */
export const digitsSchema = z.string().transform((gid) => gid.split("/").pop()?.split("?")[0] ?? gid);
