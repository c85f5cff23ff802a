import { Prisma } from "#prisma/generated/client.ts";
import type { Ctx } from "../ports.ts";

/** A table of what is to be said to Shopify, or asked, and what names a row of a shop besides. */
export type ClaimedTable =
  { table: "ConsentSync"; columns: ["customerId", "version"] } | { table: "CustomerLookup"; columns: ["contactId"] };

/** With this attempt counted. */
export type ClaimedRow = { shopId: string; shopDomain: string; attempts: number };

export const rowsAtMost = 50;
/** A shop that brings a hundred thousand contacts must not keep another's opt-out waiting. */
export const rowsOfShopAtMost = 5;
/** Longer than all of a shop's calls take with their own waiting; a worker that dies leaves them to the next one after it. */
const leaseMs = 5 * 60_000;

/**
 * Takes rows that are due, of shops that let the app write customers and that nothing is in the way of. Indexes: the table's
 * own of what is due, looked at once for each installed shop.
 */
export function claimRows<Row extends ClaimedRow>(ctx: Ctx, { table, columns }: ClaimedTable): Promise<Row[]> {
  const now = ctx.clock.now();
  const leasedUntil = new Date(now.getTime() + leaseMs);
  const rows = Prisma.raw(`"${table}"`);
  const id = Prisma.raw(`"${columns[0]}"`);
  const returned = Prisma.raw(columns.map((column) => `r."${column}"`).join(", "));
  return ctx.db.$queryRaw<Row[]>`
    WITH due AS (
      SELECT t."shopId", t.${id}, s."domain"
      FROM "Shop" s CROSS JOIN LATERAL (
        SELECT r."shopId", r.${id} FROM ${rows} r
        WHERE r."shopId" = s."id" AND r."nextAttemptAt" <= ${now}::timestamptz
        ORDER BY r."nextAttemptAt" LIMIT ${rowsOfShopAtMost}) t
      WHERE s."status" = 'installed' AND 'write_customers' = ANY(string_to_array(s."scopes", ','))
        AND (s."shopifyWaitsUntil" IS NULL OR s."shopifyWaitsUntil" <= ${now}::timestamptz)
      -- Which shops come first is left to chance, so that none waits for ever.
      ORDER BY random() LIMIT ${rowsAtMost}),
    held AS (
      SELECT r."shopId", r.${id}, due."domain" FROM ${rows} r
      JOIN due ON due."shopId" = r."shopId" AND due.${id} = r.${id}
      WHERE r."nextAttemptAt" <= ${now}::timestamptz
      FOR UPDATE OF r SKIP LOCKED)
    UPDATE ${rows} r SET "nextAttemptAt" = ${leasedUntil}::timestamptz, "attempts" = r."attempts" + 1
    FROM held WHERE r."shopId" = held."shopId" AND r.${id} = held.${id}
    RETURNING r."shopId", ${returned}, r."attempts", held."domain" AS "shopDomain"`;
}
