import type { Prisma } from "#prisma/generated/client.ts";
import { startRuns } from "../automations/start-runs.ts";
import { updatesRecipient } from "../opt-in/order-updates.ts";
import type { IntakeCtx } from "./intake-ctx.ts";
import type { EventOutcome } from "./outcomes.ts";
import type { StoreEvent, SubjectKind } from "../shared/store-event.ts";

export type NewEvent = Omit<StoreEvent, "id"> & {
  /** "" for what happens once to a subject; else what tells one time from another. */
  occurrence: string;
  /** No personal data: what a merchant needs to recognise it. */
  details?: Prisma.InputJsonObject;
  /** Besides the person being unknown: why automations are not told ("stale", "completed"). */
  held?: EventOutcome;
};

/**
 * Writes down what happened and tells the automations, once: the same event again, by whatever delivery, is "duplicate".
 * Otherwise "applied", "no_contact", or why it was held.
 */
export async function recordEvent(ctx: IntakeCtx, event: NewEvent): Promise<EventOutcome | "duplicate"> {
  const { occurrence, details, held, ...told } = event;
  const rest = { ...told, contactId: await personOf(ctx, told) };
  const id = ctx.ids.next();
  const outcome: EventOutcome = held ?? (needsPerson(event.subjectKind) && !rest.contactId ? "no_contact" : "applied");
  // The earliest telling of when it happened stands, in whatever order they come.
  const rows = await ctx.tx.$queryRaw<{ inserted: boolean }[]>`
    INSERT INTO "StoreEvent" ("shopId", "id", "deliveryId", "kind", "subjectKind", "subjectId", "occurrence", "contactId",
      "occurredAt", "recordedAt", "outcome", "details")
    VALUES (${ctx.shop.id}::uuid, ${id}::uuid, ${ctx.delivery.id}::uuid, ${event.kind}, ${event.subjectKind},
      ${event.subjectId}, ${occurrence}, ${rest.contactId}::uuid, ${event.occurredAt}, ${ctx.clock.now()}, ${outcome},
      ${JSON.stringify(details ?? {})}::jsonb)
    ON CONFLICT ("shopId", "kind", "subjectKind", "subjectId", "occurrence")
      DO UPDATE SET "occurredAt" = EXCLUDED."occurredAt" WHERE EXCLUDED."occurredAt" < "StoreEvent"."occurredAt"
    RETURNING (xmax = 0) AS "inserted"`;
  if (!rows[0]?.inserted) return "duplicate";
  if (!held) await startRuns(ctx, ctx.shop.id, { id, ...rest });
  return outcome;
}

/** Of an order, whoever its updates were asked for; else whom it is about. */
async function personOf(ctx: IntakeCtx, { orderId, checkoutToken, contactId }: Omit<StoreEvent, "id">) {
  if (!orderId || !checkoutToken) return contactId;
  return (await updatesRecipient(ctx.tx, ctx.shop.id, checkoutToken)) ?? contactId;
}

/** Events that speak to one person; a restock or a change of the shop's settings has none. */
function needsPerson(kind: SubjectKind): boolean {
  return kind !== "variant" && kind !== "shop";
}

/** Things that happen again to the same subject are told apart by their moment. */
export function at(moment: Date): string {
  return moment.toISOString();
}
