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
    // Somebody was let in just now: what kept us waiting may be over.
    data: { scopes: scopes.join(","), scopesAt: at, shopifyWaitsUntil: null },
  });
  if (count > 0) await resumeGranted(ctx, shopId, scopes);
  return { noted: count > 0 };
}
