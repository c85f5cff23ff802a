import type { Ctx } from "../ports.ts";

/** The account of the shop's default number, else the one connected last. */
async function accountOf({ db }: Ctx, shopId: string): Promise<string | null> {
  const number = await db.whatsAppNumber.findFirst({ where: { shopId, isDefault: true }, select: { accountId: true } });
  return number?.accountId ?? null;
}

/** Names and categories of the templates a step can send, in the order of their names. Index: Template's unique key. */
export async function listTemplateNames(
  ctx: Ctx,
  shopId: string,
): Promise<{ name: string; category: "utility" | "marketing" }[]> {
  const accountId = await accountOf(ctx, shopId);
  if (!accountId) return [];
  const rows = await ctx.db.template.findMany({
    where: { shopId, accountId, category: { in: ["utility", "marketing"] }, status: { not: "deleted" } },
    distinct: ["name"],
    orderBy: { name: "asc" },
    select: { name: true, category: true },
  });
  return rows.map(({ name, category }) => ({ name, category: category === "marketing" ? "marketing" : "utility" }));
}

/** All languages of some templates. Index: Template's unique key. */
export async function listTemplateRows(ctx: Ctx, shopId: string, names: string[]) {
  const accountId = await accountOf(ctx, shopId);
  if (!accountId || names.length === 0) return [];
  return ctx.db.template.findMany({
    where: { shopId, accountId, name: { in: names }, status: { not: "deleted" } },
    orderBy: [{ name: "asc" }, { language: "asc" }],
    select: { name: true, language: true, category: true, status: true, components: true, variables: true },
  });
}
