import type { ActionFunctionArgs } from "@remix-run/node";
import { requireShop } from "../require-shop.server.ts";

/** After the merchant answered Shopify's own dialog, or asks to look again: what the app may do is asked of Shopify. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, pages } = await requireShop(request, context);
  return pages.access.refresh(shop.id);
}
