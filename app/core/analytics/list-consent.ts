import type { Prisma } from "#prisma/generated/client.ts";
import type { ConsentPurpose, ConsentState } from "#prisma/generated/enums.ts";
import { findContacts, readSearch } from "../contacts/find-contacts.ts";
import { withMerged } from "../contacts/with-merged.ts";
import type { Ctx } from "../ports.ts";
import type { ConsentFilters } from "./consent-filters.ts";
import { contactLabel, contactLabelSelect } from "./contact-label.ts";
import { idRange } from "./id-range.ts";
import { directionOf, pageOf, placeOf } from "./page-of.ts";
import { readProof, type ConsentLine } from "./read-consent-history.ts";

/** One decision of the ledger, and whose. */
export type ConsentRow = {
  id: string;
  contact: { id: string; label: string; phone: string | null };
  purpose: ConsentPurpose;
  state: ConsentState;
  source: string;
  at: Date;
  recordedAt: Date;
  proof: ConsentLine["proof"];
};

export type ConsentPage = { entries: ConsentRow[]; older: string | null; newer: string | null };

const entriesPerPage = 50;

/**
 * One page of the ledger, the newest written first. Keyed by id, so page one and page ten thousand cost the same. Indexes:
 * ConsentEntry's key; with a filter (shopId, state, id) or (shopId, source, id); with a search (shopId, contactId, …).
 */
export async function listConsent(ctx: Ctx, shopId: string, filters: ConsentFilters): Promise<ConsentPage> {
  const read = await ctx.db.consentEntry.findMany({
    where: { AND: [await consentWhere(ctx, shopId, filters), placeOf(filters)] },
    orderBy: { id: directionOf(filters) },
    take: entriesPerPage + 1,
    include: { contact: { select: { ...contactLabelSelect, mergedInto: { select: contactLabelSelect } } } },
  });
  const { rows, older, newer } = pageOf(read, entriesPerPage, filters);
  return {
    entries: rows.map((row) => {
      // Whoever was merged is the kept one now: name and number are there.
      const person = row.contact.mergedInto ?? row.contact;
      const { id, label } = contactLabel(person);
      const phone = person.identities.find(({ kind }) => kind === "phone")?.value ?? null;
      return {
        id: row.id,
        contact: { id, label, phone: phone === label ? null : phone },
        purpose: row.purpose,
        state: row.state,
        source: row.source,
        at: row.occurredAt,
        recordedAt: row.recordedAt,
        proof: readProof(row.evidence),
      };
    }),
    older,
    newer,
  };
}

/** What the filters leave of a shop's ledger. */
export async function consentWhere(
  ctx: Ctx,
  shopId: string,
  filters: ConsentFilters,
): Promise<Prisma.ConsentEntryWhereInput> {
  const { purpose, state, source } = filters;
  const search = readSearch(filters.search);
  const shop = await ctx.db.shop.findUniqueOrThrow({
    where: { id: shopId },
    select: { country: true, timeZone: true },
  });
  const found = search === null ? null : await findContacts(ctx.db, shopId, search, shop.country);
  const people = found && (await withMerged(ctx.db, shopId, found));
  return {
    shopId,
    id: idRange(filters, shop.timeZone),
    ...(purpose ? { purpose } : {}),
    ...(state ? { state } : {}),
    ...(source ? { source } : {}),
    ...(people ? { contactId: { in: people } } : {}),
  };
}
