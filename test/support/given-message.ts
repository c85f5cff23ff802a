import type { Ctx } from "#app/core/ports.ts";
import { PRIORITY } from "#app/core/outbox/message-states.ts";
import { planMessage, type MessageToSend } from "#app/core/outbox/plan-message.ts";
import { inTransaction } from "./context.ts";

let planned = 0;

/** So many marketing messages, due now, each to a person of its own. */
export async function givenLongQueue(
  ctx: Ctx,
  where: { shopId: string; numberId: string },
  length: number,
): Promise<void> {
  const at = ctx.clock.now();
  const people = Array.from({ length }, () => ({ shopId: where.shopId, id: ctx.ids.next(), createdAt: at }));
  await ctx.db.contact.createMany({ data: people });
  await ctx.db.contactIdentity.createMany({
    data: people.map(({ shopId, id }, index) => ({
      shopId,
      contactId: id,
      kind: "phone" as const,
      value: `+4917${String(10_000_000 + index)}`,
      createdAt: at,
    })),
  });
  await ctx.db.message.createMany({
    data: people.map(({ id: contactId }) => ({
      ...where,
      id: ctx.ids.next(),
      contactId,
      dedupeKey: `queue-${contactId}`,
      state: "queued" as const,
      category: "marketing" as const,
      priority: PRIORITY.marketing,
      content: { kind: "template", name: "back_in_stock", language: "de", header: [], body: [], buttons: [] },
      dueAt: at,
      createdAt: at,
    })),
  });
}

/** A message in the outbox, due now, planned as the product plans it; returns its id. */
export async function givenMessage(
  ctx: Ctx,
  where: { shopId: string; numberId: string; contactId: string },
  overrides: Partial<MessageToSend> = {},
): Promise<string> {
  planned += 1;
  const { messageId } = await inTransaction(ctx, (txCtx) =>
    planMessage(txCtx, {
      ...where,
      category: "utility",
      content: { kind: "template", name: "order_confirmed", language: "de", header: [], body: [], buttons: [] },
      dedupeKey: `given-${planned}`,
      dueAt: ctx.clock.now(),
      ...overrides,
    }),
  );
  return messageId;
}
