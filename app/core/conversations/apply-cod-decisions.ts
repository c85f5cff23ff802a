import type { CodDecision } from "#prisma/generated/enums.ts";
import { failureText } from "../automations/shopify-retry.ts";
import type { Ctx } from "../ports.ts";
import type { ShopifyAdmin, ShopifyFailure } from "../ports-shopify.ts";
import { readSettings } from "../shared/settings.ts";
import { retryAfter } from "./cod-retry.ts";

export type CodPass = {
  /** Orders Shopify now knows the answer of. */
  applied: number;
  /** To be tried again, or given up: the order's codError says which and why. */
  failed: number;
  /** More may be due. */
  more: boolean;
};

type OrderAdmin = Pick<ShopifyAdmin, "tagOrder" | "cancelOrder">;

const ordersAtOnce = 20;

/** Longer than both calls take with their own waiting; a worker that dies leaves the order to the next one after it. */
const leaseMs = 5 * 60_000;

const staffNote = "Cancelled by the customer on WhatsApp, in answer to the cash-on-delivery question.";

type Claimed = {
  shopId: string;
  id: string;
  codDecision: CodDecision;
  codAttempts: number;
  shopDomain: string;
  settings: unknown;
};

/**
 * Tells Shopify what shoppers answered to the cash-on-delivery question: a tag for either answer, and for a no the order is
 * cancelled. One pass over what is due. Each order is claimed by moving its next attempt on, so that two workers act on
 * different ones; should both act on one after all, tagging and cancelling twice is once. Failures stay on the order
 * (codError, codAttempts, codNextAttemptAt) and are tried again, ever more rarely.
 */
export async function applyCodDecisions(ctx: Ctx, admin: OrderAdmin): Promise<CodPass> {
  const orders = await claimDue(ctx);
  const pass: CodPass = { applied: 0, failed: 0, more: orders.length === ordersAtOnce };
  for (const order of orders) {
    const failure = await tell(admin, order);
    await (failure ? keepFailure(ctx, order, failure) : keepSuccess(ctx, order));
    pass[failure ? "failed" : "applied"] += 1;
  }
  return pass;
}

/** Index: Order_cod_to_apply. A shop that uninstalled keeps its decisions; nobody can act on them. */
async function claimDue(ctx: Ctx): Promise<Claimed[]> {
  const now = ctx.clock.now();
  const leasedUntil = new Date(now.getTime() + leaseMs);
  return ctx.db.$queryRaw<Claimed[]>`
    WITH due AS (
      SELECT o."shopId", o."id", s."domain", s."settings"
      FROM "Order" o JOIN "Shop" s ON s."id" = o."shopId"
      WHERE o."codDecision" IS NOT NULL AND o."codAppliedAt" IS NULL AND o."codNextAttemptAt" <= ${now}::timestamptz
        AND s."status" = 'installed'
      ORDER BY o."codNextAttemptAt"
      LIMIT ${ordersAtOnce}
      FOR UPDATE OF o SKIP LOCKED
    )
    UPDATE "Order" o
    SET "codNextAttemptAt" = ${leasedUntil}::timestamptz, "codAttempts" = o."codAttempts" + 1
    FROM due WHERE o."shopId" = due."shopId" AND o."id" = due."id"
    RETURNING o."shopId", o."id", o."codDecision"::text AS "codDecision", o."codAttempts",
              due."domain" AS "shopDomain", due."settings"`;
}

async function tell(admin: OrderAdmin, order: Claimed): Promise<ShopifyFailure | null> {
  try {
    return await tellOnce(admin, order);
  } catch (error) {
    // Something nobody expected must not keep the orders behind it waiting, nor be lost.
    return { outcome: "unavailable", cause: error instanceof Error ? error.name : "unknown" };
  }
}

async function tellOnce(admin: OrderAdmin, order: Claimed): Promise<ShopifyFailure | null> {
  const settings = readSettings(order.settings);
  const confirmed = order.codDecision === "confirmed";
  const tagged = await admin.tagOrder(order.shopDomain, order.id, [
    confirmed ? settings.codConfirmTag : settings.codCancelTag,
  ]);
  if (tagged.outcome !== "ok") return tagged;
  if (confirmed) return null;
  const cancelled = await admin.cancelOrder(order.shopDomain, order.id, staffNote);
  return cancelled.outcome === "ok" ? null : cancelled;
}

/** A claim that outlived its lease writes nothing: the attempt's number tells. */
function ownClaim({ shopId, id, codAttempts }: Claimed) {
  return { shopId, id, codAppliedAt: null, codAttempts };
}

async function keepSuccess(ctx: Ctx, order: Claimed): Promise<void> {
  await ctx.db.order.updateMany({
    where: ownClaim(order),
    data: { codAppliedAt: ctx.clock.now(), codNextAttemptAt: null, codError: null },
  });
}

async function keepFailure(ctx: Ctx, order: Claimed, failure: ShopifyFailure): Promise<void> {
  const retry = retryAfter(failure, order.codAttempts);
  const givenUp = "giveUp" in retry;
  await ctx.db.order.updateMany({
    where: ownClaim(order),
    data: {
      codError: failureText(failure),
      codNextAttemptAt: givenUp ? null : new Date(ctx.clock.now().getTime() + retry.waitMs),
      codAttempts: givenUp || retry.countsAsAttempt ? order.codAttempts : order.codAttempts - 1,
    },
  });
  const { shopId, id: orderId, codAttempts: attempts } = order;
  ctx.log.warn("cod_decision_not_applied", { shopId, orderId, attempts, outcome: failure.outcome, givenUp });
}
