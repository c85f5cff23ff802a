import { Prisma } from "#prisma/generated/client.ts";
import type { ConsentNow } from "../consent/read-consent.ts";
import { findContacts, readSearch } from "../contacts/find-contacts.ts";
import type { Ctx } from "../ports.ts";
import { saysWhatStands } from "../shared/consent-sql.ts";
import { consentOf } from "./consent-of.ts";
import { contactLabel, contactLabelSelect } from "./contact-label.ts";
import type { CustomerFilters } from "./customer-filters.ts";
import { findOrders } from "./find-orders.ts";
import { directionOf, pageOf, placeOf, type Place } from "./page-of.ts";

export type CustomerRow = {
  id: string;
  label: string;
  /** Null when it is the label already, or not known. */
  phone: string | null;
  country: string | null;
  createdAt: Date;
  blocked: boolean;
  unreachable: boolean;
  consent: ConsentNow;
};

export type CustomerPage = { customers: CustomerRow[]; older: string | null; newer: string | null };

export const customersPerPage = 50;

/**
 * One page of a shop's people, the newest first. Merged and erased ones are not listed. Indexes: Contact's key; with a
 * search those of findContacts; with a consent ConsentEntry (shopId, purpose, state, contactId).
 */
export async function listCustomers(ctx: Ctx, shopId: string, filters: CustomerFilters): Promise<CustomerPage> {
  const search = readSearch(filters.search);
  const { consent } = filters;
  const found = search === null ? null : await findPeople(ctx, shopId, search);
  const ids = consent ? await idsByConsent(ctx, shopId, consent, filters, found) : found;
  const read = await ctx.db.contact.findMany({
    where: {
      shopId,
      mergedIntoId: null,
      erasedAt: null,
      ...(filters.blocked ? { blockedAt: { not: null } } : {}),
      AND: [placeOf(filters), ids ? { id: { in: ids } } : {}],
    },
    orderBy: { id: directionOf(filters) },
    take: customersPerPage + 1,
    select: { ...contactLabelSelect, country: true, createdAt: true, blockedAt: true, unreachableAt: true },
  });
  const { rows, older, newer } = pageOf(read, customersPerPage, filters);
  const consents = await consentOf(
    ctx.db,
    shopId,
    rows.map(({ id }) => id),
  );
  return {
    customers: rows.map((row) => {
      const { id, label } = contactLabel(row);
      const phone = row.identities.find((identity) => identity.kind === "phone")?.value ?? null;
      return {
        id,
        label,
        phone: phone === label ? null : phone,
        country: row.country,
        createdAt: row.createdAt,
        blocked: row.blockedAt !== null,
        unreachable: row.unreachableAt !== null,
        consent: consents.get(id) ?? { marketing: "none", transactional: "none" },
      };
    }),
    older,
    newer,
  };
}

/** By name, number or id, or by an order of theirs. */
async function findPeople(ctx: Ctx, shopId: string, search: string): Promise<string[]> {
  const shop = await ctx.db.shop.findUniqueOrThrow({ where: { id: shopId }, select: { country: true } });
  const [people, orders] = await Promise.all([
    findContacts(ctx.db, shopId, search, shop.country),
    findOrders(ctx.db, shopId, search),
  ]);
  return [...new Set([...people, ...orders.flatMap(({ contactId }) => contactId ?? [])])];
}

/**
 * One page of those whose standing word on marketing is this one: everybody who has ever said it, the newest person first, as
 * far as it stands (standingDecision). What stands today is derived, never stored.
 */
async function idsByConsent(
  ctx: Ctx,
  shopId: string,
  state: "granted" | "pending" | "revoked",
  { before, after }: Place,
  among: string[] | null,
): Promise<string[]> {
  const place =
    after !== undefined
      ? Prisma.sql`AND e."contactId" > ${after}::uuid`
      : before !== undefined
        ? Prisma.sql`AND e."contactId" < ${before}::uuid`
        : Prisma.empty;
  const rows = await ctx.db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT e."contactId" AS "id" FROM "ConsentEntry" e
    JOIN "Contact" c ON c."shopId" = e."shopId" AND c."id" = e."contactId" AND c."mergedIntoId" IS NULL
    WHERE e."shopId" = ${shopId}::uuid AND e."purpose" = 'marketing' AND e."state" = ${state}::"ConsentState"
      AND ${saysWhatStands("e")} ${place}
      ${among ? Prisma.sql`AND e."contactId" = ANY(${among}::uuid[])` : Prisma.empty}
    ORDER BY e."contactId" ${after === undefined ? Prisma.sql`DESC` : Prisma.sql`ASC`} LIMIT ${customersPerPage + 1}`;
  return rows.map(({ id }) => id);
}
