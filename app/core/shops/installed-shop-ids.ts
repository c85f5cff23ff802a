import type { Ctx } from "../ports.ts";

/** Every shop that has the app, for jobs that fan out to one job a shop. */
export async function installedShopIds(ctx: Ctx): Promise<string[]> {
  const shops = await ctx.db.shop.findMany({
    where: { status: "installed" },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  return shops.map((shop) => shop.id);
}
