import { Prisma } from "#prisma/generated/client.ts";
import type { Db } from "../ports.ts";
import { normalizePhone } from "./normalize-phone.ts";

/** More people than this under one search are too many to look through: the search is to be narrowed. */
export const foundAtMost = 200;

const longestSearch = 100;
/** Fewer digits would find half the shop. */
const fewestDigits = 4;

/** What somebody typed into a search field; null when there is nothing to look for. */
export function readSearch(text: string | undefined): string | null {
  // Control characters are in no name, and PostgreSQL refuses some of them.
  const cleaned = (text ?? "").replace(/[\p{Cc}\s]+/gu, " ").trim();
  return cleaned === "" ? null : cleaned.slice(0, longestSearch);
}

/**
 * The newest contacts whom a search may mean: by the beginning of their name (first or last name first, accents and case
 * aside), by their number in any spelling, by its last digits, by Shopify's customer id, or by WhatsApp's own id. Newest
 * first, at most `foundAtMost`.
 *
 * Indexes: Contact_name, Contact_last_name, ContactIdentity_phone_ending, ContactIdentity's key.
 */
export async function findContacts(db: Db, shopId: string, search: string, country: string | null): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT "id" FROM (${Prisma.join(waysToFind(shopId, search, country), " UNION ALL ")}) found
    ORDER BY "id" DESC LIMIT ${foundAtMost}`;
  return rows.map((row) => row.id);
}

function waysToFind(shopId: string, search: string, country: string | null): Prisma.Sql[] {
  const digits = search.replace(/\D/g, "");
  const looksLikePhone = digits.length >= fewestDigits && /^[+\d\s().\-/]+$/.test(search);
  const byId = byIdentity(shopId, Prisma.sql`i."kind" = 'business_scoped_id' AND i."value" = ${search}`);
  if (!looksLikePhone) return [byId, byName(shopId, search, "first"), byName(shopId, search, "last")];
  const ways = [byId];
  const phone = normalizePhone(search, country);
  const ending = [...digits.replace(/^0+/, "")].reverse().join("");
  if (phone) ways.push(byIdentity(shopId, Prisma.sql`i."kind" = 'phone' AND i."value" = ${phone.canonical}`));
  if (ending.length >= fewestDigits) ways.push(byIdentity(shopId, endsWith(ending)));
  ways.push(byIdentity(shopId, Prisma.sql`i."kind" = 'shopify_customer' AND i."value" = ${digits}`));
  return ways;
}

function byName(shopId: string, search: string, leading: "first" | "last"): Prisma.Sql {
  const [one, other] = leading === "first" ? ["firstName", "lastName"] : ["lastName", "firstName"];
  const folded = Prisma.raw(`fold_name(coalesce("${one}", '') || ' ' || coalesce("${other}", '')) COLLATE "C"`);
  return Prisma.sql`(SELECT "id" FROM "Contact"
    WHERE "shopId" = ${shopId}::uuid AND "mergedIntoId" IS NULL AND "erasedAt" IS NULL
      AND (${folded}) >= fold_name(${search}) AND (${folded}) < (fold_name(${search}) || ${afterAll})
    LIMIT ${foundAtMost})`;
}

/** In byte order nothing that begins with a prefix sorts after the prefix and this. */
const afterAll = "\u{10FFFF}";

function endsWith(reversedEnding: string): Prisma.Sql {
  const reversed = Prisma.raw(`(reverse(i."value") COLLATE "C")`);
  return Prisma.sql`i."kind" = 'phone' AND ${reversed} >= ${reversedEnding} AND ${reversed} < ${reversedEnding + afterAll}`;
}

function byIdentity(shopId: string, which: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(SELECT i."contactId" AS "id" FROM "ContactIdentity" i
    WHERE i."shopId" = ${shopId}::uuid AND ${which} LIMIT ${foundAtMost})`;
}
