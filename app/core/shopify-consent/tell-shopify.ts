import type { Ctx } from "../ports.ts";
import type { ShopifyFailure } from "../ports-shopify.ts";
import { settleSync, type ClaimedSync } from "./settle-sync.ts";
import { tellCustomer, type ConsentAdmin, type Told } from "./tell-customer.ts";

export type TellPass = { told: number; failed: number; more: boolean };

const customersAtOnce = 50;
/** Of one shop: a shop that brings a hundred thousand contacts must not keep another's opt-out waiting. */
const perShop = 5;
/** Longer than all of a shop's calls take with their own waiting; a worker that dies leaves them to the next one after it. */
const leaseMs = 5 * 60_000;

/**
 * Tells Shopify what people decided here (Customer's WhatsApp marketing consent), one pass over what is due. Shops that do not
 * let the app write customers are left out: their rows wait, and are due the moment it is allowed. Shops are told side by
 * side. Failures stay on the row and are tried again, ever more rarely.
 */
export async function tellShopify(ctx: Ctx, admin: ConsentAdmin): Promise<TellPass> {
  const claimed = await claimDue(ctx);
  const byShop = Map.groupBy(claimed, ({ shopId }) => shopId);
  const counts = await Promise.all([...byShop.values()].map((rows) => tellShop(ctx, admin, rows)));
  const failed = counts.reduce((sum, count) => sum + count, 0);
  const more = [...byShop.values()].some((rows) => rows.length === perShop) || claimed.length === customersAtOnce;
  return { told: claimed.length - failed, failed, more };
}

/** How many failed. One after the other: they share the shop's budget of calls. */
async function tellShop(ctx: Ctx, admin: ConsentAdmin, rows: readonly ClaimedSync[]): Promise<number> {
  let failed = 0;
  for (const row of rows) {
    const told = await tellOnce(ctx, admin, row);
    await settleSync(ctx, row, told);
    if (!isTold(told)) failed += 1;
  }
  return failed;
}

async function tellOnce(ctx: Ctx, admin: ConsentAdmin, row: ClaimedSync): Promise<Told> {
  try {
    return await tellCustomer(ctx, admin, row);
  } catch (error) {
    // Something nobody expected must not keep those behind it waiting, nor be lost.
    const cause = error instanceof Error ? error.name : "unknown";
    return { outcome: "unavailable", cause } satisfies ShopifyFailure;
  }
}

export function isTold({ outcome }: Told): boolean {
  return outcome === "equal" || outcome === "mended_here" || outcome === "mended_there" || outcome === "gone";
}

/** Index: ConsentSync_due, looked at once for each installed shop. */
async function claimDue(ctx: Ctx): Promise<ClaimedSync[]> {
  const now = ctx.clock.now();
  const leasedUntil = new Date(now.getTime() + leaseMs);
  return ctx.db.$queryRaw<ClaimedSync[]>`
    WITH due AS (
      SELECT t."shopId", t."customerId", s."domain"
      FROM "Shop" s CROSS JOIN LATERAL (
        SELECT c."shopId", c."customerId" FROM "ConsentSync" c
        WHERE c."shopId" = s."id" AND c."nextAttemptAt" <= ${now}::timestamptz
        ORDER BY c."nextAttemptAt" LIMIT ${perShop}) t
      WHERE s."status" = 'installed' AND 'write_customers' = ANY(string_to_array(s."scopes", ','))
      -- Which shops come first is left to chance, so that none waits for ever.
      ORDER BY random() LIMIT ${customersAtOnce}),
    held AS (
      SELECT c."shopId", c."customerId", due."domain" FROM "ConsentSync" c
      JOIN due ON due."shopId" = c."shopId" AND due."customerId" = c."customerId"
      WHERE c."nextAttemptAt" <= ${now}::timestamptz
      FOR UPDATE OF c SKIP LOCKED)
    UPDATE "ConsentSync" c SET "nextAttemptAt" = ${leasedUntil}::timestamptz, "attempts" = c."attempts" + 1
    FROM held WHERE c."shopId" = held."shopId" AND c."customerId" = held."customerId"
    RETURNING c."shopId", c."customerId", c."version", c."attempts", held."domain" AS "shopDomain"`;
}
