import type { Ctx } from "../ports.ts";
import { contactLabel, contactLabelSelect } from "./contact-label.ts";
import type { EventFilters } from "./event-filters.ts";
import { eventRows, eventRowSelect, type EventRow } from "./event-row.ts";
import { directionOf, pageOf, placeOf } from "./page-of.ts";

export type EventPage = {
  events: EventRow[];
  older: string | null;
  newer: string | null;
  contact: { id: string; label: string } | null;
};

export const eventsPerPage = 50;

/**
 * One page of what happened in a shop, newest first, with the automations each started. Indexes: StoreEvent's key and
 * (shopId, kind | outcome | contactId, id), AutomationRun (shopId, storeEventId).
 */
export async function listEvents(ctx: Ctx, shopId: string, filters: EventFilters): Promise<EventPage> {
  const { kind, outcome, contactId } = filters;
  const [read, contact] = await Promise.all([
    ctx.db.storeEvent.findMany({
      where: {
        shopId,
        ...(kind ? { kind } : {}),
        ...(outcome ? { outcome } : {}),
        ...(contactId ? { contactId } : {}),
        ...placeOf(filters),
      },
      orderBy: { id: directionOf(filters) },
      take: eventsPerPage + 1,
      select: eventRowSelect,
    }),
    contactId
      ? ctx.db.contact.findUnique({ where: { shopId_id: { shopId, id: contactId } }, select: contactLabelSelect })
      : null,
  ]);
  const { rows, older, newer } = pageOf(read, eventsPerPage, filters);
  return { events: await eventRows(ctx.db, shopId, rows), older, newer, contact: contact && contactLabel(contact) };
}
