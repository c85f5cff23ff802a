import type { IntakeResult } from "./outcomes.ts";
import { toldAt, type IntakeCtx } from "./intake-ctx.ts";
import { fromOrder, mayStillWait, orderOf, type OrderLink } from "./order-of.ts";
import type { FulfillmentPayload, ShipmentEventPayload } from "./payloads/after-order.ts";
import { at, recordEvent } from "./record-event.ts";
import { storeEventKindSchema, type StoreEventKind } from "../shared/store-event.ts";

/** `fulfillments/create` and `update`. An update of a parcel nobody told of tells of the parcel too. */
export async function applyFulfillment(
  ctx: IntakeCtx,
  it: FulfillmentPayload,
  told: "fulfillment_created" | "fulfillment_updated",
): Promise<IntakeResult> {
  const order = await orderOf(ctx, it.orderId);
  if (!order && mayStillWait(ctx)) return { retryAs: "waiting_for_order" };
  const written = await keepFulfillment(ctx, it, order);
  const base = { ...fromOrder(it.orderId, order), subjectKind: "fulfillment" as const, subjectId: it.id };

  const isNew = written === "inserted" && it.createdAt >= ctx.shop.installedAt;
  const created =
    told === "fulfillment_created" || isNew
      ? await recordEvent(ctx, { ...base, kind: "fulfillment_created", occurrence: "", occurredAt: it.createdAt })
      : null;
  if (told === "fulfillment_created") return created ?? "duplicate";
  const updated = { ...base, kind: told, occurrence: at(it.versionAt), occurredAt: it.versionAt };
  return recordEvent(ctx, { ...updated, held: written === "stale" ? "stale" : undefined });
}

async function keepFulfillment(ctx: IntakeCtx, it: FulfillmentPayload, order: OrderLink | null) {
  const lineItems = it.lineItemsIn(order?.currency ?? ctx.shop.currency);
  // The carrier's own events say where a parcel is; the fulfilment's word counts only until the first of them.
  const [row] = await ctx.tx.$queryRaw<{ inserted: boolean }[]>`
    INSERT INTO "Fulfillment" AS f ("shopId", "id", "orderId", "status", "shipmentStatus", "trackingCompany",
      "trackingNumber", "trackingUrl", "lineItems", "createdAt", "versionAt")
    VALUES (${ctx.shop.id}::uuid, ${it.id}, ${it.orderId}, ${it.status}, ${it.shipmentStatus}, ${it.trackingCompany},
      ${it.trackingNumber}, ${it.trackingUrl}, ${JSON.stringify(lineItems)}::jsonb, ${it.createdAt}, ${it.versionAt})
    ON CONFLICT ("shopId", "id") DO UPDATE SET
      "status" = EXCLUDED."status",
      "shipmentStatus" = CASE
        WHEN EXISTS (
          SELECT 1 FROM "StoreEvent" e WHERE e."shopId" = f."shopId" AND e."kind" = ANY(${shipmentKinds}::text[])
            AND e."subjectKind" = 'fulfillment' AND e."subjectId" = f."id") THEN f."shipmentStatus"
        ELSE COALESCE(EXCLUDED."shipmentStatus", f."shipmentStatus") END,
      "trackingCompany" = EXCLUDED."trackingCompany", "trackingNumber" = EXCLUDED."trackingNumber",
      "trackingUrl" = EXCLUDED."trackingUrl", "lineItems" = EXCLUDED."lineItems", "createdAt" = EXCLUDED."createdAt",
      "versionAt" = EXCLUDED."versionAt"
      WHERE f."versionAt" <= EXCLUDED."versionAt"
    RETURNING (xmax = 0) AS "inserted"`;
  if (!row) return "stale";
  return row.inserted ? "inserted" : "updated";
}

/** Where a parcel can be, in the order in which it gets there: decides between two events of the same moment. */
const shipmentStatuses = [
  "label_printed",
  "confirmed",
  "ready_for_pickup",
  "carrier_picked_up",
  "in_transit",
  "delayed",
  "out_for_delivery",
  "attempted_delivery",
  "failure",
  "delivered",
] as const;

const shipmentKinds = shipmentStatuses.map((status) => `fulfillment_${status}`);

/** `fulfillment_events/create`: where the parcel is now, unless something newer is known. */
export async function applyShipmentEvent(ctx: IntakeCtx, it: ShipmentEventPayload): Promise<IntakeResult> {
  const kind = shipmentKind(it.status);
  if (!kind) return "ignored:unknown_status";
  const fulfillment = await ctx.tx.fulfillment.findUnique({
    where: { shopId_id: { shopId: ctx.shop.id, id: it.fulfillmentId } },
    select: { orderId: true },
  });
  if (!fulfillment && mayStillWait(ctx)) return { retryAs: "waiting_for_fulfillment" };
  const orderId = fulfillment?.orderId ?? it.orderId;
  const order = orderId ? await orderOf(ctx, orderId) : null;
  if (!order && mayStillWait(ctx)) return { retryAs: "waiting_for_order" };

  const occurredAt = it.happenedAt ?? toldAt(ctx);
  // Before the event is recorded, so that automations find the parcel where the event says it is.
  const moved = await moveParcel(ctx, it.fulfillmentId, it.status, occurredAt);
  const outcome = await recordEvent(ctx, {
    ...(orderId ? fromOrder(orderId, order) : { contactId: null }),
    kind,
    subjectKind: "fulfillment",
    subjectId: it.fulfillmentId,
    occurrence: at(occurredAt),
    occurredAt,
  });
  return outcome === "applied" && moved === 0 ? "stale" : outcome;
}

function shipmentKind(status: string): StoreEventKind | null {
  return storeEventKindSchema.safeParse(`fulfillment_${status}`).data ?? null;
}

function moveParcel(ctx: IntakeCtx, fulfillmentId: string, status: string, happenedAt: Date): Promise<number> {
  const rank = shipmentKinds.indexOf(`fulfillment_${status}`) + 1;
  return ctx.tx.$executeRaw`
    UPDATE "Fulfillment" f SET "shipmentStatus" = ${status}
    WHERE f."shopId" = ${ctx.shop.id}::uuid AND f."id" = ${fulfillmentId}
      AND NOT EXISTS (
        SELECT 1 FROM "StoreEvent" e WHERE e."shopId" = f."shopId" AND e."kind" = ANY(${shipmentKinds}::text[])
          AND e."subjectKind" = 'fulfillment' AND e."subjectId" = f."id"
          AND (e."occurredAt", array_position(${shipmentKinds}::text[], e."kind")) > (${happenedAt}::timestamptz, ${rank}::int))`;
}
