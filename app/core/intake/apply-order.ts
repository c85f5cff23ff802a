import { cancelRuns } from "../automations/cancel-runs.ts";
import { takeEarlyTap } from "../opt-in/take-early-tap.ts";
import { creditOrder } from "../results/credit-order.ts";
import type { IntakeResult } from "./outcomes.ts";
import { findPerson } from "./find-person.ts";
import type { IntakeCtx } from "./intake-ctx.ts";
import { keepOrder, type OrderBefore } from "./keep-order.ts";
import type { OrderPayload } from "./payloads/order.ts";
import { at, recordEvent, type NewEvent } from "./record-event.ts";
import type { StoreEventKind } from "../shared/store-event.ts";

/**
 * One version of an order, whatever topic brought it: keeps it if it is the newest, completes its checkout, and records what
 * it tells. An order's webhooks share one shape, so that whichever comes first tells of the order, and a webhook that never
 * came is made good by the next one.
 */
export async function applyOrder(ctx: IntakeCtx, order: OrderPayload, told: StoreEventKind): Promise<IntakeResult> {
  const contactId = await findPerson(ctx, order.person);
  const { before, contactId: known, kept } = await keepOrder(ctx, order, contactId);
  if (!before) await completeCheckouts(ctx, order);
  const person = known ?? contactId;
  if (person && order.checkoutToken)
    await takeEarlyTap(ctx, { shopId: ctx.shop.id, checkoutToken: order.checkoutToken, contactId: person });
  if (kept) await creditOrder(ctx, ctx.shop.id, order.id);

  let outcome: IntakeResult = kept ? "applied" : "stale";
  for (const event of eventsIn(ctx, order, told, before)) {
    const result = await recordEvent(ctx, { ...event, contactId: person });
    if (event.kind === told) outcome = result;
  }
  return outcome;
}

/** An order older than this, seen for the first time in an update, is history: nobody is told that it was placed. */
const newsForMs = 3 * 24 * 3_600_000;

/** What this webhook says happened, then what its payload shows beyond that, in the order in which such things happen. */
function eventsIn(
  ctx: IntakeCtx,
  order: OrderPayload,
  told: StoreEventKind,
  before: OrderBefore | null,
): Omit<NewEvent, "contactId">[] {
  const { total } = order.amountsIn(ctx.shop.currency);
  const base = {
    subjectKind: "order" as const,
    subjectId: order.id,
    orderId: order.id,
    checkoutToken: order.checkoutToken ?? undefined,
    cartToken: order.cartToken ?? undefined,
    details: { name: order.name, totalMinor: total.minor.toString(), currency: total.currency },
  };
  const isNews = (moment: Date) =>
    moment >= ctx.shop.installedAt && ctx.delivery.receivedAt.getTime() - moment.getTime() < newsForMs;
  const happened: [StoreEventKind, Date, boolean][] = [
    ["order_created", order.createdAt, !before && isNews(order.createdAt)],
    [
      "order_paid",
      order.versionAt,
      order.financialStatus === "paid" && turnedNow(before, before?.financialStatus !== "paid"),
    ],
    [
      "order_cancelled",
      order.cancelledAt ?? order.versionAt,
      order.cancelledAt !== null && turnedNow(before, !before?.cancelledAt),
    ],
    ["order_updated", order.versionAt, false],
    ["order_partially_fulfilled", order.versionAt, false],
    ["order_fulfilled", order.versionAt, false],
  ];
  return happened
    .filter(([kind, , shown]) => kind === told || shown)
    .map(([kind, occurredAt]) => ({
      ...base,
      kind,
      occurredAt,
      occurrence: kind === "order_updated" ? at(occurredAt) : "",
    }));

  /** Seen to change against the version before; on first sight, only while the order itself is news. */
  function turnedNow(was: OrderBefore | null, changed: boolean): boolean {
    return was ? changed : isNews(order.createdAt);
  }
}

/** The order has come: its checkout is no longer abandoned, nor is any other of the same cart. */
async function completeCheckouts(ctx: IntakeCtx, order: OrderPayload): Promise<void> {
  const { checkoutToken, cartToken } = order;
  if (!checkoutToken && !cartToken) return;
  const completed = await ctx.tx.$queryRaw<{ token: string }[]>`
    UPDATE "Checkout" SET "completedAt" = ${order.createdAt}
    WHERE "shopId" = ${ctx.shop.id}::uuid AND ("completedAt" IS NULL OR "completedAt" > ${order.createdAt})
      AND ("token" = ${checkoutToken} OR "cartToken" = ${cartToken})
    RETURNING "token"`;
  for (const { token } of completed) await cancelRuns(ctx, ctx.shop.id, { cancelKey: token, reason: "order_placed" });
}
