import type { Prisma } from "#prisma/generated/client.ts";
import { consentColumns } from "../customers/consent-file.ts";
import type { Ctx } from "../ports.ts";
import { csvLine } from "../shared/write-csv.ts";
import type { ConsentFilters } from "./consent-filters.ts";
import { consentWhere } from "./list-consent.ts";

const batch = 1_000;

/**
 * Those of the import first, in its order, so that another shop's import takes the file (in pieces of as many lines as it takes)
 * and leaves out, and says so, what it cannot take in: the unconfirmed, those without a number, yeses without their proof.
 */
const columns = [...consentColumns, "source", "recorded_at", "customer_id", "contact_id", "evidence"] as const;

/** A spreadsheet takes a file without this mark for one in an old alphabet. */
const byteOrderMark = "\uFEFF";

/**
 * The ledger as CSV, newest first, piece by piece: never more than a batch of it in memory, and what is written meanwhile is
 * not in it. Indexes: as the list (list-consent.ts).
 */
export async function* exportConsent(ctx: Ctx, shopId: string, filters: ConsentFilters): AsyncGenerator<string> {
  const { before: _before, after: _after, ...kept } = filters;
  const where = await consentWhere(ctx, shopId, kept);
  yield byteOrderMark + csvLine(columns);
  let last: string | undefined;
  for (;;) {
    const rows = await readBatch(ctx, { AND: [where, last === undefined ? {} : { id: { lt: last } }] });
    if (rows.length > 0) yield rows.map(lineOf).join("");
    last = rows.at(-1)?.id;
    if (rows.length < batch) return;
  }
}

type Row = Awaited<ReturnType<typeof readBatch>>[number];

function readBatch(ctx: Ctx, where: Prisma.ConsentEntryWhereInput) {
  return ctx.db.consentEntry.findMany({
    where,
    orderBy: { id: "desc" },
    take: batch,
    include: { contact: { select: { ...personSelect, mergedInto: { select: personSelect } } } },
  });
}

const personSelect = {
  id: true,
  firstName: true,
  lastName: true,
  locale: true,
  country: true,
  identities: { select: { kind: true, value: true } },
} satisfies Prisma.ContactSelect;

function lineOf({ contact: writtenOf, evidence, ...entry }: Row): string {
  // Whoever was merged is the kept one now: name and numbers are there.
  const contact = writtenOf.mergedInto ?? writtenOf;
  const proof: Record<string, unknown> =
    typeof evidence === "object" && evidence !== null && !Array.isArray(evidence) ? evidence : {};
  const word = (key: string) => (typeof proof[key] === "string" ? proof[key] : "");
  const identity = (kind: string) => contact.identities.find((one) => one.kind === kind)?.value ?? "";
  const values: Record<(typeof columns)[number], string> = {
    phone: identity("phone"),
    country: contact.country ?? "",
    first_name: contact.firstName ?? "",
    last_name: contact.lastName ?? "",
    language: contact.locale ?? "",
    purpose: entry.purpose,
    state: entry.state,
    date: entry.occurredAt.toISOString(),
    wording: word("wording"),
    // Also a page that is no address: without saying where, a yes can not be imported.
    where: word("where") || word("page") || word("collectedFrom"),
    note: word("note") || word("said"),
    source: entry.source,
    recorded_at: entry.recordedAt.toISOString(),
    customer_id: identity("shopify_customer"),
    contact_id: contact.id,
    evidence: JSON.stringify(proof),
  };
  return csvLine(columns.map((column) => values[column]));
}
