import type { AppLoadContext } from "@remix-run/node";
import type { Shop } from "#prisma/generated/client.ts";
import { nobody, type AccessPlace } from "./core/privacy/access-places.ts";
import type { Pages } from "./pages/create-pages.ts";

export type AuthenticatedShop = {
  shop: Shop;
  pages: Pages;
  /** Notes that a member of staff sees personal data here; `subjectId`: whose, left out for a list. */
  noteLook(place: AccessPlace, subjectId?: string): void;
};

/**
 * The shop whose session token the request carries; every page's first line. Throws the SDK's Response when the token is
 * missing or stale.
 */
export async function requireShop(request: Request, { services }: AppLoadContext): Promise<AuthenticatedShop> {
  const { session, sessionToken } = await services.shopify.authenticate.admin(request);
  const shop = await services.openShop(session.shop);
  if (!shop) throw new Response("The shop is not installed yet.", { status: 503 });
  return {
    shop,
    pages: services.pages,
    noteLook: (place, subjectId = nobody) =>
      services.accessRecorder.note({ shopId: shop.id, staffId: sessionToken?.sub ?? "", place, subjectId }),
  };
}
