import type { IntakeResult } from "./outcomes.ts";
import { toldAt, type IntakeCtx } from "./intake-ctx.ts";
import { fromOrder, mayStillWait, orderOf } from "./order-of.ts";
import type { RefundPayload, ReturnPayload } from "./payloads/after-order.ts";
import { at, recordEvent } from "./record-event.ts";
import { creditOrder } from "../results/credit-order.ts";
import type { StoreEventKind } from "../shared/store-event.ts";

/** `orders/edited` names the order only; its new version comes with `orders/updated`. */
export async function applyOrderEdit(
  ctx: IntakeCtx,
  edit: { orderId: string; editedAt: Date | null },
): Promise<IntakeResult> {
  const order = await orderOf(ctx, edit.orderId);
  if (!order && mayStillWait(ctx)) return { retryAs: "waiting_for_order" };
  const occurredAt = edit.editedAt ?? toldAt(ctx);
  return recordEvent(ctx, {
    kind: "order_edited",
    subjectKind: "order",
    subjectId: edit.orderId,
    occurrence: at(occurredAt),
    occurredAt,
    ...fromOrder(edit.orderId, order),
  });
}

/** A refund never changes once it is made. */
export async function applyRefund(ctx: IntakeCtx, refund: RefundPayload): Promise<IntakeResult> {
  const order = await orderOf(ctx, refund.orderId);
  if (!order && mayStillWait(ctx)) return { retryAs: "waiting_for_order" };
  const amount = refund.amountIn(order?.currency ?? ctx.shop.currency);
  const createdAt = refund.createdAt ?? toldAt(ctx);
  await ctx.tx.refund.createMany({
    data: [
      {
        shopId: ctx.shop.id,
        id: refund.id,
        orderId: refund.orderId,
        amountMinor: amount.minor,
        currency: amount.currency,
        createdAt,
      },
    ],
    skipDuplicates: true,
  });
  await creditOrder(ctx, ctx.shop.id, refund.orderId);
  const base = fromOrder(refund.orderId, order);
  return recordEvent(ctx, {
    ...base,
    kind: "refund_created",
    subjectKind: "refund",
    subjectId: refund.id,
    occurrence: "",
    occurredAt: createdAt,
    details: { ...base.details, amountMinor: amount.minor.toString(), currency: amount.currency },
  });
}

/** Later steps of a return; two of the same moment are told apart by how far along they are. */
const returnProgress = ["REQUESTED", "OPEN", "DECLINED", "CANCELED", "CLOSED"];

const statusWhenUntold: Partial<Record<StoreEventKind, string>> = {
  return_requested: "requested",
  return_approved: "open",
  return_declined: "declined",
};

/** `returns/request`, `approve` and `decline`. Their payloads carry no version: when they were triggered stands in. */
export async function applyReturn(ctx: IntakeCtx, it: ReturnPayload, kind: StoreEventKind): Promise<IntakeResult> {
  const order = await orderOf(ctx, it.orderId);
  if (!order && mayStillWait(ctx)) return { retryAs: "waiting_for_order" };
  const versionAt = it.updatedAt ?? toldAt(ctx);
  const status = it.status || (statusWhenUntold[kind] ?? "");
  await ctx.tx.$executeRaw`
    INSERT INTO "OrderReturn" AS r ("shopId", "id", "orderId", "name", "status", "versionAt")
    VALUES (${ctx.shop.id}::uuid, ${it.id}, ${it.orderId}, ${it.name}, ${status}, ${versionAt})
    ON CONFLICT ("shopId", "id") DO UPDATE SET
      "name" = COALESCE(NULLIF(EXCLUDED."name", ''), r."name"), "status" = EXCLUDED."status",
      "versionAt" = EXCLUDED."versionAt"
      WHERE (r."versionAt", COALESCE(array_position(${returnProgress}::text[], upper(r."status")), 0))
         <= (EXCLUDED."versionAt", COALESCE(array_position(${returnProgress}::text[], upper(EXCLUDED."status")), 0))`;
  return recordEvent(ctx, {
    ...fromOrder(it.orderId, order),
    kind,
    subjectKind: "return",
    subjectId: it.id,
    occurrence: "",
    occurredAt: versionAt,
  });
}
