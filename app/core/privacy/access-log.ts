import { directionOf, pageOf, placeOf, type Place } from "../analytics/page-of.ts";
import type { Ctx } from "../ports.ts";
import { nobody, windowOf, type AccessLogEntry } from "./access-places.ts";

/** Writes entries down, each once per person, place and quarter of an hour; those of a shop that is gone are left out. */
export async function writeAccessLog(ctx: Ctx, entries: readonly AccessLogEntry[]): Promise<void> {
  for (const [shopId, own] of Map.groupBy(entries, (entry) => entry.shopId)) {
    const shop = await ctx.db.shop.findUnique({ where: { id: shopId }, select: { erasingAt: true } });
    if (!shop || shop.erasingAt) continue;
    await ctx.db.accessLog.createMany({
      data: own.map((entry) => ({ ...entry, id: ctx.ids.next(), windowAt: windowOf(entry.at) })),
      skipDuplicates: true,
    });
  }
}

export type ListedAccessLogEntry = {
  id: string;
  at: Date;
  staffId: string | null;
  place: string;
  /** The person looked at, while their data is there. */
  contactId: string | null;
};

export const entriesPerPage = 50;

/** Who looked at personal data of a shop, the newest first. Index: AccessLog's key. */
export async function listAccessLog(ctx: Ctx, shopId: string, place: Place) {
  const read = await ctx.db.accessLog.findMany({
    where: { shopId, ...placeOf(place) },
    orderBy: { id: directionOf(place) },
    take: entriesPerPage + 1,
  });
  const { rows, older, newer } = pageOf(read, entriesPerPage, place);
  const known = await ctx.db.contact.findMany({
    where: { shopId, id: { in: rows.map(({ subjectId }) => subjectId) }, erasedAt: null },
    select: { id: true },
  });
  const ids = new Set(known.map(({ id }) => id));
  return { entries: rows.map((row) => listed(row, ids)), older, newer };
}

const latest = 10;

/** Who looked at one person last. Index: AccessLog (shopId, subjectId, id). */
export async function latestAccessTo(ctx: Ctx, shopId: string, contactId: string): Promise<ListedAccessLogEntry[]> {
  if (contactId === nobody) return [];
  const rows = await ctx.db.accessLog.findMany({
    where: { shopId, subjectId: contactId },
    orderBy: { id: "desc" },
    take: latest,
  });
  return rows.map((row) => listed(row, new Set([contactId])));
}

type Row = { id: string; at: Date; staffId: string; place: string; subjectId: string };

function listed({ id, at, staffId, place, subjectId }: Row, known: ReadonlySet<string>): ListedAccessLogEntry {
  return { id, at, staffId: staffId || null, place, contactId: known.has(subjectId) ? subjectId : null };
}
