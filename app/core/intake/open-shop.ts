import { Prisma } from "#prisma/generated/client.ts";
import type { Tx } from "../ports.ts";
import type { ShopRow } from "./intake-ctx.ts";

/**
 * The shop of a delivery, and a lock until commit on the things it is about ("order:123", "checkout:abc"): two workers with
 * an order and its late checkout must see each other, or the checkout would be called abandoned. One statement; what is read
 * after it sees all that the lock's former holder wrote.
 */
export async function openShop(tx: Tx, domain: string, subjects: readonly string[]): Promise<ShopRow | null> {
  // Sorted: everybody takes their locks in the same order, so nobody waits in a circle.
  const keys = [...new Set(subjects)].map((subject) => `${domain}/${subject}`).sort();
  const locks =
    keys.length === 0
      ? Prisma.sql`0`
      : Prisma.sql`(SELECT count(pg_advisory_xact_lock(hashtextextended(k, 0))) FROM unnest(${keys}::text[]) k)`;
  const rows = await tx.$queryRaw<ShopRow[]>`
    SELECT "id", "domain", "status"::text AS "status", "country", "currency", "locale", "installedAt", "uninstalledAt",
           "shopifyUpdatedAt", ${locks} AS "locks"
    FROM "Shop" WHERE "domain" = ${domain}`;
  return rows[0] ?? null;
}
