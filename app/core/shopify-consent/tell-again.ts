import type { Prisma } from "#prisma/generated/client.ts";
import type { Ctx, Tx } from "../ports.ts";

/** A decision of Shopify's that does not stand here: Shopify is told what does. In the caller's transaction. */
export async function tellAgain(tx: Tx, shopId: string, customerId: string, now: Date): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "ConsentSync" ("shopId", "customerId", "nextAttemptAt") VALUES (${shopId}::uuid, ${customerId}, ${now}::timestamptz)
    ON CONFLICT ("shopId", "customerId") DO UPDATE SET
      "version" = "ConsentSync"."version" + 1, "attempts" = 0, "nextAttemptAt" = EXCLUDED."nextAttemptAt", "lastError" = NULL`;
}

/** What rested for want of a (fitting) phone number at Shopify is tried again, as something about the customer changed there. */
export async function recheckPhone(tx: Tx, shopId: string, customerId: string, now: Date): Promise<void> {
  await tx.consentSync.updateMany({
    where: { shopId, customerId, lastError: { in: ["no_phone", "other_phone"] } },
    data: { nextAttemptAt: now, attempts: 0 },
  });
}

/** "Try again" of a merchant, of all that failed. Pressed twice is once. Indexes: ConsentSync_failed, CustomerLookup_failed. */
export function retryTelling(ctx: Ctx, shopId: string): Promise<number> {
  return retry(ctx, shopId, {}, {});
}

/** As retryTelling, of one person, whoever they are at Shopify. */
export async function retryTellingOf(ctx: Ctx, shopId: string, contactId: string): Promise<void> {
  const identities = await ctx.db.contactIdentity.findMany({
    where: { shopId, contactId, kind: "shopify_customer" },
    select: { value: true },
  });
  const customerId = { in: identities.map(({ value }) => value) };
  await retry(ctx, shopId, { customerId }, { contactId });
}

async function retry(
  ctx: Ctx,
  shopId: string,
  told: Prisma.ConsentSyncWhereInput,
  lookedUp: Prisma.CustomerLookupWhereInput,
): Promise<number> {
  const again = { nextAttemptAt: ctx.clock.now(), attempts: 0 };
  const failed = { shopId, lastError: { not: null } };
  const syncs = await ctx.db.consentSync.updateMany({ where: { ...told, ...failed }, data: again });
  const lookups = await ctx.db.customerLookup.updateMany({ where: { ...lookedUp, ...failed }, data: again });
  const count = syncs.count + lookups.count;
  if (count === 0) return 0;
  await ctx.db.shop.update({ where: { id: shopId }, data: { shopifyWaitsUntil: null } });
  ctx.wakes.wake("shopify_tasks");
  return count;
}
