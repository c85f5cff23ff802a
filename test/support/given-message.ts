import type { Ctx } from "#app/core/ports.ts";
import { planMessage, type MessageToSend } from "#app/core/outbox/plan-message.ts";
import { inTransaction } from "./context.ts";

let planned = 0;

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
