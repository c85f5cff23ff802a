import type { Ctx } from "../ports.ts";
import type { ShopifyFailure } from "../ports-shopify.ts";
import type { ConsentDecision } from "../shared/consent-state.ts";
import type { ClaimedRow } from "./claim-rows.ts";
import type { Told } from "./tell-customer.ts";

export type ClaimedSync = ClaimedRow & { customerId: string; version: number };

/** A decision that came meanwhile, or a claim that outlived its lease, keeps its turn. */
export function ownSync({ shopId, customerId, version, attempts }: ClaimedSync) {
  return { shopId, customerId, version, attempts };
}

/** Writes down what came of telling Shopify. */
export async function settleSync(
  ctx: Ctx,
  claimed: ClaimedSync,
  told: Exclude<Told, ShopifyFailure>,
): Promise<"done" | "failed"> {
  const where = ownSync(claimed);
  switch (told.outcome) {
    case "equal":
    case "mended_here":
    case "mended_there":
      await keepSuccess(ctx, claimed, told.decision);
      return "done";
    case "gone":
      await ctx.db.consentSync.deleteMany({ where });
      return "done";
    case "no_phone":
    case "other_phone":
      // Rests until Shopify tells of a number (recheckPhone).
      await ctx.db.consentSync.updateMany({ where, data: { nextAttemptAt: null, lastError: told.outcome } });
      return "failed";
  }
}

async function keepSuccess(ctx: Ctx, claimed: ClaimedSync, decision: ConsentDecision | null): Promise<void> {
  const { shopId, customerId } = claimed;
  const settled = await ctx.db.consentSync.updateMany({
    where: ownSync(claimed),
    data: {
      nextAttemptAt: null,
      lastError: null,
      attempts: 0,
      toldState: decision?.state ?? null,
      toldAt: decision?.occurredAt ?? null,
    },
  });
  if (settled.count > 0) return;
  // Somebody else told the next decision meanwhile, and this older one may have reached Shopify after it: look again.
  await ctx.db.consentSync.updateMany({ where: { shopId, customerId }, data: { nextAttemptAt: ctx.clock.now() } });
}
