import { failureText, retryWaitMs } from "../automations/shopify-retry.ts";
import type { Ctx } from "../ports.ts";
import type { ShopifyFailure } from "../ports-shopify.ts";
import type { ConsentDecision } from "../shared/consent-state.ts";
import type { CustomerToTell, Told } from "./tell-customer.ts";

/** About two days of waits that end at an hour each; the comparison finds it again after that. */
const attemptsAtMost = 50;
const refusalsAtMost = 3;

export type ClaimedSync = CustomerToTell & { version: number; attempts: number };

/** Writes down what came of telling Shopify. A decision that came meanwhile, or a claim that outlived its lease, keeps its turn. */
export async function settleSync(ctx: Ctx, claimed: ClaimedSync, told: Told): Promise<void> {
  const { shopId, customerId, version, attempts } = claimed;
  const own = { shopId, customerId, version, attempts };
  switch (told.outcome) {
    case "equal":
    case "mended_here":
    case "mended_there":
      await keepSuccess(ctx, own, told.decision);
      return;
    case "gone":
      await ctx.db.consentSync.deleteMany({ where: own });
      return;
    case "no_phone":
    case "other_phone":
      // Rests until Shopify tells of a number (recheckPhone).
      await ctx.db.consentSync.updateMany({ where: own, data: { nextAttemptAt: null, lastError: told.outcome } });
      return;
    default:
      await keepFailure(ctx, own, told);
  }
}

type Own = Omit<ClaimedSync, "shopDomain">;

async function keepSuccess(ctx: Ctx, own: Own, decision: ConsentDecision | null): Promise<void> {
  const { shopId, customerId } = own;
  const settled = await ctx.db.consentSync.updateMany({
    where: own,
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

async function keepFailure(ctx: Ctx, own: Own, failure: ShopifyFailure): Promise<void> {
  const next = afterFailure(ctx, failure, own.attempts);
  await ctx.db.consentSync.updateMany({ where: own, data: next });
  const givenUp = next.nextAttemptAt === null;
  const { shopId, attempts: tries } = own;
  ctx.log.warn("consent_not_told", { shopId, attempts: tries, outcome: failure.outcome, givenUp });
}

/** When it is tried again, if at all, for a row that says so. */
export function afterFailure({ clock }: Ctx, failure: ShopifyFailure, attempts: number) {
  const nextAttemptAt = new Date(clock.now().getTime() + retryWaitMs(failure, attempts));
  return {
    // Being asked to wait is no failure, and is never given up on.
    attempts: failure.outcome === "throttled" ? attempts - 1 : attempts,
    lastError: failureText(failure),
    nextAttemptAt: hasGivenUp(failure, attempts) ? null : nextAttemptAt,
  };
}

/** What the merchant must allow, or the shop's token, is waited for however long it takes. */
function hasGivenUp(failure: ShopifyFailure, attempts: number): boolean {
  if (failure.outcome === "refused") return attempts >= refusalsAtMost;
  return failure.outcome === "unavailable" && attempts >= attemptsAtMost;
}
