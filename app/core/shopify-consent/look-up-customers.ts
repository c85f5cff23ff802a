import { findOrMakeContact, lockPeople, type Person } from "../contacts/find-or-make-contact.ts";
import { spellingsOf } from "../contacts/normalize-phone.ts";
import type { Ctx } from "../ports.ts";
import type { ShopifyAdmin, ShopifyFailure } from "../ports-shopify.ts";
import { afterFailure } from "./settle-sync.ts";

export type LookupPass = { lookedUp: number; failed: number; more: boolean };

type LookupAdmin = Pick<ShopifyAdmin, "customerByPhone">;
type Claimed = { shopId: string; contactId: string; attempts: number; shopDomain: string };

const peopleAtOnce = 50;
/** Of one shop: a file of a hundred thousand contacts must not keep another shop's people waiting. */
const perShop = 5;
/** Longer than all of a shop's calls take with their own waiting. */
const leaseMs = 5 * 60_000;

/**
 * Looks up people who decided about marketing, and are known by phone only, among Shopify's customers. Who is found becomes that
 * customer here, as by a webhook that names both, and Shopify is then told like of any other (triggers write the row). Who is
 * not rests until they decide again, get another number, or become a customer, of which Shopify tells.
 */
export async function lookUpCustomers(ctx: Ctx, admin: LookupAdmin): Promise<LookupPass> {
  const claimed = await claimDue(ctx);
  const byShop = Map.groupBy(claimed, ({ shopId }) => shopId);
  const failures = await Promise.all([...byShop.values()].map((rows) => lookUpOfShop(ctx, admin, rows)));
  const failed = failures.reduce((sum, count) => sum + count, 0);
  const more = [...byShop.values()].some((rows) => rows.length === perShop) || claimed.length === peopleAtOnce;
  return { lookedUp: claimed.length - failed, failed, more };
}

/** How many failed. One after the other: they share the shop's budget of calls. */
async function lookUpOfShop(ctx: Ctx, admin: LookupAdmin, rows: readonly Claimed[]): Promise<number> {
  let failed = 0;
  for (const row of rows) {
    const failure = await lookUpOnce(ctx, admin, row);
    const { shopId, contactId, attempts } = row;
    // Whoever decided again meanwhile has a row that was counted anew, and keeps their turn.
    const own = { shopId, contactId, attempts };
    if (failure === null) {
      await ctx.db.customerLookup.deleteMany({ where: own });
      continue;
    }
    failed += 1;
    await ctx.db.customerLookup.updateMany({ where: own, data: afterFailure(ctx, failure, attempts) });
    ctx.log.warn("customer_not_looked_up", { shopId, attempts, outcome: failure.outcome });
  }
  return failed;
}

async function lookUpOnce(ctx: Ctx, admin: LookupAdmin, row: Claimed): Promise<ShopifyFailure | null> {
  try {
    return await lookUp(ctx, admin, row);
  } catch (error) {
    // Something nobody expected must not keep those behind it waiting, nor be lost.
    return { outcome: "unavailable", cause: error instanceof Error ? error.name : "unknown" };
  }
}

/** Index: ContactIdentity (shopId, contactId). */
async function lookUp(ctx: Ctx, admin: LookupAdmin, row: Claimed): Promise<ShopifyFailure | null> {
  const { shopId, contactId, shopDomain } = row;
  const phones = await ctx.db.contactIdentity.findMany({ where: { shopId, contactId, kind: "phone" } });
  for (const spelling of phones.flatMap(({ value }) => spellingsOf(value))) {
    const found = await admin.customerByPhone(shopDomain, spelling);
    if (found.outcome !== "ok") return found;
    if (found.customer === null) continue;
    await link(ctx, row, { customerId: found.customer.customerId, phones: [{ raw: spelling }] });
    return null;
  }
  return null;
}

/** Not whoever was erased while Shopify was asked: they would be made anew. */
async function link(ctx: Ctx, { shopId, contactId }: Claimed, person: Person): Promise<void> {
  const { clock, ids, log } = ctx;
  await ctx.db.$transaction(async (tx) => {
    const inTx = { tx, clock, ids, log };
    // Identities before contacts, as findOrMakeContact does.
    await lockPeople(inTx, shopId, [person]);
    const held = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM "Contact" WHERE "shopId" = ${shopId}::uuid AND "id" = ${contactId}::uuid
        AND "erasedAt" IS NULL AND "mergedIntoId" IS NULL FOR KEY SHARE`;
    if (held.length > 0) await findOrMakeContact(inTx, shopId, person);
  });
}

/** Index: CustomerLookup_due, looked at once for each installed shop. As claimDue of tellShopify, with the same permission. */
async function claimDue(ctx: Ctx): Promise<Claimed[]> {
  const now = ctx.clock.now();
  const leasedUntil = new Date(now.getTime() + leaseMs);
  return ctx.db.$queryRaw<Claimed[]>`
    WITH due AS (
      SELECT t."shopId", t."contactId", s."domain"
      FROM "Shop" s CROSS JOIN LATERAL (
        SELECT l."shopId", l."contactId" FROM "CustomerLookup" l
        WHERE l."shopId" = s."id" AND l."nextAttemptAt" <= ${now}::timestamptz
        ORDER BY l."nextAttemptAt" LIMIT ${perShop}) t
      WHERE s."status" = 'installed' AND 'write_customers' = ANY(string_to_array(s."scopes", ','))
      ORDER BY random() LIMIT ${peopleAtOnce}),
    held AS (
      SELECT l."shopId", l."contactId", due."domain" FROM "CustomerLookup" l
      JOIN due ON due."shopId" = l."shopId" AND due."contactId" = l."contactId"
      WHERE l."nextAttemptAt" <= ${now}::timestamptz
      FOR UPDATE OF l SKIP LOCKED)
    UPDATE "CustomerLookup" l SET "nextAttemptAt" = ${leasedUntil}::timestamptz, "attempts" = l."attempts" + 1
    FROM held WHERE l."shopId" = held."shopId" AND l."contactId" = held."contactId"
    RETURNING l."shopId", l."contactId", l."attempts", held."domain" AS "shopDomain"`;
}
