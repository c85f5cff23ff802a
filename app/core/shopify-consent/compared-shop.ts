import type { Ctx } from "../ports.ts";
import { missingScopes, readScopes } from "../shared/scopes.ts";

export type ComparedShop = {
  id: string;
  domain: string;
  country: string | null;
  installedAt: Date;
  /** The merchant lets the app write customers. */
  mayTell: boolean;
};

/** Null when the shop is gone. */
export async function shopToCompare({ db }: Ctx, shopId: string): Promise<ComparedShop | null> {
  const shop = await db.shop.findUnique({
    where: { id: shopId },
    select: { id: true, domain: true, country: true, installedAt: true, status: true, scopes: true },
  });
  if (shop?.status !== "installed") return null;
  const { scopes, status: _installed, ...compared } = shop;
  return { ...compared, mayTell: missingScopes(readScopes(scopes), ["write_customers"]).length === 0 };
}
