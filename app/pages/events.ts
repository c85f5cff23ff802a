import type { EventFilters } from "../core/analytics/event-filters.ts";
import { listEvents } from "../core/analytics/list-events.ts";
import { listTroubled, listTroubledGroups, type TroubledFilters } from "../core/analytics/list-troubled.ts";
import { readEvent } from "../core/analytics/read-event.ts";
import { replayOwnDeliveries, type OwnReplaySelection } from "../core/intake/replay-deliveries.ts";
import type { PageDeps } from "./page-deps.ts";

export function createEventPages({ ctx }: PageDeps) {
  return {
    list: (shopId: string, filters: EventFilters) => listEvents(ctx, shopId, filters),
    read: (shopId: string, eventId: string) => readEvent(ctx, shopId, eventId),
    listTroubledGroups: (shopId: string) => listTroubledGroups(ctx, shopId),
    listTroubled: (shopId: string, filters: TroubledFilters) => listTroubled(ctx, shopId, filters),
    tryAgain: (shopId: string, selection: OwnReplaySelection) => replayOwnDeliveries(ctx, shopId, selection),
  };
}
