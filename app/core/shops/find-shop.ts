import type { Shop } from "#prisma/generated/client.ts";
import type { Ctx } from "../ports.ts";

/** The installed shop behind a session; null when it is not known (its installation did not finish). */
export function findShop(ctx: Ctx, shopDomain: string): Promise<Shop | null> {
  return ctx.db.shop.findUnique({ where: { domain: shopDomain } });
}
