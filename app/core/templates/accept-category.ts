import type { Ctx } from "../ports.ts";
import { currentAccount } from "./current-account.ts";

/** The merchant takes the category Meta moved a template to: from then on it is sent as that. Accepting twice is once. */
export async function acceptCategory(
  ctx: Ctx,
  { shopId, name, language }: { shopId: string; name: string; language: string },
): Promise<{ outcome: "accepted" | "not_found" }> {
  const account = await currentAccount(ctx.db, shopId);
  const row =
    account && (await ctx.db.template.findFirst({ where: { shopId, accountId: account.id, name, language } }));
  if (!row) return { outcome: "not_found" };
  await ctx.db.template.updateMany({
    where: { shopId, id: row.id, category: row.category },
    data: { intendedCategory: row.category, updatedAt: ctx.clock.now() },
  });
  return { outcome: "accepted" };
}
