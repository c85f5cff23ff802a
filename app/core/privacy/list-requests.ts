import { directionOf, pageOf, placeOf, type Place } from "../analytics/page-of.ts";
import type { Ctx } from "../ports.ts";
import { remindBeforeMs } from "../shared/privacy-requests.ts";
import { nameOfFile } from "./file-name.ts";
import { listAskers, type Asker } from "./list-askers.ts";

export type ListedRequest = {
  id: string;
  topic: string;
  receivedAt: Date;
  dueAt: Date;
  completedAt: Date | null;
  outcome: string | null;
  /** The file can be downloaded until then; null: there is none (any more). */
  fileUntil: Date | null;
  /** Without its ending. */
  fileName: string;
  /** Whom to hand the file to; empty: nobody who is a customer here; null: not for the merchant to know (any more, or yet). */
  askers: Asker[] | null;
  downloadedAt: Date | null;
  /** Not done, and its time is over soon, or over. */
  urgency: "soon" | "over" | null;
  /** What went wrong the last time; it is tried again. */
  failing: boolean;
};

export type RequestPage = { requests: ListedRequest[]; older: string | null; newer: string | null };

export const requestsPerPage = 25;

type Shop = { id: string; domain: string; timeZone: string };

/** One page of a shop's privacy requests, the newest first. Index: PrivacyRequest (shopDomain, id). */
export async function listRequests(ctx: Ctx, shop: Shop, place: Place): Promise<RequestPage> {
  const now = ctx.clock.now().getTime();
  const read = await ctx.db.privacyRequest.findMany({
    where: { shopDomain: shop.domain, ...placeOf(place) },
    orderBy: { id: directionOf(place) },
    take: requestsPerPage + 1,
    omit: { file: true },
  });
  const { rows, older, newer } = pageOf(read, requestsPerPage, place);
  const askers = await listAskers(ctx.db, shop.id, rows);
  const requests = rows.map((row) => {
    const leftMs = row.dueAt.getTime() - now;
    const urgency = row.completedAt ? null : leftMs <= 0 ? "over" : leftMs <= remindBeforeMs ? "soon" : null;
    const { id, topic, receivedAt, dueAt, completedAt, outcome, fileUntil, downloadedAt, lastError } = row;
    const told = { id, topic, receivedAt, dueAt, completedAt, outcome, fileUntil, downloadedAt };
    const handedOut = { fileName: nameOfFile(row, shop.timeZone), askers: askers.get(id) ?? null };
    return { ...told, ...handedOut, urgency, failing: lastError !== null } satisfies ListedRequest;
  });
  return { requests, older, newer };
}
