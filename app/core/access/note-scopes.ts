import type { TxCtx } from "../ports.ts";
import { resumeGranted } from "./resume-granted.ts";

/**
 * Keeps what the merchant lets the app do, as of a moment; what is known of a later moment stays. In the caller's transaction.
 * `noted` is false when something newer was known.
 */
export async function noteScopes(
  ctx: TxCtx,
  shopId: string,
  { scopes, at }: { scopes: readonly string[]; at: Date },
): Promise<{ noted: boolean }> {
  const { count } = await ctx.tx.shop.updateMany({
    where: { id: shopId, OR: [{ scopesAt: null }, { scopesAt: { lte: at } }] },
    data: { scopes: scopes.join(","), scopesAt: at },
  });
  if (count > 0) await resumeGranted(ctx, shopId, scopes);
  return { noted: count > 0 };
}
